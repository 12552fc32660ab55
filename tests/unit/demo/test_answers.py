from __future__ import annotations

from collections import Counter
from functools import cache

from inspect_core.demo.month import Month, build
from inspect_core.domain.form import Question
from inspect_core.domain.observation import Observation
from tests.unit.demo.shipped_forms import forms


@cache
def month() -> Month:
    return build()


def legal(question: Question | None, answer: str) -> bool:
    if question is None:
        return False
    return answer.isdigit() if question.type == "count" else answer in question.values


def test_every_answer_is_one_that_the_form_offers() -> None:
    wrong = {
        (seen.form, name, answer)
        for seen in month().observations
        for name, answer in seen.answers.items()
        if not legal(forms()[seen.form].question(name), answer)
    }
    assert wrong == set()


def test_forms_are_filled_in_by_those_who_may_where_they_may_about_whom_they_must() -> None:
    people = {person.id: person for person in month().people}
    places = {place.id: place for place in month().places}

    def fits(seen: Observation) -> bool:
        form, now = forms()[seen.form], people[seen.observer].on(seen.start.date())
        place = None if seen.place is None else places[seen.place].kind
        return (
            now is not None
            and now.role in form.filled_by
            and (form.takes_place(place) if place is not None else not form.at)
            and (seen.subject is not None) == (form.about == "person")
        )

    assert Counter(seen.form for seen in month().observations if not fits(seen)) == Counter()


def test_every_form_of_the_project_is_in_use() -> None:
    assert {seen.form for seen in month().observations} == set(forms())
