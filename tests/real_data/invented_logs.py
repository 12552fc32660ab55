"""Small invented files shaped like the published logs, surveys and audits; no line is anybody's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REQUESTS = """SRRecordID,SRType,SRStatus,CreatedDate,DueDate,CloseDate,Agency,Neighborhood,Address,DaysOpen
1,Alley,Closed,04/12/2018 11:50:00 PM,04/13/2018 11:50:00 PM,04/13/2018 12:10:00 AM,Streets,Elm,1 Elm,1
2,Alley,Closed,04/12/2018 01:00:00 PM,04/12/2018 01:00:00 PM,04/12/2018 01:00:00 PM,Streets,Elm,2 Elm,0
3,Lamp,Closed,03/10/2018 02:30:00 PM,03/11/2018 02:30:00 AM,03/20/2018 02:30:00 PM,Lights,Oak,3 Oak,10
4,Lamp,Open,04/12/2018 01:00:00 PM,04/13/2018 01:00:00 PM,,Lights,Oak,4 Oak,
5,Lamp,Closed,04/12/2018 01:00:00 PM,,04/13/2018 01:00:00 PM,Lights,Oak,5 Oak,2
"""
EVENTS = """Case ID,Activity,Resource,Complete Timestamp,Variant,seriousness,product,seriousness_2
T 1,Take in charge ticket,Ada,2010/10/29 12:00:00.000,V,x,P,Value 1
T 1,Assign seriousness,Ada,2010/10/29 10:00:00.000,V,x,P,Value 1
T 1,Resolve ticket,Ada,2010/11/03 10:00:00.000,V,x,P,Value 1
T 1,Resolve ticket,Ada,2010/11/04 10:00:00.000,V,x,P,Value 1
T 2,Take in charge ticket,Bob,2010/10/05 10:00:00.000,V,x,P,Value 3
T 2,Resolve ticket,Bob,2010/10/06 10:00:00.000,V,x,P,Value 3
T 2,Closed,Bob,2010/11/20 10:00:00.000,V,x,P,Value 3
"""
ASKED = (
    "Q7ART", "Q7FOOD", "Q7STORE", "Q7SIGN", "Q7WALKWAYS", "Q7SCREENS", "Q7INFODOWN", "Q7INFOUP", "Q7WIFI", "Q7ROADS",
    "Q7PARK", "Q7AIRTRAIN", "Q7LTPARKING", "Q7RENTAL", "Q7ALL", "Q9BOARDING", "Q9AIRTRAIN", "Q9RENTAL", "Q9FOOD",
    "Q9RESTROOM", "Q9ALL",
)  # fmt: skip
STOPS = (
    "ranger-base", "gate8", "general-gate5", "gate3", "ranger-stop3", "camping8", "general-gate3", "gate4",
    "ranger-stop5", "gate5", "ranger-stop6",
)  # fmt: skip
SURVEYS = {2014: ("AREA", "0"), 2017: ("BAREA", "Blank")}


def readings() -> str:
    """Twenty-two rounds of one loop; one misses a stop, one passes a gate beside it; one goes somewhere else."""
    lines = ["Timestamp,car-id,car-type,gate-name"]
    for number in range(22):
        stops: tuple[str, ...] = (*STOPS, "ranger-base")
        if number == 20:
            stops = tuple(stop for stop in stops if stop != "gate4")
        if number == 21:
            stops = (*stops, "camping1")
        lines += [
            f"2015-05-{number + 1:02} 08:{minute:02}:07,car-{number:02},2P,{stop}" for minute, stop in enumerate(stops)
        ]
    lines += [f"2015-05-31 23:5{minute}:00,car-x,2P,{stop}" for minute, stop in enumerate(("ranger-base", "camping1"))]
    return "\n".join(lines) + "\n"


def survey(year: int) -> str:
    """Three passengers; the columns of each year have other names and another order."""
    area, nothing = SURVEYS[year]
    header = ["RESPNUM", "INTDATE", area, *(ASKED if year == 2014 else reversed(ASKED)), "WEIGHT"]
    rows = [
        ["1", "3", "A", *["4"] * len(ASKED), "1.4778779661"],
        ["2", "12", "A", *["5"] * len(ASKED), "0.4545549296"],
        ["3", "13", "B", *["6", nothing, *["3"] * (len(ASKED) - 2)], "0.4545549296"],
    ]
    return "\n".join(",".join(row) for row in (header, *rows)) + "\n"


def audit(**stated: Any) -> dict[str, Any]:
    """An unfinished audit: a good answer, one left open, N/A, a slider, a hidden question, a list of several."""
    answers: list[tuple[str, int, bool]] = [("Good", 2, True), ("Poor", 0, True), ("N/A", 2, False)]
    responses: list[dict[str, Any]] = [
        {"label": label, "score": score, "enable_score": enable} for label, score, enable in answers
    ]

    def item(id: str, sort: str = "question", *chosen: int, most: int = 2, **more: Any) -> dict[str, Any]:
        selected = [responses[at] for at in chosen]
        score = sum(one["score"] for one in selected)
        options = {"response_set": "r", **more.pop("options", {})}
        told = {"selected": selected} if chosen else more.pop("responses", {})
        scoring = {"score": more.pop("score", score), "max_score": most}
        return {
            "item_id": id,
            "type": sort,
            "label": f"Is {id} in order?",
            "scoring": scoring,
            "options": options,
            "responses": told,
            **more,
        }

    return {
        "audit_id": "audit_1",
        "template_id": "template_abc",
        "audit_data": {
            "score": 9,
            "total_score": 16,
            "score_percentage": 56.25,
            "date_started": "2020-02-12T00:49:47Z",
            **stated,
        },
        "template_data": {"metadata": {"name": "Rooms"}, "response_sets": {"r": {"responses": responses}}},
        "header_items": [{"item_id": "page", "type": "section", "label": "Page", "scoring": {"combined_score": 9}}],
        "items": [
            item("roof", "question", 0),
            item("walls"),
            item("stove", "question", 2, most=0),
            item("how", "slider", most=10, responses={"value": 7}, score=7, options={"min": 0, "max": 10}),
            item("hidden", inactive=True),
            item("which", "list", most=2, options={"multiple_selection": True}),
        ],
    }


KOBO = {
    "id_string": "walk",
    "content": {
        "survey": [
            {"type": "select_one yn", "name": "fine", "label": ["Is it fine?"]},
            {"type": "text", "name": "why", "label": ["Why not?"], "relevant": "${fine} = 'no'"},
        ],
        "choices": [{"list_name": "yn", "name": name, "label": [name]} for name in ("yes", "no")],
    },
}


def write_logs(folder: Path) -> None:
    """The five sets, and two forms, one of them broken."""
    files = {
        "xlsform_samples/walk.json": json.dumps(KOBO),
        "xlsform_samples/broken.json": json.dumps(KOBO).replace("select_one yn", "select_one yno"),
        "baltimore_311/311_sample.csv": REQUESTS,
        "helpdesk_tickets/log.csv": EVENTS,
        "ranger_patrol/log.csv": readings(),
        "safetyculture_samples/audits/audit_1.json": json.dumps(audit()),
        **{f"sfo_survey/{year}_SFO_Customer_Survey.csv": survey(year) for year in SURVEYS},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
