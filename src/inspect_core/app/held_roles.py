"""Who may decide by the role they hold, and where the scheme leaves it to anybody who is known."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_core.app.project import App
from inspect_core.domain.people import Person
from inspect_core.errors import Place, Problem
from inspect_core.language.scheme import Scheme


def role_held(app: App, person: str) -> str | None:
    """The role somebody holds today."""
    stated = app.store.facts.known("person", [person])[person]
    today = app.clock.now().astimezone(app.settings.project.zone).date()
    held = Person.model_validate({key: stated[key] for key in ("id", "assignments")}).on(today)
    return held.role if held else None


def left_open(scheme: Scheme) -> Iterator[Problem]:
    """What the scheme lets anybody do because it names no roles: decide appeals, close periods, approve that."""
    text, place = scheme.text, Place(file=scheme.file)
    if not text.appeals.decided_by:
        yield Problem(
            "N-ROLES-APPEALS",
            f"the scheme {scheme.id} names no roles that decide appeals: any known person without a part in one may",
            place,
            "name them in the scheme: appeals: {decided_by: [project_manager]}",
            f"方案 {scheme.id} 未写明由哪些岗位处理申诉：任何无关人员都可以",
            "请在方案中写明：appeals: {decided_by: [project_manager]}",
        )
    if not (text.closing.closed_by and text.closing.approved_by):
        yield Problem(
            "N-ROLES-CLOSE",
            f"the scheme {scheme.id} does not name the roles that close a period and approve that: any two people may",
            place,
            "name them in the scheme: closing: {closed_by: [department_supervisor], approved_by: [project_manager]}",
            f"方案 {scheme.id} 未写明由哪些岗位封账和批准：任意两人都可以",
            "请在方案中写明：closing: {closed_by: [department_supervisor], approved_by: [project_manager]}",
        )
