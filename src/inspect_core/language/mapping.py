"""A mapping: how the columns of a table that somebody else designed become the records of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import RulesetError, Unfit
from inspect_core.language.binding import fingerprint
from inspect_core.language.complaints import checked
from inspect_core.language.node import Document
from inspect_core.language.scalars import Texts, YesNo

OTHERS: Final = "others"


class RowsText(BaseModel):
    """How rows become records of one sort.

    `fields` says for each column of the import what to write there: a text in which {HEADING} stands for the cell of
    the row under that heading. A text whose cells are all empty is empty. `only` and `filled` choose rows: by the
    words of a cell, or by cells that are not empty. `once` keeps the first row of each id. `leave` names the columns
    that are left unread, or is `others`: a column that is neither used nor left is an error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str | None = None
    only: dict[str, Texts] = Field(default_factory=dict)
    filled: Texts = ()
    once: YesNo = False
    fields: dict[Id, str] = Field(min_length=1)
    leave: Texts = ()

    @model_validator(mode="after")
    def _once_by_id(self) -> Self:
        if self.once and "id" not in self.fields:
            raise Unfit(
                "'once' keeps the first row of each id, so 'fields' says what the id is",
                "once 只保留每个编号的首行，须在 fields 中写明 id",
            )
        return self

    def texts(self) -> dict[str, str]:
        """What stands under each heading that the import knows."""
        return dict(self.fields)

    def translated(self) -> dict[str, str]:
        """Other words for the answers that cells hold."""
        return {}


class ObservationsText(RowsText):
    """How rows become filled forms: `answers` fills its questions, `words` puts other words for what cells say."""

    form: Id | None = None
    answers: dict[Id, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The fields, the form where one is named, and the answers, each under its question's id."""
        form = {"form": self.form} if self.form else {}
        answers = {f"answers/{id.replace('~', '~0').replace('/', '~1')}": text for id, text in self.answers.items()}
        return {**self.fields, **form, **answers}

    def translated(self) -> dict[str, str]:
        """Other words for the answers that cells hold."""
        return self.words


class MappingText(BaseModel):
    """A mapping file: one part for each sort of record that the table holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mapping: Id
    title: Text
    source: Text | None = None
    note: Text | None = None
    people: RowsText | None = None
    places: RowsText | None = None
    shifts: RowsText | None = None
    roster: RowsText | None = None
    observations: ObservationsText | None = None
    gaps: RowsText | None = None
    indicators: RowsText | None = None

    def parts(self) -> dict[str, RowsText]:
        """What it says, by the kind of import."""
        named = ("people", "places", "shifts", "roster", "observations", "gaps", "indicators")
        found = {name: getattr(self, name) for name in named}
        return {name: part for name, part in found.items() if part is not None}


@dataclass(frozen=True)
class ColumnMapping:
    """A checked mapping with the fingerprint of its text."""

    text: MappingText
    fingerprint: str
    file: str


def bind_mapping(document: Document) -> ColumnMapping:
    """The mapping of a document; RulesetError with every problem found."""
    text, problems = checked(MappingText, document.plain, document)
    if text is None:
        raise RulesetError.of(problems)
    return ColumnMapping(text, fingerprint(document), document.file)
