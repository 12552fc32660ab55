"""A small project whose month is scored, looked at and explained: two guards, a cleaner, somebody nobody saw."""

from __future__ import annotations

from typing import Any, Final


def check(subject: str, at: str, smile: str, litter: str = "0") -> dict[str, Any]:
    answers = {"smile": smile, "litter": litter}
    return {"form": "check", "observer": "an", "subject": subject, "at": f"2026-10-{at}", "answers": answers}


def walked(place: str, at: str, minutes: int = 10) -> dict[str, Any]:
    return {"form": "round", "observer": "an", "place": place, "at": f"2026-10-{at}", "minutes": str(minutes)}


MONTH: Final[dict[str, Any]] = {
    "period": "2026-10",
    "rulesets": {
        "manners": {
            "ruleset": "manners",
            "edition": "2026-10-01",
            "title": "Manners",
            "forms": {"check": {"title": "Check", "about": "person"}},
            "rules": {
                "smile": {"title": "Smile", "kind": "checklist", "form": "check", "ask": "A smile?", "points": "60"},
                "tidy": {"title": "Tidy", "kind": "deduction", "form": "check", "over": "period", "full": "4", "faults": {"litter": {"ask": "Litter?", "each": "place", "deduct": "1"}}, "points": "40"},
            },
        },
        "rounds": {
            "ruleset": "rounds",
            "edition": "2026-10-01",
            "title": "Rounds",
            "forms": {"round": {"title": "Round", "at": "post"}},
            "rules": {
                "daily": {"title": "Daily", "kind": "frequency", "counts": "round", "per": ["post", "day"], "on": {"dates": ["8", "9"]}, "min_minutes": "5", "at_least": "1", "credit": "owner", "points": "100"},
            },
        },
    },
    "scheme": {
        "scheme": "small",
        "edition": "2026-10-01",
        "title": "Small",
        "roles": {"guard": {"weights": {"manners": "50", "rounds": "50"}}, "cleaner": {"weights": {"manners": "100"}}},
        "project": {"weights": {"manners": "50", "rounds": "50"}},
        "bands": {"A": "90", "B": "60", "C": "0"},
    },
    "people": {
        "an": {"role": "guard", "department": "security"},
        "bo": {"role": "guard", "department": "security"},
        "chu": {"role": "cleaner", "department": "cleaning"},
        "di": {"role": "visitor"},
    },
    "places": {"gate": {"kind": "post", "owner": "an"}, "hall": {"kind": "post", "owner": "bo", "contractor": "acme"}},
    "seen": [
        check("an", "08 09:00", "pass"),
        check("an", "09 09:00", "pass"),
        check("bo", "08 10:00", "pass"),
        check("bo", "09 10:00", "fail", "2"),
        check("chu", "08 11:00", "na", "1"),
        walked("gate", "08 09:00"),
        walked("gate", "09 09:00"),
        walked("hall", "09 09:30", minutes=3),
    ],
}  # fmt: skip
