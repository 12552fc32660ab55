"""A small month made by hand-written rules of thumb: the two JSON shapes that reports are made of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspect_core.api import Language, ReportPhoto, ReportView
from inspect_core.report.circular import Circular, circular
from inspect_core.report.links import file_names
from inspect_core.report.person import person_part
from inspect_core.report.words import Words

Json = dict[str, Any]

BANDS = (("A", 95), ("B", 85), ("C", 75), ("D", 60), ("E", 0))
PROJECT: Json = {"id": "yunhu", "name": {"zh": "云湖花园", "en": "Cloud Lake"}, "company": "示范物业"}
PERIOD = {"id": "2026-10", "first": "2026-10-01", "last": "2026-10-31"}
DEPARTMENTS = {"security": "秩序维护部", "cleaning": "保洁部", "management": "项目管理部"}
PLACES = {"gate": "东门岗", "west": "西门岗", "lobby": "3 号楼大堂", "garage": "地下车库 B1"}
DIGEST, GONE = "ab" * 32, "cd" * 32
PHOTOS = {DIGEST: ReportPhoto(f"photos/{DIGEST}.jpg", 2_000_000, shown=True), GONE: ReportPhoto("")}
RULESETS: dict[str, Json] = {
    "etiquette": {"zh": "礼仪服务", "en": "Etiquette"},
    "patrol": {"zh": "巡查频次", "en": "Patrol frequency"},
    "security-grade-1": {"zh": "秩序维护一级标准", "en": "Security, grade 1"},
    "cleaning-grade-1": {"zh": "保洁一级标准", "en": "Cleaning, grade 1"},
}
RULES: dict[str, list[Json]] = {
    "etiquette": [
        {
            "rule": "smile-at-three-metres",
            "kind": "checklist",
            "points": 60,
            "title": {"zh": "三米见微笑", "en": "Smiles at three metres"},
            "source": "002 行动一: 三米微笑",
            "says": {
                "zh": "客户走到 3 米以内时应微笑; 每次检查合格得分, 不适用不计",
                "en": "A smile once a customer is within 3 m; each check counts, not applicable is left out",
            },
        },
        {
            "rule": "grooming",
            "kind": "checklist",
            "points": 40,
            "title": {"zh": "仪容仪表规范", "en": "Neat dress and grooming"},
            "source": "002 行动一: 仪容仪表",
            "says": {"zh": "着装整洁、佩戴工牌", "en": "Clean uniform, badge worn"},
        },
    ],
    "patrol": [
        {
            "rule": "leader-rounds",
            "kind": "frequency",
            "points": 100,
            "title": {
                "zh": "当值班长每班次每个岗位巡视不少于四次",
                "en": "The shift leader walks every post at least four times a shift",
            },
            "source": "002 行动五: 当值班长每班次每个岗位巡视不少于四次",
            "says": {
                "zh": "巡查记录表, 由当值班长, 每岗位每班次, 至少 4 次; 按比例得分; 计入当值人员",
                "en": "patrol, by the shift leader, per post per shift, at least 4; in proportion; credited to those on duty",
            },
        }
    ],
    "security-grade-1": [
        {
            "rule": "post-check",
            "kind": "deduction",
            "points": 60,
            "title": {"zh": "岗位检查", "en": "Post check"},
            "source": "DB11/T 751 一级 5.3",
            "says": {"zh": "每次检查从 60 分起扣", "en": "each check starts with 60 points"},
        },
        {
            "rule": "key-areas",
            "kind": "frequency",
            "points": 40,
            "title": {"zh": "重点部位每两小时巡查一次", "en": "Key areas every two hours"},
            "source": "DB11/T 751 一级 5.4",
            "says": {"zh": "每两小时至少 1 次", "en": "at least once every two hours"},
        },
    ],
    "cleaning-grade-1": [
        {
            "rule": "lobby-daily",
            "kind": "frequency",
            "points": 100,
            "title": {"zh": "大堂每日清扫不少于两次", "en": "Lobbies swept at least twice a day"},
            "source": "一级标准 7.2",
            "says": {"zh": "每部位每日至少 2 次", "en": "per area per day, at least 2"},
        }
    ],
}
WEIGHTS = {
    "guard": {"etiquette": 30, "security-grade-1": 70},
    "shift_leader": {"patrol": 50, "etiquette": 20, "security-grade-1": 30},
    "cleaner": {"etiquette": 20, "cleaning-grade-1": 80},
    "department_supervisor": {"etiquette": 100},
}
# id, name, role, department, contractor, one slot in so many is unmet, days without records
PEOPLE = (
    ("P101", "王建国", "guard", "security", None, 9, 0),
    ("P102", "李红梅", "shift_leader", "security", None, 4, 0),
    ("P103", "赵强", "guard", "security", None, 3, 0),
    ("P201", "陈桂芳", "cleaner", "cleaning", "jieyuan", 60, 0),
    ("P202", "刘小燕", "cleaner", "cleaning", "jieyuan", 8, 20),
    ("P001", "周敏", "department_supervisor", "management", None, 14, 2),
)


def milli(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001"), ROUND_HALF_UP)


def text(value: Decimal | None) -> str | None:
    return None if value is None else f"{milli(value).normalize():f}"


def month(copies: int = 1, earlier: int = 0) -> ReportView:
    """Six people, or six times `copies`; `earlier` months before, a little worse each."""
    explained = {
        (id if not copy else f"{id}-{copy}"): explanation(id if not copy else f"{id}-{copy}", *rest)
        for copy in range(copies)
        for id, *rest in PEOPLE
    }
    before = tuple(score_view(explained, f"2026-0{9 - gone}", 3 + 2 * gone) for gone in reversed(range(earlier)))
    notices = (
        {"zh": "3 号楼大堂 10-19 至 10-25 的记录未送达。", "en": "The lobby's records of 19–25 October never came."},
    )
    return ReportView(score_view(explained), explained, before, notices, PHOTOS)


def circular_of(view: ReportView, language: Language = "zh") -> Circular:
    """The page values of the circular of a view."""
    words = Words(language)
    parts = {id: person_part(found, words, view.photos) for id, found in view.explanations.items()}
    return circular(view, parts, file_names(parts, "people", ".html"), words)


def explanation(id: str, name: str, role: str, department: str, contractor: str | None, miss: int, gone: int) -> Json:
    weights = WEIGHTS[role]
    rulesets = [ruleset(key, Decimal(weight), miss, gone, id) for key, weight in weights.items()]
    known = sum((Decimal(weight) for weight in weights.values()), Decimal(0))
    total = sum((Decimal(r["score"]) * Decimal(r["weight"]) for r in rulesets), Decimal(0)) / known
    vetoes = [veto(rulesets)] if miss == 3 else []
    status = "not_enough_evidence" if gone > 10 else "scored"
    grade = "E" if vetoes else next(g for g, least in BANDS if total >= least)
    above = next(((g, least) for g, least in reversed(BANDS) if total < least), None)
    missing = None if above is None else {"grade": above[0], "from": str(above[1]), "missing": text(above[1] - total)}
    scored = status == "scored"
    return {
        "format": "inspect-core/explanation/1",
        "project": dict(PROJECT),
        "period": PERIOD,
        "person": {"id": id, "name": name, "role": role, "department": department, "contractor": contractor},
        "total": text(total) if scored else None,
        "grade": grade if scored else None,
        "status": status,
        "coverage": text(Decimal(100) - Decimal(gone) * 100 / 31),
        "least_coverage": "60",
        "judged": 31 - gone,
        "least_judged": 0,
        "stints": [stint(id, role, department, text(total) if scored else None)],
        "weights_known": "100",
        "bands": [{"grade": g, "from": str(least)} for g, least in BANDS],
        "next_grade": missing if scored else None,
        "vetoes": vetoes,
        "adjustments": [{"name": "praise", "title": {"zh": "业主表扬", "en": "Praise"}, "points": "2", "count": 1}]
        if miss == 60
        else [],
        "rulesets": rulesets,
        "withdrawn": [WITHDRAWN] if id == "P102" else [],
    }


WITHDRAWN = {
    "observation": "O-void",
    "form": {"id": "patrol", "zh": "物业巡查记录表", "en": "Patrol record"},
    "at": "2026-10-05T09:00:00+08:00",
    "end": None,
    "observer": {"id": "P102", "name": "李红梅"},
    "person": {"id": "P101", "name": "王建国"},
    "place": {"id": "gate", "name": "东门岗"},
    "how": "voided",
    "by": "cli:ann",
    "approved_by": "陈静",
    "when": "2026-10-06T08:00:00+08:00",
    "reason": "重复录入",
    "superseded_by": None,
}


def ruleset(key: str, weight: Decimal, miss: int, gone: int, person: str) -> Json:
    rules = [rule(key, given, weight, miss, gone, person) for given in RULES[key]]
    earned = sum((Decimal(r["points"]) for r in rules), Decimal(0))
    return {
        "ruleset": key,
        "title": RULESETS[key],
        "weight": text(weight),
        "stint": 0,
        "score": text(earned),
        "points": text(earned),
        "of": "100",
        "coverage": text(Decimal(100) - Decimal(gone) * 100 / 31),
        "edition": "2026-10-01",
        "fingerprint": (key.encode().hex() * 8)[:64],
        "cost": text((100 - earned) * weight / 100),
        "rules": rules,
    }


def rule(key: str, given: Json, weight: Decimal, miss: int, gone: int, person: str) -> Json:
    slots = [slot(key, given, day, miss, gone, person) for day in range(1, 32)]
    counts = {word: sum(s["outcome"] == word for s in slots) for word in OUTCOMES}
    known = [s for s in slots if s["outcome"] in ("met", "partly", "unmet")]
    due, done = sum(s["due"] for s in known), sum(s["done"] for s in known)
    of = Decimal(given["points"])
    points = of * done / due
    gain = of / due * weight / 100
    for found in slots:
        found["gain"] = text(gain * (found["due"] - found["done"])) if found["outcome"] != "no_data" else None
    return {
        **{word: given[word] for word in ("rule", "title", "kind", "source", "says")},
        "status": "V",
        "counts": True,
        "points": text(points),
        "of": text(of),
        "lost": text(of - points),
        "cost": text((of - points) * weight / 100),
        "due": len(slots),
        **counts,
        "earned": str(done),
        "out_of": str(due),
        "slots": sorted(slots, key=lambda s: (WORST.index(s["outcome"]), s["slot"])),
    }


OUTCOMES = ("met", "partly", "unmet", "excused", "not_applicable", "no_data")
WORST = ("unmet", "partly", "no_data", "excused", "met", "not_applicable")


def slot(key: str, given: Json, day: int, miss: int, gone: int, person: str) -> Json:
    need = 4 if given["rule"] == "leader-rounds" else 1
    bad = (day + len(given["rule"])) % miss == 0
    outcome = "no_data" if 10 < day <= 10 + gone else "unmet" if bad else "met"
    done = {"no_data": 0, "unmet": 0 if need == 1 or day % 2 else 1}.get(outcome, need)
    place = "west" if bad else ("gate", "lobby", "garage")[day % 3]
    seen = done if need > 1 else int(outcome != "no_data" and (given["kind"] != "frequency" or not bad))
    return {
        "slot": f"{key}/{given['rule']}|{place}|2026-10-{day:02d}|{person}",
        "outcome": "partly" if outcome == "unmet" and done else outcome,
        "day": f"2026-10-{day:02d}",
        "first": f"2026-10-{day:02d}T08:00:00+08:00",
        "last": f"2026-10-{day:02d}T20:00:00+08:00",
        "place": {"id": place, "name": PLACES[place]},
        "person": None,
        "due": need,
        "done": done,
        "earned": str(done),
        "out_of": str(need),
        "reason": {"zh": f"应 {need} 次, 实 {done} 次", "en": f"{done} of {need}"} if bad else None,
        "evidence": [observation(given, day, turn, bad) for turn in range(seen)],
        "not_counted": [
            {
                **observation(given, day, 0, bad),
                "observation": f"O-{day}-late",
                "at": f"2026-10-{day:02d}T20:41:00+08:00",
                "end": None,
                "why": {"zh": "不在本班次时间内", "en": "outside the shift"},
            }
        ]
        if bad and need > 1
        else [],
    }


def observation(given: Json, day: int, turn: int, bad: bool) -> Json:
    asked, where = given["kind"] == "checklist", "west" if bad else "gate"
    return {
        "observation": f"O-{given['rule'][:4]}-{day:02d}-{turn}",
        "at": f"2026-10-{day:02d}T{9 + turn * 3:02d}:10:00+08:00",
        "end": f"2026-10-{day:02d}T{9 + turn * 3:02d}:18:00+08:00",
        "observer": {"id": "P001", "name": "周敏"},
        "place": {"id": where, "name": PLACES[where]},
        "answers": [
            {
                "question": {"id": given["rule"], **given["title"]},
                "answer": "fail" if bad else "pass",
                "outcome": "unmet" if bad else "met",
                "deduction": 0,
            }
        ]
        if asked
        else [],
        "note": "站姿松懈, 未主动示意" if bad else "",
        "photos": [f"IMG_{day:02d}{turn}.jpg"] if bad else [],
        "photo_digests": [(DIGEST, GONE)[day % 2]] if bad else [],
        "other_answers": [
            {
                "question": {"id": "weather", "zh": "天气", "en": "Weather"},
                "answer": "rain",
                "answer_title": {"zh": "雨", "en": "rain"},
            }
        ],
        "received": f"2026-10-{day:02d}T21:00:00+08:00",
        "recorded_by": "import:rounds.csv",
        "why": None,
    }


def veto(rulesets: list[Json]) -> Json:
    ruleset, rule = rulesets[-1], rulesets[-1]["rules"][0]
    return {
        "name": "asleep-on-post",
        "title": {"zh": "当班睡岗", "en": "Asleep on post"},
        "grade": "E",
        "rule": f"{ruleset['ruleset']}/{rule['rule']}",
        "observation": rule["slots"][0]["evidence"][0]["observation"],
    }


def score_view(explained: dict[str, Json], period: str = "2026-10", worse: int = 0) -> Json:
    people = sorted((appraisal(found, worse) for found in explained.values()), key=lambda p: p["id"])
    ranked(people, "project")
    for department in DEPARTMENTS:
        ranked([p for p in people if p["department"] == department], "department")
    return {
        "format": "inspect-core/score/1",
        "project": dict(PROJECT),
        "period": PERIOD if period == "2026-10" else {"id": period, "first": f"{period}-01", "last": f"{period}-30"},
        "scheme": {
            "name": "residential",
            "title": {"zh": "住宅项目月度绩效考核", "en": "Monthly appraisal of a residential project"},
            "edition": "2026-10-01",
            "fingerprint": "5c4e" * 16,
            "bands": [{"grade": g, "from": str(least)} for g, least in BANDS],
        },
        "editions": [
            {"ruleset": key, "edition": "2026-10-01", "fingerprint": (key.encode().hex() * 8)[:64]} for key in RULESETS
        ],
        "plugins": [{"name": "inspect-core-patrol", "version": "0.1.0"}],
        "engine": "0.1.0",
        "journal": {"seq": 15234, "head": "9f3a" * 16},
        "people": people,
        "places": [
            {**together("west", "西门岗", people[:1], None), "kind": "post", "score": "71.5"},
            {**together("gate", "东门岗", people[:1], None), "kind": "post", "score": "100"},
        ],
        "departments": [together(key, name, people, "department") for key, name in DEPARTMENTS.items()],
        "contractors": [together("jieyuan", "洁源保洁公司", people, "contractor")],
        "project_score": {
            key: value for key, value in together("", "", people, None).items() if key not in ("id", "name")
        },
    }


def appraisal(found: Json, worse: int) -> Json:
    person = found["person"]
    kept = ("ruleset", "title", "stint", "weight", "score", "points", "of", "coverage")
    counted = ("rule", "title", "kind", "counts", "due", *OUTCOMES, "points", "of")
    return {
        **person,
        "total": found["total"] and text(Decimal(found["total"]) - worse),
        "coefficient": {"A": "1.2", "B": "1", "C": "0.9"}.get(found["grade"]),
        **{key: found[key] for key in ("grade", "status", "coverage", "vetoes", "adjustments")},
        "rank": {"department": None, "project": None},
        "stints": found["stints"],
        "rulesets": [
            {**{key: r[key] for key in kept}, "rules": [{key: one[key] for key in counted} for one in r["rules"]]}
            for r in found["rulesets"]
        ],
    }


def stint(person: str, role: str, department: str, total: str | None) -> Json:
    late = person.startswith("P202")
    first, days = ("2026-10-12", 20) if late else ("2026-10-01", 31)
    return {
        "role": role,
        "department": department,
        "first": first,
        "last": "2026-10-31",
        "days": days,
        "total": total,
    }


def ranked(people: list[Json], within: str) -> None:
    scored = [person for person in people if person["total"] is not None]
    for person in scored:
        better = sum(Decimal(other["total"]) > Decimal(person["total"]) for other in scored)
        person["rank"][within] = {"place": better + 1, "of": len(scored)}


def together(id: str, name: str, people: list[Json], by: str | None) -> Json:
    own = [person for person in people if by is None or person[by] == id]
    rulesets: dict[str, Json] = {}
    for found in (found for person in own for found in person["rulesets"]):
        kept = rulesets.setdefault(found["ruleset"], {**found, "weight": None, "rules": []})
        for one in found["rules"]:
            mine = next((r for r in kept["rules"] if r["rule"] == one["rule"]), None)
            if mine is None:
                kept["rules"].append(dict(one))
                continue
            for word in ("due", *OUTCOMES):
                mine[word] += one[word]
    totals = [Decimal(person["total"]) for person in own if person["total"] is not None]
    mean = text(sum(totals, Decimal(0)) / len(totals)) if totals else None
    return {"id": id, "name": name, "score": mean, "coverage": "91.4", "rulesets": list(rulesets.values())}
