"""Hostile plugins: number 27 of the list. Each is a module's text, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NAME: Final = "hostile"
VERSION: Final = "1.0"
HEAD: Final = """\
import pathlib, sys
pathlib.Path(__file__).with_name("marker").write_text("imported")
from datetime import date
from typing import ClassVar
import polars as pl
from inspect_core.api import Contribution, Contributions, Judgement, Outcome, RuleHeader, hookimpl, Question, choices, Text


class Settings(RuleHeader):
    form: str
    ask: Text

    def forms(self):
        return (self.form,)

    def questions(self, rule):
        return ((self.form, Question(id=rule, ask=self.ask, choices=choices("pass_fail_na"))),)


@hookimpl
def inspect_rule_kinds():
    return [Odd]


class Odd:
    kind = "odd"
    settings = Settings

"""
JUDGE: Final = "    def judge(self, seen, settings, day):\n        "
COUNT: Final = (
    "    def change_days(self, rule):\n        return ()\n    def contributions(self, rule, codes, day):\n        "
)
ANSWER: Final = 'return Contributions("ratio", tuple(Contribution(code.code, {earned}, of=100) for code in codes))'
SLOTS: Final = """\
    def expected(self, rule, ground, tables):
        {deed}
    def evidence(self, rule, slots, tables):
        return pl.LazyFrame()
    def measured(self, rule, slots, evidence, tables):
        return pl.LazyFrame()
"""


@dataclass(frozen=True)
class HostilePlugin:
    """What the plugin does, its code, and the code and words of the refusal."""

    title: str
    code: str
    refusal: str
    said: str = ""


def judging(title: str, deed: str, refusal: str, said: str = "") -> HostilePlugin:
    return HostilePlugin(title, HEAD + JUDGE + deed + "\n", refusal, said)


CORPUS: Final = (
    HostilePlugin("raises while it is imported", HEAD + "    pass\n\nraise RuntimeError('boom')\n", "E-PLUG-FAILED", "boom"),
    HostilePlugin("ends the program while it is imported", HEAD + "    pass\n\nsys.exit(0)\n", "E-PLUG-FAILED", "SystemExit"),
    HostilePlugin("cannot be parsed", "def (:\n", "E-PLUG-FAILED", "SyntaxError"),
    HostilePlugin("answers a hook nobody asks", HEAD + "    pass\n\n@hookimpl\ndef inspect_rule_kindz():\n    return []\n", "E-PLUG-HOOK", "inspect_rule_kindz"),
    HostilePlugin("stands around the hooks of others", HEAD.replace("@hookimpl\n", "@hookimpl(wrapper=True)\n").replace("    return [Odd]", "    yield\n    return []") + "    pass\n", "E-PLUG-WRAPPER", "inspect_rule_kinds"),
    HostilePlugin("offers a text for a list", HEAD.replace("[Odd]", "'Odd'") + JUDGE + "pass\n", "E-PLUG-ANSWER", "a list"),
    HostilePlugin("offers no kind", HEAD.replace("[Odd]", "[42]") + "    pass\n", "E-PLUG-ANSWER", "42"),
    HostilePlugin("offers a kind without methods", HEAD + "    pass\n", "E-PLUG-ANSWER", "methods"),
    judging("answers with not a number", "return float('nan')", "E-PLUG-ANSWER", "nan"),
    judging("answers 101", "return 101", "E-PLUG-ANSWER", "101"),
    judging("answers with a text", "return 'met'", "E-PLUG-ANSWER", "met"),
    judging("answers nothing", "pass", "E-PLUG-ANSWER", "None"),
    judging("answers an outcome of its own", "return Judgement(7)", "E-PLUG-ANSWER", "7"),
    judging("raises while it judges", "return 1 / 0", "E-PLUG-FAILED", "ZeroDivisionError"),
    judging("ends the program while it judges", "sys.exit(0)", "E-PLUG-FAILED", "SystemExit"),
    judging("edits what it was to read", "seen.answers['a'] = 'pass'", "E-PLUG-FAILED", "TypeError"),
    judging("edits it by force", "object.__setattr__(seen, 'place', 'x'); return Judgement(Outcome.MET)", "E-PLUG-EDITED", "judge"),
    HostilePlugin("earns not a number", HEAD + COUNT + ANSWER.format(earned="float('nan')") + "\n", "E-PLUG-ANSWER", "nan"),
    HostilePlugin("earns 101 of 100", HEAD + COUNT + ANSWER.format(earned="101") + "\n", "E-PLUG-ANSWER", "101"),
    HostilePlugin("lays out what is no table", HEAD + SLOTS.format(deed="return [1]"), "E-PLUG-ANSWER", "slot table"),
    HostilePlugin("edits the columns", HEAD + SLOTS.format(deed="tables.stints.insert_column(0, pl.lit(1).alias('x')); return pl.DataFrame()"), "E-PLUG-EDITED", "expected"),
)  # fmt: skip
