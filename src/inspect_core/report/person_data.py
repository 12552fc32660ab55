"""Everything stored about a person as a page one can read: records by kind, scores, looks, photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from inspect_core.api import Language
from inspect_core.report.sandbox import environment, filled_in, refusing
from inspect_core.report.words import Words

KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "person.stated": ("人员登记", "Statements about the person"),
        "place.stated": ("负责的部位", "Places"),
        "duty.stated": ("排班", "Duties"),
        "observation.recorded": ("巡查记录", "Observations"),
        "observation.superseded": ("更正的记录", "Corrections"),
        "observation.voided": ("作废的记录", "Records voided"),
        "slot.excused": ("免责", "Excuses"),
        "finding.acted": ("整改", "Findings"),
        "appeal.filed": ("申诉", "Appeals"),
        "appeal.acted": ("申诉处理", "Steps of appeals"),
        "adjustment.given": ("调整", "Adjustments"),
        "veto.given": ("一票否决", "Vetoes"),
        "card.given": ("牌", "Cards"),
        "indicator.stated": ("指标", "Indicators"),
        "sign.reviewed": ("疑点复核", "Signs reviewed"),
        "person.erased": ("抹除", "Erasures"),
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and a table below it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def person_page(view: Mapping[str, Any], language: Language, template_dirs: Sequence[Path] = ()) -> bytes:
    """The page of an export (format inspect-core/person/1); its photos lie beside it."""
    words = Words(language)
    made = environment(template_dirs, words)
    person = view["person"]
    title = words.both("存储的个人数据", "What is stored about")
    sections = tuple(_sections(view, words))
    photos = [one["file"] for one in view["photos"] if one["file"]]
    values: dict[str, Any] = {"title": f"{title} {person['id']} {person['name']}", "made_at": view["made_at"]}

    def fill() -> bytes:
        return filled_in(made.get_template("person-data.html"), sections=sections, photos=photos, **values)

    data: bytes = refusing(fill)
    return data


def _sections(view: Mapping[str, Any], words: Words) -> Iterator[Section]:
    both = words.both
    said = {key: value for key, value in view["person"].items() if value not in (None, "")}
    yield Section(both("本人", "The person"), ("", ""), tuple((key, _plain(value)) for key, value in said.items()))
    scores = tuple(
        (one["period"]["id"], str(one["total"] or "-"), str(one["grade"] or "-"), str(one["status"]))
        for one in view["scores"]
    )
    head = (both("考核期", "period"), both("总分", "total"), both("等级", "grade"), both("状态", "status"))
    yield Section(both("得分（全部依据见 person.json）", "Scores (all behind them: person.json)"), head, scores)
    columns = (both("序号", "number"), both("时间", "when"), both("由何人", "by"), both("内容", "what it says"))
    for kind, records in view["records"].items():
        rows = tuple((str(one["seq"]), one["at"], one["actor"], _plain(one["says"])) for one in records)
        yield Section(both(*KINDS.get(kind, (kind, kind))), columns, rows)
    looks = tuple((one["at"], one["by"], one["what"], one["period"] or "") for one in view["accesses"])
    head = (both("时间", "when"), both("何人", "who"), both("内容", "what"), both("考核期", "period"))
    yield Section(both("谁看过", "Who looked"), head, looks)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_plain(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(part) for part in value)
    return "" if value is None else str(value)
