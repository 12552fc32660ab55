"""Where the line of a year breaks: between two months whose scores do not compare, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from inspect_core.app.editions import Published, home_of, kept_text, published
from inspect_core.app.project import App
from inspect_core.app.rule_versions import compared_texts, text_in
from inspect_core.app.shelves import shelves
from inspect_core.domain.text import Text
from inspect_core.language.binding import fingerprint
from inspect_core.language.editions import CLASSES, Comparable
from inspect_core.language.node import Document

View = Mapping[str, Any]
Compare = Callable[[str, View, View], Comparable]
"""How far scores compare under two editions of the ruleset of that name, each with `edition` and `fingerprint`."""


def why_broken(before: View, now: View, compare: Compare) -> Text | None:
    """Why the scores of two months do not compare; None where they do. Both are score views."""
    found = [*_scheme(before["scheme"], now["scheme"]), *_editions(before, now, compare), *_counting(before, now)]
    if not found:
        return None
    return Text(zh="；".join(one.zh for one in found), en="; ".join(one.en for one in found))


def _scheme(before: View, now: View) -> Iterator[Text]:
    if (before["name"], before["fingerprint"]) == (now["name"], now["fingerprint"]):
        return
    old, new = (f"{one['name']} {one['edition']}" for one in (before, now))
    yield Text(zh=f"考核方案由 {old} 改为 {new}", en=f"the scheme changed from {old} to {new}")


def _editions(before: View, now: View, compare: Compare) -> Iterator[Text]:
    """Rulesets of another edition that does not compare; those that came or went change the scheme as well."""
    old = {one["ruleset"]: one for one in before["editions"]}
    for one in now["editions"]:
        then = old.get(one["ruleset"])
        if then is None or then["fingerprint"] == one["fingerprint"]:
            continue
        if compare(one["ruleset"], then, one) == "major":
            title, days = one["title"], (then["edition"], one["edition"])
            yield Text(
                zh=f"标准“{title['zh']}”由 {days[0]} 版改为 {days[1]} 版，得分不可比",
                en=f"the ruleset “{title['en']}” changed from {days[0]} to {days[1]}, and scores do not compare",
            )


def _counting(before: View, now: View) -> Iterator[Text]:
    """Rules that were on trial and count from this month on, or the other way round."""
    old = _rules(before)
    for name, (counts, title) in _rules(now).items():
        if name in old and old[name][0] != counts:
            begins = ("起计分", "counts from this month on") if counts else ("起不再计分", "counts no longer")
            yield Text(zh=f"条款“{title['zh']}”自本月{begins[0]}", en=f"the rule “{title['en']}” {begins[1]}")


def _rules(view: View) -> dict[str, tuple[bool, Mapping[str, str]]]:
    return {
        f"{found['ruleset']}/{rule['rule']}": (rule["counts"], rule["title"])
        for found in view["project_score"]["rulesets"]
        for rule in found["rules"]
    }


def edition_compare(app: App) -> Compare:
    """The comparison by what was published: the locks of the project and of whoever brings the rulesets."""
    found = shelves(app.folder, app.registry.ruleset_dirs)
    locks = published(found)

    def compare(ruleset: str, old: View, new: View) -> Comparable:
        home = home_of(ruleset, found)
        if home is None:
            return "major"
        said = _published(locks, ruleset, home[0].folder, (old, new))
        return said or compared_texts(*(_text(app, locks, ruleset, home[0].folder, one) for one in (old, new)))

    return compare


def _published(locks: Published, ruleset: str, home: Any, two: tuple[View, View]) -> Comparable | None:
    """The least comparable of the steps from one published edition to another; None where one was never published."""
    old, new = sorted(two, key=lambda one: str(one["edition"]))
    for one in (old, new):
        locked = locks.edition(ruleset, one["edition"], home)
        if locked is None or locked[1].fingerprint != one["fingerprint"]:
            return None
    steps = [one for _, one in locks.of(ruleset, home) if old["edition"] < one.edition <= new["edition"]]
    return max((one.comparable for one in steps), key=CLASSES.index, default="major")


def _text(app: App, locks: Published, ruleset: str, home: Any, one: View) -> Document | None:
    """The text of an edition: the one that was kept, or the one the project has now, if it is that one."""
    locked = locks.edition(ruleset, one["edition"], home)
    kept = kept_text(*locked) if locked is not None and locked[1].fingerprint == one["fingerprint"] else None
    if kept is not None:
        return kept
    now = text_in(app, ruleset)
    return now if now is not None and fingerprint(now) == one["fingerprint"] else None
