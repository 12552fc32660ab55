"""What one close pins: records, texts, calendar, plugins, engine, result. The texts are kept beside the journal."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from inspect_core.app.effective import effective_text
from inspect_core.app.month import Month
from inspect_core.app.project import App
from inspect_core.app.result import canonical, records_of_month
from inspect_core.app.shelves import shelves
from inspect_core.app.standards import ruleset_file, scheme_file
from inspect_core.app.views import View
from inspect_core.domain.events import Head, Json
from inspect_core.language.printed import printed
from inspect_core.language.reader import read_file

_AROUND: Final = 400
"""Days before and after a period whose workdays are pinned: what was due in it may look so far."""


def manifest_of(app: App, month: Month, head: Head, result: View, *, keep: bool) -> dict[str, Json]:
    """The body of the event that closes a period; with `keep` every paper it names is on the disk."""
    period, source = month.ground.period, month.provenance
    put = app.store.papers.put if keep else _named_only
    return {
        "period": period.id,
        "first": str(period.first),
        "last": str(period.last),
        "time_zone": app.settings.project.time_zone,
        "journal": {"seq": head.seq, "head": head.hash},
        "records": records_of_month(app, month),
        "rulesets": [_ruleset(app, told, put) for told in result["editions"]],
        "scheme": _scheme(app, result["scheme"], put),
        "calendar": put(canonical(_calendar(month))),
        "plugins": [{"name": name, "version": version, "hash": hash} for name, version, hash in source.plugins],
        "engine": source.engine,
        "result": put(canonical(result)),
    }


def _named_only(paper: bytes) -> str:
    """The digest of a paper that is not kept."""
    return sha256(paper).hexdigest()


def _ruleset(app: App, told: View, put: Any) -> dict[str, Json]:
    """A ruleset with the digest of its whole text, as it counts after everything it was laid over."""
    found = shelves(app.folder, app.registry.ruleset_dirs)
    text = effective_text(ruleset_file(told["ruleset"], found), found).printed()
    named = {key: told[key] for key in ("ruleset", "edition", "fingerprint")}
    return {**named, "text": put(text.encode())}


def _scheme(app: App, told: View, put: Any) -> dict[str, Json]:
    found = shelves(app.folder, app.registry.ruleset_dirs)
    document = read_file(scheme_file(told["name"], found))
    text = printed(document.plain, lambda _: "")
    return {
        "scheme": told["name"],
        "edition": told["edition"],
        "fingerprint": told["fingerprint"],
        "text": put(text.encode()),
    }


def _calendar(month: Month) -> dict[str, bool | None]:
    """Each day around the period with whether it was a workday, as the calendar told on the day of the close."""
    period, ask = month.ground.period, month.ground.workday
    first = period.first - timedelta(days=_AROUND)
    days = [first + timedelta(days=number) for number in range((period.last - first).days + _AROUND + 1)]
    return {str(day): ask(day) for day in days}
