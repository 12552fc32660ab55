"""Texts of rules that can be read and cannot be meant: at least one for every check of every kind."""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
ruleset: manners
edition: 2026-10-01
title: Manners
windows: {morning: "06:00-12:00"}
forms:
  check: {title: Check, at: post, questions: {note: {ask: Note, type: text}}}
  talk: {title: Talk}
rules:
  rule:
    title: Rule
    points: 100
"""
DUE: Final = "kind: frequency\ncounts: check\nat_least: 1\n"
DAILY: Final = DUE + "per: [post, day]\n"
LIST: Final = "kind: checklist\nform: check\ncredit: place\n"
FAULT: Final = "kind: deduction\nform: check\ncredit: place\nfaults: "
SCALE: Final = "kind: rating\nform: check\ncredit: place\nask: How?\n"
PARTS: Final = "kind: banded\nform: check\ncredit: place\nparts: {a: {ask: A, answers: {good: 0, bad: 5}}}\n"


def rule(body: str) -> str:
    """A ruleset with one rule."""
    return HEAD + "".join(f"    {line}\n" for line in body.splitlines())


def head(old: str, new: str) -> str:
    """A good ruleset with something else in its head."""
    assert old in HEAD
    return rule(LIST + "ask: Smile?").replace(old, new)


RULESETS: Final = {
    "no word of when": rule(DUE + "per: [post]\ncredit: place"),
    "two words of when": rule(DUE + "per: [post, day, week]\ncredit: place"),
    "windows without a name": rule(DUE + "per: [post, window]\ncredit: place"),
    "a window nobody described": rule(DUE + "per: [post, window]\nwindows: [night]\ncredit: place"),
    "weekdays of a month": rule(DUE + "per: [post, month]\non: {weekdays: [monday]}\ncredit: place"),
    "months of a period": rule(DUE + "per: [post, period]\non: {months: [6]}\ncredit: place"),
    "a shift in days": rule(DUE + "per: [post, shift]\nevery: {days: 2, from: 2026-01-01}"),
    "days without a first one": rule(DUE + "per: [post]\nevery: {days: 45}\ncredit: place"),
    "hours from a day": rule(DUE + "per: [post]\nevery: {hours: 2, from: 2026-01-01}\ncredit: place"),
    "hours and days": rule(DUE + "per: [post]\nevery: {hours: 2, days: 2}\ncredit: place"),
    "an hour of 25": rule(DUE + "per: [post]\nevery: {hours: 25}\ncredit: place"),
    "nobody's score": rule(DAILY),
    "nobody on duty": rule(DUE + "per: [day]\ncredit: on_duty"),
    "nobody on duty at a talk": rule("kind: checklist\nform: talk\nask: Smile?\ncredit: on_duty"),
    "the 32nd": rule(DAILY + "on: {dates: [32]}\ncredit: place"),
    "a weekday nobody knows": rule(DAILY + "on: {weekdays: [funday]}\ncredit: place"),
    "a count in words": rule(DAILY.replace("at_least: 1", "at_least: many") + "credit: place"),
    "a dated count in words": rule(DAILY.replace("at_least: 1", "at_least: {2026-01-01: many}") + "credit: place"),
    "a day no calendar has": rule(DAILY.replace("at_least: 1", "at_least: {2026-02-30: 1}") + "credit: place"),
    "counts nothing": rule(DAILY.replace("counts: check", "counts: []") + "credit: place"),
    "a place for coverage": rule("kind: coverage\ncounts: check\nper: [post, day]\ncovers: post\ncredit: place"),
    "an interval of workdays": rule(
        DAILY.replace("frequency", "interval").replace("at_least: 1", "at_most: 2 workdays")
    ),
    "a span in words": rule("kind: deadline\nform: check\nwithin: soon\ncredit: place"),
    "a deadline without a limit": rule("kind: deadline\nform: check\ncredit: place"),
    "neither ask nor questions": rule(LIST),
    "a set nobody knows": rule(LIST + "ask: Smile?\nanswers: good_bad"),
    "a level above all": rule(LIST + "ask: Smile?\nanswers: {A: 120 %, B: 0 %}"),
    "a level below none": rule(LIST + "ask: Smile?\nanswers: {A: 100 %, B: -5 %}"),
    "a level that is no share": rule(LIST + "ask: Smile?\nanswers: {A: 1.0, B: 0}"),
    "a cap above all": rule(LIST + "ask: Smile?\ncap_if_critical: 160 %"),
    "a dated cap above all": rule(LIST + "ask: Smile?\ncap_if_critical: {2026-01-01: 60 %, 2026-06-01: 160 %}"),
    "a policy nobody knows": rule(LIST + "ask: Smile?\nna: perhaps"),
    "a weight of nothing": rule(LIST + "questions: {q: {ask: Smile?, weight: 0}}"),
    "a weight of thousands": rule(LIST + "questions: {q: {ask: Smile?, weight: 1001}}"),
    "critical perhaps": rule(LIST + "questions: {q: {ask: Smile?, critical: perhaps}}"),
    "severities half said": rule(FAULT + "{f: {ask: F?, deduct: 1, severity: {minor: 1, major: 2}}}"),
    "two grammars": rule(FAULT + "{f: {ask: F?, each: place, repeat: [1]}}"),
    "a gift": rule(FAULT + "{f: {ask: F?, deduct: -1}}"),
    "a floor above": rule(FAULT + "{f: {ask: F?}}\nfull: 5\nfloor: 5"),
    "full of nothing": rule(FAULT + "{f: {ask: F?}}\nfull: 0"),
    "no faults": rule(FAULT + "{}"),
    "a worth above all": rule(SCALE + "scale: {good: 120, bad: 0}"),
    "a top nobody offers": rule(SCALE + "scale: {good: 100, bad: 0}\ntop: [great]"),
    "a share above all": rule(SCALE + "scale: {good: 100, bad: 0}\nat_least: 130 %"),
    "a share of a proportion above all": rule(
        "kind: proportion\nform: check\nquestion: q\nask: Q?\nanswers: [yes, no]\ngood: yes\nat_least: 101 %\ncredit: place"
    ),
    "penalties below none": rule(PARTS.replace("bad: 5", "bad: -5") + "bands: [{worth: 1, total: 1}, {worth: 0}]"),
    "bands upside down": rule(PARTS + "bands: [{worth: 0, total: 1}, {worth: 1}]"),
    "one band": rule(PARTS + "bands: [{worth: 1}]"),
    "bands that are no list": rule(PARTS + "bands: {a: 1}"),
    "points that cannot be reached": rule(LIST + "ask: Smile?\nrounding: whole").replace("points: 100", "points: 99.5"),
    "points of another total": rule(LIST + "ask: Smile?").replace("points: 100", "points: 90"),
    "a kind nobody knows": rule("kind: frequancy"),
    "a key nobody knows": rule(LIST + "ask: Smile?\nweigth: 1"),
    "a form nobody described": rule(LIST.replace("form: check", "form: chek") + "ask: Smile?"),
    "a question twice": rule(LIST + "questions: {q: {ask: A}}") + "  more:\n    title: More\n    points: 0\n"
    "    kind: checklist\n    form: check\n    questions: {q: {ask: B}}\n    credit: place\n",
    "no title": rule(LIST + "ask: Smile?").replace("    title: Rule\n", ""),
    "a title that is a list": rule(LIST + "ask: Smile?").replace("title: Rule", "title: [Rule]"),
    "a rule that is a text": HEAD.replace("rule:\n    title: Rule\n    points: 100\n", "rule: text\n"),
    "no rules": HEAD[: HEAD.index("rules:")] + "rules: {}\n",
    "a day in words": head("edition: 2026-10-01", "edition: today"),
    "a 30th of February": head("edition: 2026-10-01", "edition: 2026-02-30"),
    "a window in words": head('"06:00-12:00"', "early"),
    "a window after midnight": head('"06:00-12:00"', '"06:00-24:30"'),
    "a window without hours": head('"06:00-12:00"', "{title: Early}"),
    "a window with odd hours": head('"06:00-12:00"', '{hours: "6 to 12", title: Early}'),
    "a window in minutes": head('"06:00-12:00"', "{first: 360, last: 99999}"),
    "an id with a space": head("ruleset: manners", 'ruleset: "manners "'),
    "an id in full width": head("ruleset: manners", "ruleset: ｍanners"),
    "an id of two alphabets": head("ruleset: manners", "ruleset: mаnners"),
    "an id of nothing": head("ruleset: manners", 'ruleset: ""'),
    "an id without end": head("ruleset: manners", "ruleset: " + "m" * 65),
    "a text with answers": head("type: text", "type: text, answers: yes_no"),
    "an answer set nobody knows": head("type: text", "answers: good_bad"),
    "a type nobody knows": head("type: text", "type: picture"),
    "required perhaps": head("type: text", "type: text, required: perhaps"),
    "a tab": "ruleset: a\n\tedition: b\n",
    "a colon too many": "ruleset: a: b\n",
    "an open list": "ruleset: [a\n",
    "an open text": 'ruleset: "a\n',
    "an odd escape": 'ruleset: "\\q"\n',
    "an odd list": "ruleset:\n  - a\n  b: c\n",
    "a key of a list": "? [a]\n: b\n",
    "a sign nobody sees": "ruleset: a\x07\n",
    "a directive": "%YAML 9.9\n---\na: 1\n",
    "an at": "ruleset: @a\n",
}
SCHEME: Final = """\
scheme: plain
edition: 2026-10-01
title: Plain
roles: {guard: {weights: {manners: 100}}}
bands: {A: 90, B: 75, C: 0}
coefficients: {A: 1.2}
vetoes: {asleep: {grade: C, title: Asleep}}
"""
SCHEMES: Final = {
    "two bands with one bound": SCHEME.replace("B: 75", "B: 90"),
    "bands that do not reach nothing": SCHEME.replace("C: 0", "C: 60"),
    "a coefficient of no grade": SCHEME.replace("{A: 1.2}", "{F: 1.2}"),
    "a veto of no grade": SCHEME.replace("grade: C", "grade: F"),
    "weights short of all": SCHEME.replace("manners: 100", "manners: 99"),
    "a weight below nothing": SCHEME.replace("manners: 100", "manners: -1"),
    "more coverage than all": SCHEME.replace("{weights:", "{least_coverage: 101 %, weights:"),
    "no bands": SCHEME.replace("{A: 90, B: 75, C: 0}", "{}"),
    "a rank nobody knows": SCHEME + "rank_within: [planet]\n",
}
OTHERS: Final = {
    "calendar": "calendar: c\nedition: 2026-10-01\ntitle: C\ndays: {2026-10-01: holiday}\n",
    "calendar of an odd day": "calendar: c\nedition: 2026-10-01\ntitle: C\ndays: {2026-13-01: rest}\n",
    "mapping": "mapping: m\ntitle: M\npeople: {once: true, fields: {name: x}}\n",
}
