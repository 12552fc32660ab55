"""Hostile rulesets: numbers 1 to 9 of the list, and what must be said about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RULESET: Final = """\
ruleset: manners
edition: 2026-10-01
title: Manners
points: 10
windows: {morning: "06:00-12:00"}
forms:
  check: {title: Check, filled_by: [guard], about: none, at: post}
rules:
  smile:
    title: Smiles
    kind: checklist
    source: s
    status: V
    form: check
    ask: Did they smile?
    answers: pass_fail_na
    credit: place
    points: 10
"""
SCHEME: Final = """\
scheme: plain
edition: 2026-10-01
title: Plain
roles:
  guard: {weights: {manners: 30, security: 70}}
bands: {A: 90, B: 0}
"""
ALIASES: Final = "a: &a [x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n" for before, here in zip("abcdefgh", "bcdefghi", strict=True)
)
POINTS: Final = "    points: 10\n"
WAIVER: Final = """\
waivers:
  - rule: {rule}
    first: 2025-11-01
    last: {last}
    reason: {{zh: 施工, en: works}}
    approved_by: P001
"""


def points(written: str) -> str:
    """The ruleset with something else for the points of its rule."""
    return RULESET.replace(POINTS, f"    points: {written}\n")


@dataclass(frozen=True)
class HostileRuleset:
    """A text, and the code, place and part of the next step that each of its problems must have, in order."""

    number: int
    title: str
    text: str
    expected: tuple[tuple[str, str, str], ...]
    scheme: bool = False

    @property
    def label(self) -> str:
        """The name of the test."""
        return f"{self.number:02d}-{self.title.replace(' ', '-')}"


def refused(number: int, title: str, text: str, *expected: tuple[str, str, str]) -> HostileRuleset:
    return HostileRuleset(number, title, text, expected)


NUMBER: Final = ("E-RULE-RANGE", "r.yaml:18:13", "number")
CORPUS: Final = (
    refused(1, "nine levels of nine aliases", ALIASES, ("E-RULE-ALIAS", "r.yaml:1:4", "write the value out")),
    refused(
        2,
        "a tag that runs a command",
        RULESET + 'note: !!python/object/apply:os.system ["touch marker"]\n',
        ("E-RULE-TAG", "r.yaml:19:7", "write a plain value"),
    ),
    refused(
        3,
        "a key twice",
        RULESET.replace(POINTS, POINTS + "    points: 0\n"),
        ("E-RULE-DUPKEY", "r.yaml:19:5", "keep one of them"),
    ),
    refused(
        4,
        "no for a yes or no",
        RULESET.replace("ask: Did they smile?", "questions: {q: {ask: Smile?, critical: no}}"),
        ("E-RULE-TYPE", "r.yaml:15:44", "docs/rules.md"),
    ),
    refused(5, "five thousand open brackets", "[" * 5_000, ("E-RULE-DEPTH", "r.yaml:1:33", "flatten it")),
    refused(5, "a hundred thousand open braces", "{a: " * 100_000, ("E-RULE-DEPTH", "r.yaml:1:129", "flatten it")),
    refused(
        6,
        "a file to include",
        RULESET + "include: ../../../../etc/passwd\n",
        ("E-RULE-KEY", "r.yaml:19:10", "edition, extends"),
    ),
    refused(
        7,
        "a pattern",
        RULESET + '    pattern: "^(a+)+$"\n',
        ("E-RULE-KEY", "r.yaml:19:14", "answers, ask"),
    ),
    *(
        refused(8, f"points of {written}", points(written), NUMBER)
        for written in (".inf", "nan", "-5", "1e400", "99.9999", "true", "１２", "1_0", "0x10")
    ),
    refused(
        8,
        "three bad numbers at once",
        points("nan").replace("points: 10\nwindows", "points: .inf\nwindows").replace("06:00-12:00", "06:00-25:00"),
        ("E-RULE-RANGE", "r.yaml:4:9", "number"),
        ("E-RULE-TYPE", "r.yaml:5:20", "docs/rules.md"),
        NUMBER,
    ),
    HostileRuleset(
        8,
        "weights short of a hundred",
        SCHEME.replace("70", "69.999"),
        (("E-SCHEME-WEIGHTS", "r.yaml:5:20", "mend the weights"),),
        scheme=True,
    ),
    HostileRuleset(
        8,
        "weights with four decimals and a band that is no number",
        SCHEME.replace("70", "69.9999").replace("A: 90", "A: nan"),
        (
            ("E-RULE-RANGE", "r.yaml:5:44", "number"),
            ("E-RULE-RANGE", "r.yaml:6:12", "number"),
        ),
        scheme=True,
    ),
    *(
        refused(9, f"an expression {number}", points(written), NUMBER)
        for number, written in enumerate(("__import__('os').system('id')", "9**9**9", "+".join(["1"] * 10_000)))
    ),
    refused(
        30,
        "a waiver that ended before its edition",
        RULESET + WAIVER.format(rule="smile", last="2025-12-31"),
        ("E-WAIVER-EXPIRED", "r.yaml:22:11", "take it out"),
    ),
    refused(
        30,
        "a waiver of a rule nobody has",
        RULESET + WAIVER.format(rule="smiles", last="2036-12-31"),
        ("E-WAIVER-RULE", "r.yaml:20:11", "did you mean"),
    ),
    refused(
        30,
        "a question that waits for itself",
        RULESET.replace(POINTS, "    when: {smile: pass}\n" + POINTS),
        ("E-RULE-WHEN", "r.yaml:18:11", "asked of everybody"),
    ),
    refused(
        30,
        "a condition on an answer nobody can give",
        RULESET.replace(POINTS, "    when: {smiles: pass}\n" + POINTS),
        ("E-RULE-WHEN", "r.yaml:18:20", "did you mean 'smile'?"),
    ),
    refused(
        31,
        "advice that costs points",
        RULESET.replace(POINTS, "    advisory: true\n" + POINTS),
        ("E-RULE-TYPE", "r.yaml:19:13", "points: 0"),
    ),
    HostileRuleset(
        32,
        "a card that waits for itself",
        SCHEME + "cards: {red: {title: Red, after: {red: 2}, grade: B}}\n",
        (("E-SCHEME-CARD", "r.yaml:7:34", "raised_by"),),
        scheme=True,
    ),
    HostileRuleset(
        32,
        "a card that counts a million periods",
        SCHEME + "cards: {y: {title: Y, raised_by: v}, red: {title: Red, after: {y: 1, periods: 1000000}}}\n",
        (("E-RULE-RANGE", "r.yaml:7:79", "number"),),
        scheme=True,
    ),
    HostileRuleset(
        33,
        "a drop below nothing and a gate above everything",
        SCHEME
        + "vetoes: {late: {title: Late, drop: -1}}\n"
        + "gates: {safe: {title: Safe, ruleset: manners, least: 101 %, grade: Z}}\n",
        (("E-RULE-TYPE", "r.yaml:7:36", "docs/rules.md"), ("E-RULE-RANGE", "r.yaml:8:54", "0 % to 100 %")),
        scheme=True,
    ),
    refused(
        9,
        "a kind nobody has",
        RULESET.replace("kind: checklist", "kind: cheklist"),
        ("E-RULE-KIND", "r.yaml:11:11", "did you mean"),
    ),
    refused(
        9,
        "a form that asks the same thing twice",
        RULESET.replace("    points: 10\n", "    points: 5\n")
        + "  again: {title: a, kind: checklist, form: check, credit: place, points: 5,\n"
        + "    questions: {smile: {ask: Another?}}}\n",
        ("E-RULE-QUESTION", "r.yaml:19:10", "give one another id"),
    ),
    refused(29, "half a character", 'a: "\\ud800"\n', ("E-RULE-SYNTAX", "r.yaml:1:7", "quotes")),
    refused(29, "two documents", RULESET + "---\na: 1\n", ("E-RULE-SYNTAX", "r.yaml:19:1", "split it")),
    refused(29, "nothing", "", ("E-RULE-TYPE", "r.yaml:1:1", "docs/rules.md")),
    refused(29, "a list", "[1]", ("E-RULE-TYPE", "r.yaml:1:1", "docs/rules.md")),
    refused(
        8,
        "sections where points are added up",
        RULESET + "sections: {all: {rules: smile}}\n",
        ("E-RULE-ROLLUP", "r.yaml:19:11", "write roll_up: xccdf-default"),
    ),
    refused(
        8,
        "a rule in two sections, and one nobody wrote",
        RULESET + "roll_up: xccdf-default\nsections: {a: {rules: [smile, smlie]}, b: {rules: smile}}\n",
        ("E-RULE-SECTION", "r.yaml:20:31", "did you mean 'smile'?"),
        ("E-RULE-SECTION", "r.yaml:20:51", "leave it in one of them"),
    ),
    refused(
        8,
        "a sampling plan the table does not have",
        RULESET.replace("kind: checklist", "kind: sampling\n    per: [post, month]\n    lot: 5\n    aql: 10").replace(
            "    answers: pass_fail_na\n", ""
        ),
        ("E-RULE-RANGE", "r.yaml:13:10", "take another AQL"),
    ),
    refused(
        15,
        "an id that runs backwards",
        RULESET.replace("  smile:", '  "smile\u202e":'),
        ("E-RULE-TYPE", "r.yaml:10:5", "docs/rules.md"),
    ),
)
