"""What `rules check` notices though it can be read: a word that nobody else knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_core.shipped import shipped

Call = Callable[..., Any]


def test_a_slip_in_credit_is_noticed_because_the_points_would_go_to_nobody(call: Call, project: Path) -> None:
    text = (shipped("rulesets") / "patrol.yaml").read_text(encoding="utf-8")
    own = project / "rulesets" / "patrol.yaml"
    own.write_text(text.replace("credit: on_duty\n", "credit: on_dutty\n"), encoding="utf-8")
    assert "the role 'on_dutty' is not known" in call("rules", "check", "--lang", "en").err


def test_the_words_of_credit_are_no_slips(call: Call, project: Path) -> None:
    assert "W-RULE-ROLE" not in call("rules", "check", "--lang", "en").err
