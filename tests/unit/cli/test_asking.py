"""On a terminal a record is asked for answer by answer, and nothing wrong gets past the one that was wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call, Said

Typed = Callable[..., Said]
WHO = ("赵敏", "南门岗", "王强")
WHEN = ("2026-10-08 09:30", "10")
ANSWERS = ("合格", "合格", "合格", "合格", "合格", "合格", "合格")
NOTE = ("",)


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, call: Call, filled: Path) -> Typed:
    """Somebody at a terminal who types these lines and then breaks off, in a project that knows three people."""

    def with_lines(*lines: str, words: tuple[str, ...] = (), language: str = "zh") -> Said:
        waiting = iter(lines)

        def answer(prompt: str = "") -> str:
            sys.stderr.write(prompt)
            line = next(waiting, None)
            if line is None:
                raise KeyboardInterrupt
            return line

        monkeypatch.setattr("click.termui.visible_prompt_func", answer)
        monkeypatch.setattr("sys.stdin", Terminal())
        return call("record", "courtesy-check", *words, "--lang", language)

    return with_lines


@pytest.fixture
def kept(call: Call, filled: Path) -> Callable[[], int]:
    """How many events the journal holds."""
    return lambda: int(json.loads(call("verify", "--json").out)["events"])


def test_every_answer_that_will_do_leads_to_a_summary_and_a_record(typed: Typed, kept: Callable[[], int]) -> None:
    before = kept()
    said = typed(*WHO, *WHEN, *ANSWERS, *NOTE, "")
    assert said.status == 0
    assert kept() == before + 1
    summary = said.err[said.err.rindex("礼仪检查") :]
    for line in ("巡查人：P003 赵敏", "部位：gate 南门岗", "被检查人：P001 王强", "开始时间：2026-10-08 09:30"):
        assert line in summary


@pytest.mark.parametrize(
    ("lines", "reason", "question"),
    [
        (("",), "必填", "巡查人"),
        (("赵民",), "是否应为 “赵敏”？", "巡查人"),
        (("赵敏", "南门"), "是否应为 “南门岗”？", "部位"),
        (("赵敏", "南门岗", "赵敏"), "检查人与被检查人为同一人", "被检查人"),
        ((*WHO, "昨天"), "不是有效的日期时间", "开始时间"),
        ((*WHO, "2027-01-01 08:00"), "尚未到来", "开始时间"),
        ((*WHO, "2026-10-08 09:30", "十"), "请写整数分钟", "时长几分钟"),
        ((*WHO, *WHEN, "好"), "可填写：合格、不合格、不适用", "微笑"),
    ],
)
def test_a_wrong_answer_is_asked_again_at_once_with_the_reason(
    typed: Typed, kept: Callable[[], int], lines: tuple[str, ...], reason: str, question: str
) -> None:
    before = kept()
    said = typed(*lines)
    told, _, after = said.err.partition(reason)
    assert question in told
    assert question in after
    assert (said.status, kept()) == (130, before)


def test_names_are_listed_when_somebody_asks_and_answers_stand_below_their_question(typed: Typed) -> None:
    said = typed("?", *WHO, *WHEN)
    assert "P001  王强\n  P002  李梅\n  P003  赵敏" in said.err
    assert "pass 合格 | fail 不合格 | na 不适用" in said.err


def test_what_was_said_on_the_command_line_is_judged_before_anything_is_asked(typed: Typed) -> None:
    said = typed(*WHO, words=("observer=赵民", "什么=1"))
    assert said.status == 3
    assert "E-PERSON-UNKNOWN" in said.err
    assert "E-COLUMN-UNKNOWN" in said.err
    assert "部位（" not in said.err


@pytest.mark.parametrize("last", [("n",), ("nonsense", "n"), ()])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_breaking_off_or_saying_no_writes_nothing(
    typed: Typed, kept: Callable[[], int], last: tuple[str, ...], language: str
) -> None:
    before = kept()
    said = typed(*WHO, *WHEN, *ANSWERS, *NOTE, *last, language=language)
    assert (said.status, kept()) == (130, before)
    assert ("未登记任何内容" if language == "zh" else "nothing was recorded") in said.err


def test_an_answer_that_needs_a_photo_asks_for_one_that_is_there(typed: Typed) -> None:
    said = typed(*WHO, *WHEN, "不合格", *ANSWERS[1:], *NOTE, "nowhere.jpg", "", "")
    assert "没有这个文件" in said.err
    assert said.status == 0
    assert "缺少照片" in said.err


CONDITIONAL = """\
ruleset: pool
edition: 2026-10-01
title: Pool
forms:
  pool:
    title: {zh: 泳池, en: Pool}
    questions:
      open: {ask: "Is it open?", answers: yes_no, required: true}
      again: {ask: "When again?", type: text, required: true, when: {open: no}}
rules:
  clear: {title: Clear, kind: checklist, form: pool, ask: "Is it clear?", when: {open: yes}, points: 100}
"""


@pytest.fixture
def pool(filled: Path) -> Path:
    """The project with a form that asks by condition."""
    (filled / "rulesets" / "pool.yaml").write_text(CONDITIONAL, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("rulesets = [", 'rulesets = ["pool", ', 1), encoding="utf-8")
    return filled


@pytest.mark.usefixtures("pool")
def test_what_is_not_asked_after_an_answer_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, call: Call, filled: Path
) -> None:
    lines = iter(["赵敏", "2026-10-08 09:30", "10", "no", "", "tomorrow", "", ""])
    prompts: list[str] = []

    def answer(prompt: str = "") -> str:
        prompts.append(prompt)
        return next(lines)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    monkeypatch.setattr("sys.stdin", Terminal())
    said = call("record", "pool", "--lang", "en")
    assert said.status == 0
    asked = " ".join(prompts)
    assert "Is it clear?" not in asked
    assert asked.count("When again?") == 2  # it is required, once it is asked


@pytest.mark.usefixtures("pool")
def test_an_answer_that_was_said_and_is_not_asked_is_refused(call: Call) -> None:
    words = ("observer=P003", "start=2026-10-08 09:30", "open=no", "again=soon", "clear=pass")
    said = call("record", "pool", *words, "--no-input", "--lang", "en")
    assert said.status == 3
    assert "clear=pass: " in said.err
    assert "E-OBS-UNASKED" in said.err
    shown = call("forms", "pool", "--lang", "en").out
    assert "only if “Is it open?” is yes" in shown


@pytest.mark.usefixtures("pool")
def test_an_answer_that_leaves_unasked_what_was_said_already_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    lines = iter(["赵敏", "2026-10-08 09:30", "10", "yes", "no", "", ""])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _="": next(lines))
    monkeypatch.setattr("sys.stdin", Terminal())
    said = call("record", "pool", "again=tomorrow", "--lang", "en")
    assert said.status == 0
    assert said.err.count("E-OBS-UNASKED") == 1
