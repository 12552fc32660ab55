"""The forms of a project as people ask for them: by id or by title, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from inspect_core.app.intake.words import folded, titled
from inspect_core.domain.conditions import asked_if
from inspect_core.domain.form import Form
from inspect_core.errors import UsageError


def form_named(forms: Mapping[str, Form], text: str) -> Form:
    """The form of that id or title; UsageError with the nearest one when there is none."""
    words = titled({form.id: form.title for form in forms.values()})
    found = words.get(folded(text))
    if found is not None:
        return forms[found]
    near = get_close_matches(text, [*words, *forms], n=1)
    listed = ", ".join(forms) or "-"
    raise UsageError(
        "E-FORM-UNKNOWN",
        f"nobody knows the form {text!r}",
        hint=f"did you mean {near[0]}?" if near else f"there are: {listed}",
        message_zh=f"未知的记录表 {text!r}",
        hint_zh=f"是否想写 {near[0]}？" if near else f"现有：{listed}",
    )


def form_view(form: Form) -> dict[str, Any]:
    """A form as plain data: what a phone needs to show it."""
    return {
        "form": form.id,
        "title": form.title.model_dump(),
        "filled_by": list(form.filled_by),
        "about": form.about,
        "at": list(form.at),
        "questions": [
            {
                "id": question.id,
                "ask": question.ask.model_dump(),
                "type": question.type,
                "choices": [{"value": one.value, "title": one.title.model_dump()} for one in question.choices],
                "required": question.required,
                "photo_on": list(question.photo_on),
                "asked": condition.model_dump() if (condition := asked_if(question, form)) else None,
                "when": {other: list(words) for other, words in question.when},
            }
            for question in form.questions
        ],
    }
