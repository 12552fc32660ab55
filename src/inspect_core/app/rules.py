"""Looking at standards: what the rules say, and whether files of rules can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from inspect_core.app.editions import check_edition, published, unlocked
from inspect_core.app.effective import heads_view
from inspect_core.app.overlays import whole
from inspect_core.app.shelves import Shelf, beside
from inspect_core.app.standards import Standards
from inspect_core.domain.exact import plain
from inspect_core.engine.credit import CREDIT_WORDS
from inspect_core.engine.kind import Kinds
from inspect_core.engine.plan import credited
from inspect_core.errors import Place, Problem, RulesetError, UsageError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.calendar import bind_calendar
from inspect_core.language.node import Document
from inspect_core.language.reader import read_file
from inspect_core.language.refusals import no_cases
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.scheme import bind_scheme


def rule_view(rule: Rule, day: date) -> dict[str, Any]:
    """A rule as plain data, with what it says on a day."""
    settings = rule.settings
    return {
        "rule": rule.name,
        "title": settings.title.model_dump(),
        "kind": settings.kind,
        "says": settings.says(day).model_dump(),
        "points": plain(settings.points),
        "credit": list(credited(rule)),
        "forms": list(settings.forms()),
        "source": settings.source.model_dump() if settings.source else None,
        "status": settings.status,
        "clause": settings.clause,
        "note": settings.note.model_dump() if settings.note else None,
        "correction": settings.correction.model_dump() if settings.correction else None,
        "shadow_until": str(settings.shadow_until) if settings.shadow_until else None,
        "advisory": settings.advisory,
        "vetoes": list(settings.vetoes()),
        "place": str(rule.place),
    }


def ruleset_view(ruleset: Ruleset, day: date) -> dict[str, Any]:
    """A ruleset as plain data with its rules."""
    return {
        "ruleset": ruleset.id,
        "title": ruleset.title.model_dump(),
        "edition": str(ruleset.edition),
        "fingerprint": ruleset.fingerprint,
        "source": ruleset.source.model_dump() if ruleset.source else None,
        "points": plain(ruleset.points),
        **heads_view(ruleset),
        "rules": [rule_view(rule, day) for rule in ruleset.rules],
    }


def found_rules(standards: Standards, text: str) -> tuple[Ruleset | None, tuple[Rule, ...]]:
    """What somebody named: a whole ruleset, or the rules of that name (`ruleset/rule`, or `rule` alone)."""
    for ruleset in standards.rulesets:
        if text == ruleset.id:
            return ruleset, ruleset.rules
    rules = [rule for ruleset in standards.rulesets for rule in ruleset.rules]
    hits = tuple(rule for rule in rules if text in (rule.name, rule.id))
    if hits:
        return None, hits
    names = [
        *(ruleset.id for ruleset in standards.rulesets),
        *(rule.name for rule in rules),
        *(rule.id for rule in rules),
    ]
    near = get_close_matches(text, names, n=1)
    raise UsageError(
        "E-RULE-UNKNOWN",
        f"nobody knows the rule or ruleset {text!r}",
        hint=f"did you mean {near[0]}?" if near else "see `inspect-core rules list`",
        message_zh=f"未知的标准或条款 {text!r}",
        hint_zh=f"是否想写 {near[0]}？" if near else "见 `inspect-core rules list`",
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was looked at: what it is, and everything that is wrong with it."""

    file: Path
    sort: str
    problems: tuple[Problem, ...]


def check_files(files: Iterable[Path], found: Sequence[Shelf], kinds: Kinds) -> tuple[Checked, ...]:
    """Each file read as what it says it is: a ruleset, a scheme, a calendar, rule cases; `found` has what they extend."""
    return tuple(_checked(file, beside(file, found), kinds) for file in files)


def _checked(file: Path, found: Sequence[Shelf], kinds: Kinds) -> Checked:
    sort = "?"
    try:
        document = read_file(file)
        sort = sort_of(document)
        if sort == "ruleset":
            _check_edition(bind_ruleset(whole(document, file, found), kinds.settings()), file, found)
        else:
            _bind(sort, document)
    except RulesetError as error:
        return Checked(file, sort, error.problems)
    except OSError as error:
        return Checked(file, sort, (unreadable(file, error),))
    return Checked(file, sort, ())


def unreadable(file: Path, error: OSError) -> Problem:
    """A file that is not there, or may not be read."""
    return Problem(
        "E-FILE-MISSING",
        f"it cannot be read: {error.strerror}",
        Place(file=str(file)),
        "check the path",
        "无法读取该文件",
        "请检查路径",
    )


def sort_of(document: Document) -> str:
    """What a file is by its first word: ruleset, scheme, calendar or rule (cases)."""
    keys = list(document.plain) if isinstance(document.plain, dict) else []
    for word in ("ruleset", "scheme", "calendar", "rule"):
        if word in keys:
            return word
    raise RulesetError(
        "E-RULE-SORT",
        "the file says neither ruleset, scheme, calendar nor rule",
        place=document.place(()),
        hint="begin a ruleset with `ruleset: its-name`",
        message_zh="文件既不是 ruleset、scheme、calendar，也不是 rule",
        hint_zh="标准文件以 `ruleset: 名称` 开头",
    )


def _check_edition(ruleset: Ruleset, file: Path, found: Sequence[Shelf]) -> None:
    """A draft that changes a text which is published already is refused, and one of which the lock lost its lines."""
    locks = published(found)
    problems, _ = check_edition(ruleset, file, found[0], found, locks)
    problems += unlocked(found[:1], locks, ruleset.id)
    if problems:
        raise RulesetError.of(problems)


def _bind(sort: str, document: Document) -> None:
    if sort == "scheme":
        bind_scheme(document)
    elif sort == "calendar":
        bind_calendar(document)
    elif not isinstance(document.plain.get("cases"), list):
        raise RulesetError.of([no_cases(document.place(()))])


def loose_ends(standards: Standards, *, everywhere: bool = False) -> tuple[Problem, ...]:
    """What can be meant and probably is not: roles, vetoes and forms that nothing else knows.

    Of the files the project owns, unless `everywhere`: what comes with the program or a plugin is nobody's slip here.
    """
    found = (
        *_unknown_roles(standards),
        *_unknown_vetoes(standards),
        *_unraised(standards),
        *_unknown_adjustments(standards),
        *_weightless(standards),
    )
    return tuple(one for one in found if everywhere or (one.place and one.place.file in standards.own))


def _unknown_roles(standards: Standards) -> Iterator[Problem]:
    roles = standards.roles
    for ruleset in standards.rulesets:
        for rule in ruleset.rules:
            credit = (word for word in credited(rule) if word not in CREDIT_WORDS)
            named = (*rule.settings.of, *getattr(rule.settings, "by", ()), *credit)
            for role in dict.fromkeys(named):
                if role not in roles:
                    yield _unknown("W-RULE-ROLE", f"the role '{role}'", f"角色 '{role}'", role, roles, rule.place)


def _unknown_vetoes(standards: Standards) -> Iterator[Problem]:
    text = standards.scheme.text
    known = {*text.vetoes, *(veto for card in text.cards.values() for veto in card.raised_by)}
    for ruleset in standards.rulesets:
        for rule in ruleset.rules:
            for veto in dict.fromkeys(rule.settings.vetoes()):
                if veto not in known:
                    yield _unknown("W-RULE-VETO", f"the veto '{veto}'", f"否决项 '{veto}'", veto, known, rule.place)


def _unraised(standards: Standards) -> Iterator[Problem]:
    """Cards that wait for a veto no rule raises, and that does not stand under `vetoes`, to be given by hand."""
    raised = {veto for ruleset in standards.rulesets for rule in ruleset.rules for veto in rule.settings.vetoes()}
    raised |= set(standards.scheme.text.vetoes)
    for name, card in standards.scheme.text.cards.items():
        for veto in card.raised_by:
            if veto not in raised:
                place = standards.scheme.cards[name]
                yield _unknown("W-SCHEME-CARD", f"the veto '{veto}'", f"否决项 '{veto}'", veto, raised, place)


def _unknown_adjustments(standards: Standards) -> Iterator[Problem]:
    for name, adjustment in standards.scheme.text.adjustments.items():
        form = adjustment.form
        if form is not None and form not in standards.forms:
            place = standards.scheme.places[name]
            yield _unknown("W-SCHEME-FORM", f"the form '{form}'", f"记录表 '{form}'", form, standards.forms, place)


def _weightless(standards: Standards) -> Iterator[Problem]:
    """Rulesets that are chosen and count in nobody's month."""
    text = standards.scheme.text
    weighed = {name for weighting in text.roles.values() for name in weighting.weights}
    weighed |= {name for group in text.groups.values() for name in group.weights}
    weighed |= set(text.project.weights) if text.project else set()
    for ruleset in standards.rulesets:
        if ruleset.id not in weighed:
            yield Problem(
                "W-SCHEME-WEIGHT",
                f"the ruleset '{ruleset.id}' has no weight in the scheme '{standards.scheme.id}': it counts in nobody's total",
                Place(file=ruleset.file),
                f"copy schemes/{standards.scheme.id}.yaml into rulesets/schemes/ of the project and give it a weight there",
                f"标准 '{ruleset.id}' 在考核方案 '{standards.scheme.id}' 中没有权重，不计入任何人的总分",
                f"请把 schemes/{standards.scheme.id}.yaml 复制到项目的 rulesets/schemes/ 并设置权重",
            )


def _unknown(code: str, en: str, zh: str, word: str, known: Iterable[str] | Mapping[str, Any], place: Place) -> Problem:
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    listed = ", ".join(names)
    return Problem(
        code,
        f"{en} is not known to the project's standards",
        place,
        f"did you mean {near[0]}?" if near else f"known are: {listed}",
        f"项目的标准中没有{zh}",
        f"是否想写 {near[0]}？" if near else f"现有：{listed}",
    )
