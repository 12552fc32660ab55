"""The line of a year breaks where scores do not compare: another scheme, another edition, a rule that begins to count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from inspect_core.app.year_breaks import why_broken
from inspect_core.language.editions import Comparable


def view(scheme: str = "s1", edition: str = "2026-01-01", text: str = "p1", *, counts: bool = True) -> dict[str, Any]:
    title = {"zh": "巡查", "en": "Patrol"}
    rule = {"rule": "rounds", "title": {"zh": "巡视", "en": "Rounds"}, "counts": counts}
    return {
        "scheme": {"name": "residential", "edition": "2026-01-01", "fingerprint": scheme},
        "editions": [{"ruleset": "patrol", "title": title, "edition": edition, "fingerprint": text}],
        "project_score": {"rulesets": [{"ruleset": "patrol", "rules": [rule]}]},
    }


def broken(before: Mapping[str, Any], now: Mapping[str, Any], says: Comparable = "major") -> str | None:
    found = why_broken(before, now, lambda *_: says)
    return found.en if found else None


def test_the_same_standards_do_not_break_the_line() -> None:
    assert broken(view(), view()) is None


def test_another_text_of_the_scheme_breaks_it() -> None:
    assert "the scheme changed" in str(broken(view(), view(scheme="s2")))


@pytest.mark.parametrize(("says", "breaks"), [("wording", False), ("minor", False), ("major", True)])
def test_another_edition_breaks_it_only_where_scores_do_not_compare(says: Comparable, breaks: bool) -> None:
    found = broken(view(), view(edition="2026-03-01", text="p2"), says)
    assert (found is not None) is breaks
    if found:
        assert "from 2026-01-01 to 2026-03-01" in found


def test_a_rule_that_begins_to_count_breaks_it() -> None:
    assert broken(view(counts=False), view()) == "the rule “Rounds” counts from this month on"
    assert broken(view(), view(counts=False)) == "the rule “Rounds” counts no longer"
