"""Figures that others state or anybody can count in a file, and how many of them the engine arrives at.

Each function imports one published set, scores it by the rules of docs/real-data, and counts the same once more straight
from the file, in plain Python that shares nothing with the rules.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

from real_project import STANDARDS, Found, Period, Source, Standard, imported, project

from inspect_core.domain.exact import milli
from inspect_core.domain.outcome import Outcome
from inspect_core_open_data.audit_rules import files_of, id_of
from inspect_core_open_data.patrol_log import nearest, rounds_of, routes_of
from inspect_core_open_data.safetyculture import audit_of

Row = Mapping[str, str]
Wrong = tuple[str, str]  # what, and how it differs
NONE: Final = timedelta()
A_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True)
class Compared:
    """How many figures of each sort agree, of how many; what differs; what is worth knowing beside it."""

    figures: Mapping[str, tuple[int, int]]
    differences: tuple[str, ...] = ()
    told: str = ""

    @property
    def all_agree(self) -> bool:
        """Whether every figure does."""
        return all(agreed == of for agreed, of in self.figures.values())


def compared(sorts: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]], told: str = "") -> Compared:
    """Theirs and ours of each sort, by what they are about."""
    figures, differences = {}, []
    for name, (theirs, ours) in sorts.items():
        wrong = [key for key, value in theirs.items() if ours.get(key) != value]
        wrong += [key for key in ours if key not in theirs]
        figures[name] = (len(theirs) - sum(key in theirs for key in wrong), len(theirs))
        differences += [f"{key}: {name} {theirs.get(key)}, ours {ours.get(key)}" for key in wrong]
    return Compared(figures, tuple(differences), told)


def rows_of(path: Path) -> list[Row]:
    """A comma-separated file by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def baltimore(folder: Path, workplace: Path) -> Compared:
    """DaysOpen of every closed request, and which of them were closed by the time that was promised."""
    rows = rows_of(folder / "311_sample.csv")
    found = _scored(
        Standard(STANDARDS / "baltimore", "service-requests", "baltimore", "America/New_York"),
        workplace,
        {"mapping.yaml": [Source("requests.311", (folder / "311_sample.csv").read_bytes())]},
        A_YEAR,
    )
    closed = [row for row in rows if row["CloseDate"]]
    stated = {row["SRRecordID"]: row["DaysOpen"] for row in closed}
    names, reasons = found.month.tables.names, found.rows("days-open").reasons
    said = {str(names.name("visit", visit)): getattr(reason, "en", "") for visit, reason in reasons.items()}
    ours = {id: text.removesuffix(" days") for id, text in said.items() if text.endswith(" days")}
    promised = [row for row in closed if row["DueDate"]]
    in_time = {row["SRRecordID"]: _american(row["CloseDate"]) <= _american(row["DueDate"]) for row in promised}
    judged = found.outcomes("on-time")
    on_time = {id: judged[id] is Outcome.MET for id in in_time if id in judged}
    share = 100 * sum(on_time.values()) / len(closed) if closed else 0.0
    still_open = sum(id not in stated for id in judged)
    told = f"closed by the time promised {share:.1f} % of all that are closed; {still_open} still open, and late"
    return compared({"days open": (stated, ours), "on time": (in_time, on_time)}, told)


def _american(text: str) -> datetime:
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007 - compared with each other alone


def help_desk(folder: Path, workplace: Path) -> Compared:
    """Every ticket: acknowledged and resolved within its limit, solved at once, carried over."""
    path = next(folder.glob("*.csv"))
    found = _scored(
        Standard(STANDARDS / "help-desk", "tickets", "help-desk", "Europe/Rome"),
        workplace,
        {"mapping.yaml": [Source("log.tickets", path.read_bytes())]},
        A_YEAR,
    )
    tickets: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(path):
        tickets[row["Case ID"]].append(row)
    by_hand: dict[str, dict[str, object]] = {
        "response": {},
        "completion": {},
        "solved-at-once": {},
        "not-carried-over": {},
    }
    for ticket, events in tickets.items():
        for rule, met in _ticket(sorted(events, key=lambda row: row["Complete Timestamp"])).items():
            by_hand[rule][ticket] = met
    ours = {rule: _met(found.outcomes(rule)) for rule in by_hand}
    created = sum(bool(ticket) for ticket in by_hand["completion"])
    carried = sum(met is False for met in by_hand["not-carried-over"].values())
    told = f"{len(tickets):,} tickets, {len(tickets) - created} without a first entry; {carried:,} carried over"
    return compared({rule: (by_hand[rule], ours[rule]) for rule in by_hand}, told)


def _ticket(events: list[Row]) -> dict[str, bool]:
    """What became of one ticket."""

    def first(*words: str) -> datetime | None:
        return next((_when(row) for row in events if row["Activity"] in words), None)

    created, taken = first("Assign seriousness", "Insert ticket"), first("Take in charge ticket")
    resolved, closed = first("Resolve ticket"), first("Closed")
    hours = 24 if events[0]["seriousness_2"] in ("Value 1", "Value 2") else 48
    found = {}
    if created is not None:
        found["response"] = taken is not None and taken - created <= timedelta(hours=hours)
        found["completion"] = resolved is not None and resolved - created <= timedelta(days=30)
    found["solved-at-once"] = sum(row["Activity"] == "Resolve ticket" for row in events) == 1
    began, ended = _when(events[0]), resolved or closed or _when(events[-1])
    found["not-carried-over"] = (began.year, began.month) == (ended.year, ended.month)
    return found


def _when(row: Row) -> datetime:
    return datetime.strptime(row["Complete Timestamp"], "%Y/%m/%d %H:%M:%S.%f")  # noqa: DTZ007 - as above


def _met(outcomes: Mapping[str, Outcome]) -> dict[str, object]:
    return {id: found is Outcome.MET for id, found in outcomes.items()}


YEARS: Final = (2014, 2017)
STATED: Final = {  # in the note that comes with the data
    "2014 overall": "3.996", "2014 clean-restrooms": "4.079", "2014 clean-overall": "4.199",
    "2017 overall": "4.064", "2017 clean-restrooms": "4.131", "2017 clean-overall": "4.276",
}  # fmt: skip


def airport(folder: Path, workplace: Path) -> Compared:
    """The mean of every question, as it is and by weight, to three decimals, in both years."""
    standard = Standard(STANDARDS / "airport", "airport-survey", "airport", "America/Los_Angeles")
    app = project(workplace / "airport", standard)
    means: dict[str, object] = {}
    weighted: dict[str, object] = {}
    ours: dict[str, object] = {}
    for year in YEARS:
        path = folder / f"{year}_SFO_Customer_Survey.csv"
        if not path.is_file():
            continue
        mapping = standard.folder / f"mapping-{year}.yaml"
        period = imported(app, mapping, [Source(path.name, path.read_bytes())])
        ruleset = Found(app, period).view["project_score"]["rulesets"][0]
        ours |= {f"{year} {rule['rule']}": _three(Fraction(milli(rule["points"]), 1000)) for rule in ruleset["rules"]}
        for question, column in _columns(mapping).items():
            given = [
                (int(row[column]), Fraction(row["WEIGHT"])) for row in rows_of(path) if row[column] in set("12345")
            ]
            means[f"{year} {question}"] = _three(Fraction(sum(value for value, _ in given), len(given)))
            total = sum((value * weight for value, weight in given), Fraction())
            weighted[f"{year} {question}-weighted"] = _three(total / sum((weight for _, weight in given), Fraction()))
    stated = {name: mean for name, mean in STATED.items() if name in means}
    pick: Callable[[Mapping[str, object]], Mapping[str, object]] = lambda names: {n: ours.get(n) for n in names}  # noqa: E731
    return compared(
        {"stated means": (stated, pick(stated)), "means": (means, pick(means)), "weighted": (weighted, pick(weighted))},
        "the columns of each year by a mapping of its own; 0, 6 and blank are no scores",
    )


def _three(value: Fraction) -> str:
    """To three decimals, half up."""
    thousandths = (value * 2000 + 1) // 2
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def _columns(mapping: Path) -> dict[str, str]:
    """The column of each opinion."""
    from inspect_core.language.mapping import bind_mapping  # noqa: PLC0415 - of this function alone
    from inspect_core.language.reader import read_file  # noqa: PLC0415

    observations = bind_mapping(read_file(mapping)).text.observations
    answers = observations.answers if observations else {}
    return {question: text.strip("{}") for question, text in answers.items() if question != "weight"}


def rangers(folder: Path, workplace: Path) -> Compared:
    """The checkpoints that each round on a standard route missed or passed beside it, and the stretches without a visit."""
    path = next(folder.glob("*.csv"))
    found = _scored(
        Standard(STANDARDS / "rangers", "patrol-routes", "rangers", "UTC"),
        workplace,
        {"mapping.yaml": [Source("log.patrol", path.read_bytes())]},
    )
    rows = [dict(row) for row in rows_of(path)]
    walked = rounds_of(rows)
    routes = routes_of(walked.values())
    on_route = {round: name for round, stops in walked.items() if (name := nearest(stops, routes)) in routes}
    by_hand = {
        round: (sorted(routes[name] - walked[round]), sorted(walked[round] - routes[name]))
        for round, name in on_route.items()
    }
    ours = {round: told for name in routes for round, told in _missed_and_extra(found, name).items()}
    intervals = found.rows("ranger-stops").rows
    names = found.month.tables.names
    kept = {
        f"{names.name('place', row['place'])} {row['first'] // 86_400}": row["done"]
        for row in intervals.iter_rows(named=True)
    }
    counted = dict(_in_time(rows, found.period))
    whole = sum(told == ([], []) for told in by_hand.values())
    missed, extra = (sum(len(told[at]) for told in by_hand.values()) for at in (0, 1))
    told = (
        f"{len(walked)} rounds, {len(on_route)} on one of {len(routes)} standard routes, {whole} of them complete; "
        f"{missed} checkpoints missed, {extra} too many; ranger stops visited within a day of the visit before on "
        f"{sum(counted.values())} out of {intervals['due'].sum()} days"
    )
    return compared({"rounds": (by_hand, ours), "intervals": (counted, kept)}, told)


def _missed_and_extra(found: Found, route: str) -> dict[str, object]:
    """Of each round the names of what it missed, and of what it passed beside the route."""
    rule, names = found.rows(route), found.month.tables.names
    seen = set(rule.evidence["row"].to_list())
    told: dict[str, tuple[list[str], list[str]]] = {}
    for row in rule.rows.iter_rows(named=True):
        missed, extra = told.setdefault(str(names.name("person", row["person"])), ([], []))
        if row["done"] < row["due"]:
            (extra if row["row"] in seen else missed).append(str(names.name("place", row["place"])))
    return {round: (sorted(missed), sorted(extra)) for round, (missed, extra) in told.items()}


def _in_time(rows: Iterable[Row], period: Period) -> Iterator[tuple[str, int]]:
    """For each ranger stop and month the days with a visit that came within a day of the one before."""
    at: dict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        if row["gate-name"].startswith("ranger-stop"):
            at[row["gate-name"]].append(datetime.fromisoformat(row["Timestamp"]))
    day = timedelta(days=1)
    for place, month in itertools.product(sorted(at), range(period.first.month, period.last.month + 1)):
        begins = datetime(period.first.year, month, 1)  # noqa: DTZ001 - the log has no zone
        ends = datetime(period.first.year, month + 1, 1)  # noqa: DTZ001
        if ends.date() > period.last + day:
            continue
        last, begun, done = begins, set(), 0
        for moment in sorted(one for one in at[place] if begins <= one < ends):
            number = (moment - begins) // day
            done += number not in begun and moment - last <= day
            begun.add(number)
            last = moment
        yield f"{place} {(begins.date() - date(1970, 1, 1)).days}", done


def safetyculture(folder: Path, workplace: Path) -> Compared:
    """Score, total and percentage of each audit, by a ruleset made of its template."""
    theirs: dict[str, object] = {}
    ours: dict[str, object] = {}
    for path in sorted((folder / "audits").glob("*.json")):
        source = Source(f"{path.stem}.audit", path.read_bytes())
        audit = audit_of(source)
        standards = workplace / path.stem
        for name, text in files_of(audit).items():
            (standards / name).parent.mkdir(parents=True, exist_ok=True)
            (standards / name).write_text(text, encoding="utf-8")
        own = id_of(audit)
        found = _scored(
            Standard(standards, own, own, "UTC"), workplace / f"of-{path.stem}", {f"mapping-{own}.yaml": [source]}
        )
        units = found.rows("score").rows
        ruleset = found.view["project_score"]["rulesets"][0]
        known = (units["earned"].sum() / 100_000, units["of"].sum() / 100_000, milli(ruleset["score"]) / 1000)
        for name, stated, figure in zip(("score", "total", "percentage"), audit.stated, known, strict=True):
            theirs[f"{path.stem} {name}"] = float(stated)
            ours[f"{path.stem} {name}"] = figure
    return compared(
        {"stated figures": (theirs, ours)}, "what is left open earns nothing of its full score; N/A leaves it"
    )


def _scored(standard: Standard, workplace: Path, files: Mapping[str, list[Source]], beyond: timedelta = NONE) -> Found:
    """The files imported through their mappings and scored, `beyond` the last day in them: limits run out after it."""
    app = project(workplace / standard.scheme, standard)
    periods = [imported(app, standard.folder / mapping, sources) for mapping, sources in files.items()]
    return Found(app, Period("all", min(one.first for one in periods), max(one.last for one in periods) + beyond))


FIGURES: Final[Mapping[str, Callable[[Path, Path], Compared]]] = {
    "baltimore_311": baltimore,
    "helpdesk_tickets": help_desk,
    "sfo_survey": airport,
    "ranger_patrol": rangers,
    "safetyculture_samples": safetyculture,
}
