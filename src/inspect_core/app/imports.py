"""An import into an opened project: what is known is looked up, the files are checked and journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inspect_core.app.after_close import tell_late
from inspect_core.app.facts import known
from inspect_core.app.import_ import ImportPorts, ImportReport, import_records
from inspect_core.app.intake.columns import ImportKind
from inspect_core.app.intake.mapping import mapped_readers
from inspect_core.app.photos import photos_in
from inspect_core.app.project import App
from inspect_core.domain.events import Event
from inspect_core.domain.table import Source
from inspect_core.errors import PluginError
from inspect_core.language.mapping import ColumnMapping

PUBLISHED = "inspect_published"


def import_files(
    app: App,
    kind: ImportKind,
    files: Sequence[Source],
    form: str | None = None,
    *,
    mapping: ColumnMapping | None = None,
    photos: Path | Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """The files imported together, or with `dry_run` only checked; ImportRefused tells everything that is wrong.

    `mapping` says which column is what in files that somebody else designed; `photos` is the folder of the photo
    files that records name, or what `photos_in` answered of it.
    """
    before = app.store.journal.head().seq
    ports = import_ports(app)
    if mapping is not None:
        ports = replace(ports, readers=mapped_readers(ports.readers, mapping, kind))
    if isinstance(photos, Path):
        photos = photos_in(photos, app.store.photos, keep=not dry_run)
    if photos is not None:
        ports = replace(ports, photos=photos)
    report = import_records(ports, kind, files, form, dry_run=dry_run)
    if report.recorded and not dry_run:
        tell_late(app, app.store.journal.read(after=before))
    if report.recorded and not dry_run and PUBLISHED in app.registry.host.answered:
        tell(app, app.store.journal.read(after=before))
    return report


def import_ports(app: App) -> ImportPorts:
    """What an import needs, taken from an opened project."""
    readers = tuple(app.registry.readers.values())
    return ImportPorts(app.store.journal, app.clock, readers, known(app), app.settings.project.zone)


def tell(app: App, events: Iterable[Event]) -> None:
    """Tells the plugins of what was journalled. It is done whatever they do: a failure is a notice, not a refusal."""
    for event in events:
        try:
            for _ in app.registry.host.collect(PUBLISHED, event=event):
                pass
        except PluginError as error:
            for problem in error.problems:
                app.notify(problem)
