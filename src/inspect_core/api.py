"""Everything a plugin, a store, a kind or a report may import; nothing else is public."""

from __future__ import annotations

from inspect_core.app.intake.columns import (
    COLUMNS,
    IMPORT_KINDS,
    REFUSAL_HEADINGS,
    Column,
    ImportKind,
    heading_of,
    refusal_columns,
)
from inspect_core.app.intake.words import PLACE_KINDS, STATUSES
from inspect_core.app.paper_view import PaperView
from inspect_core.app.readers import reader_of
from inspect_core.app.report_view import ReportFiles, ReportPhoto, ReportView, ReportWriter
from inspect_core.domain.answers import NOT_ASKED, SETS, TITLES, choices
from inspect_core.domain.calendar import add_workdays
from inspect_core.domain.conditions import asked_if, in_turn
from inspect_core.domain.erasure import numbers_in, stretches
from inspect_core.domain.events import (
    ACCESS_NOTED,
    DUTY_STATED,
    EVENT_KINDS,
    GAP_DECLARED,
    IMPORT_COMPLETED,
    INDICATOR_STATED,
    OBSERVATION_RECORDED,
    OBSERVATION_SUPERSEDED,
    OBSERVATION_VOIDED,
    PERIOD_CLOSED,
    PERSON_ERASED,
    PERSON_STATED,
    PLACE_STATED,
    PROCEEDINGS,
    PROJECT_CREATED,
    RETENTION_APPLIED,
    SHIFT_STATED,
    SLOT_EXCUSED,
    Draft,
    Event,
    Head,
    Json,
)
from inspect_core.domain.exact import OutOfRange, milli, plain, share_of
from inspect_core.domain.finding import Severity
from inspect_core.domain.form import AS_WORDS, Choice, Form, Question, QuestionType
from inspect_core.domain.handover import FORMAT as HAND_OVER
from inspect_core.domain.handover import HandOver, HandOverWriter
from inspect_core.domain.handover import Row as HandOverRow
from inspect_core.domain.ids import Id
from inspect_core.domain.known import Known
from inspect_core.domain.outcome import Outcome
from inspect_core.domain.table import (
    ABOUT_SHEET,
    EXAMPLE_SHEETS,
    LISTS_SHEET,
    Layout,
    Reading,
    Source,
    Table,
    column_letters,
)
from inspect_core.domain.text import Text
from inspect_core.domain.told import together
from inspect_core.engine.among import among
from inspect_core.engine.draw import Draw, Drawing, planned
from inspect_core.engine.ground import REACH, Ground, Stretch, day_number, day_of, local_day
from inspect_core.engine.in_force import in_force
from inspect_core.engine.kind import (
    AnswerKind,
    Band,
    Contribution,
    Contributions,
    HidingKind,
    Judgement,
    LotKind,
    RowKind,
    Seen,
    SlotKind,
    SpacedKind,
    Surcharge,
)
from inspect_core.engine.lay_out import chosen_places, due_from, lay_out
from inspect_core.engine.match import answering, candidates, judged, matched, visits_in
from inspect_core.engine.missing import Missing, while_open
from inspect_core.engine.owing import half, since
from inspect_core.engine.phrases import word
from inspect_core.engine.positions import joined, looked_up
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.running import of_runs
from inspect_core.engine.slots import numbered
from inspect_core.engine.tables import AnswerCode, Tables
from inspect_core.errors import (
    DataError,
    FactError,
    ImportRefused,
    InspectError,
    IntegrityError,
    Language,
    PluginError,
    Problem,
    RulesetError,
    ScoreError,
    SystemFault,
    Unfit,
    UsageError,
)
from inspect_core.errors import (
    Place as ErrorPlace,  # where in a file; the other Place is a place of the project
)
from inspect_core.host.hookspecs import hookimpl, hookspec
from inspect_core.language.dated import Dated, change_days
from inspect_core.language.fails import Fails
from inspect_core.language.rule import Rule, RuleHeader, Ruleset
from inspect_core.language.scalars import (
    PERCENTAGE,
    Conditions,
    Count,
    Day,
    Percent,
    Points,
    Share,
    Span,
    Window,
    Words,
    YesNo,
)
from inspect_core.language.timing import Given
from inspect_core.ports import Clock, Columns, Facts, Journal, JournalWriter, Photos, Reader, Runner, Store, Writer
from inspect_core.shipped import shipped

__all__ = [
    "ABOUT_SHEET",
    "ACCESS_NOTED",
    "AS_WORDS",
    "COLUMNS",
    "DUTY_STATED",
    "EVENT_KINDS",
    "EXAMPLE_SHEETS",
    "GAP_DECLARED",
    "HAND_OVER",
    "IMPORT_COMPLETED",
    "IMPORT_KINDS",
    "INDICATOR_STATED",
    "LISTS_SHEET",
    "NOT_ASKED",
    "OBSERVATION_RECORDED",
    "OBSERVATION_SUPERSEDED",
    "OBSERVATION_VOIDED",
    "PERCENTAGE",
    "PERIOD_CLOSED",
    "PERSON_ERASED",
    "PERSON_STATED",
    "PLACE_KINDS",
    "PLACE_STATED",
    "PROCEEDINGS",
    "PROJECT_CREATED",
    "REACH",
    "REFUSAL_HEADINGS",
    "RETENTION_APPLIED",
    "SETS",
    "SHIFT_STATED",
    "SLOT_EXCUSED",
    "STATUSES",
    "TITLES",
    "AnswerCode",
    "AnswerKind",
    "Band",
    "Choice",
    "Clock",
    "Column",
    "Columns",
    "Conditions",
    "Contribution",
    "Contributions",
    "Count",
    "DataError",
    "Dated",
    "Day",
    "Draft",
    "Draw",
    "Drawing",
    "ErrorPlace",
    "Event",
    "FactError",
    "Facts",
    "Fails",
    "Form",
    "Given",
    "Ground",
    "HandOver",
    "HandOverRow",
    "HandOverWriter",
    "Head",
    "HidingKind",
    "Id",
    "ImportKind",
    "ImportRefused",
    "InspectError",
    "IntegrityError",
    "Journal",
    "JournalWriter",
    "Json",
    "Judgement",
    "Known",
    "Language",
    "Layout",
    "LotKind",
    "Missing",
    "OutOfRange",
    "Outcome",
    "PaperView",
    "Percent",
    "Photos",
    "PluginError",
    "Points",
    "Problem",
    "Question",
    "QuestionType",
    "Reader",
    "Reading",
    "Recurring",
    "ReportFiles",
    "ReportPhoto",
    "ReportView",
    "ReportWriter",
    "RowKind",
    "Rule",
    "RuleHeader",
    "Ruleset",
    "RulesetError",
    "Runner",
    "ScoreError",
    "Seen",
    "Severity",
    "Share",
    "SlotKind",
    "Source",
    "SpacedKind",
    "Span",
    "Store",
    "Stretch",
    "Surcharge",
    "SystemFault",
    "Table",
    "Tables",
    "Text",
    "Unfit",
    "UsageError",
    "Window",
    "Words",
    "Writer",
    "YesNo",
    "add_workdays",
    "among",
    "answering",
    "asked_if",
    "candidates",
    "change_days",
    "choices",
    "chosen_places",
    "column_letters",
    "day_number",
    "day_of",
    "due_from",
    "half",
    "heading_of",
    "hookimpl",
    "hookspec",
    "in_force",
    "in_turn",
    "joined",
    "judged",
    "lay_out",
    "local_day",
    "looked_up",
    "matched",
    "milli",
    "numbered",
    "numbers_in",
    "of_runs",
    "plain",
    "planned",
    "reader_of",
    "refusal_columns",
    "share_of",
    "shipped",
    "since",
    "stretches",
    "together",
    "visits_in",
    "while_open",
    "word",
]
