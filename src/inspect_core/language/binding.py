"""A ruleset document to typed rules: the header first, then exactly one kind's own model for each rule."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inspect_core.domain.answers import choices
from inspect_core.domain.form import Choice, Form, Question
from inspect_core.errors import Problem, RulesetError
from inspect_core.language import conditions
from inspect_core.language.analyses import analysis_problems
from inspect_core.language.complaints import checked
from inspect_core.language.node import Document, Path
from inspect_core.language.overlay import EXTENDS, extends
from inspect_core.language.parameters import filled
from inspect_core.language.refusals import asked_twice, nobody_on_duty, unknown_word, wrong_total
from inspect_core.language.roll_ups import section_problems
from inspect_core.language.rule import Rule, RuleHeader, Ruleset
from inspect_core.language.schema import FormText, QuestionText, RulesetText
from inspect_core.language.waivers import Waiver, bound

Kinds = Mapping[str, type[RuleHeader]]


def bind_ruleset(document: Document, kinds: Kinds) -> Ruleset:
    """The ruleset of a document; `kinds` maps each kind word to its settings. All problems are told at once.

    An overlay must have been laid over what it extends.
    """
    if extends(document) and not document.layers:
        raise _alone(document)
    document = filled(document)
    text, problems = checked(RulesetText, document.plain, document)
    if text is None:
        raise RulesetError.of([*problems, *_rules_alone(document, kinds)])
    rules: list[Rule] = []
    for rule_id, body in text.rules.items():
        rule, found = _bind_rule(text, rule_id, body, document, kinds)
        problems += found
        rules += [rule] if rule else []
    problems += _total(text, rules, document) if not problems else []
    problems += section_problems(text.sections, text.rules, document)
    waivers, found = bound(text.waivers, text.rules, text.edition, document)
    problems += found
    forms, found = _forms(text, rules, document)
    problems += analysis_problems(text.analyses, forms, document) if len(rules) == len(text.rules) else []
    sound = not problems  # of rules that cannot be read, the questions are not known
    problems += [problem for problem in found if sound or problem.code != conditions.CODE]
    if problems:
        raise RulesetError.of(problems)
    return _ruleset(text, [_waived(rule, waivers) for rule in rules], forms, document)


def _waived(rule: Rule, waivers: tuple[Waiver, ...]) -> Rule:
    own = tuple(waiver for waiver in waivers if waiver.rule == rule.id)
    return replace(rule, waivers=own) if own else rule


def _alone(document: Document) -> RulesetError:
    return RulesetError(
        "E-OVERLAY-PARENT",
        f"it extends {extends(document)}, which was not found",
        place=document.place((EXTENDS,)),
        hint="name a ruleset of the project, of a plugin or of the program",
        message_zh=f"所扩展的标准 {extends(document)} 不存在",
        hint_zh="请写项目、插件或程序自带的标准名称",
    )


def _rules_alone(document: Document, kinds: Kinds) -> list[Problem]:
    """What is wrong with the rules of a file whose head cannot be read, as far as they can be read without it."""
    rules = document.plain.get("rules") if isinstance(document.plain, dict) else None
    bodies = [(id, body) for id, body in rules.items() if isinstance(body, dict)] if isinstance(rules, dict) else []
    return [
        problem
        for id, body in bodies
        if str(body.get("kind")) in kinds
        for problem in checked(kinds[str(body.get("kind"))], body, document, ("rules", id))[1]
    ]


def _ruleset(text: RulesetText, rules: list[Rule], forms: dict[str, Form], document: Document) -> Ruleset:
    return Ruleset(
        id=text.ruleset,
        edition=text.edition,
        title=text.title,
        source=text.source,
        points=text.points,
        windows=text.windows,
        forms=forms,
        rules=tuple(rules),
        fingerprint=fingerprint(document),
        file=document.file,
        level=text.level,
        parameters=text.parameters,
        layers=document.layers,
        roll_up=text.rolled_up,
        analyses=text.analyses,
    )


def fingerprint(document: Document) -> str:
    """SHA-256 of the document's canonical form: comments, spacing and key order do not count."""
    canonical = json.dumps(document.plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _bind_rule(
    text: RulesetText, rule_id: str, body: dict[str, Any], document: Document, kinds: Kinds
) -> tuple[Rule | None, list[Problem]]:
    path = ("rules", rule_id)
    word = str(body.get("kind"))
    if word not in kinds:
        return None, [
            unknown_word(
                "E-RULE-KIND", f"the kind '{word}'", word, kinds, document, (*path, "kind"), f"条款种类 '{word}'"
            )
        ]
    settings, problems = checked(kinds[word], body, document, path)
    if settings is None:
        return None, problems
    problems = [
        unknown_word(
            "E-RULE-WINDOW", f"the window '{name}'", name, text.windows, document, (*path, "windows"), f"时段 '{name}'"
        )
        for name in getattr(settings, "windows", ())
        if name not in text.windows
    ]
    settings = settings.named(text.windows)
    rule = Rule(text.ruleset, rule_id, settings, document.place(path), text.windows)
    if settings.misses_duty({name: bool(set(form.at) - {"none"}) for name, form in text.forms.items()}):
        problems.append(nobody_on_duty(document.place((*path, "credit"))))
    return rule, problems


def _total(text: RulesetText, rules: list[Rule], document: Document) -> list[Problem]:
    total = sum(rule.settings.points for rule in rules)
    if total == text.points:
        return []
    return [wrong_total(total, text.points, document.place(("rules",)))]


def _forms(text: RulesetText, rules: list[Rule], document: Document) -> tuple[dict[str, Form], list[Problem]]:
    asked: dict[str, dict[str, Question]] = {form: {} for form in text.forms}
    paths: dict[tuple[str, str], Path] = {}
    problems: list[Problem] = []
    for rule in rules:
        for form, question in rule.settings.questions(rule.id):
            place = ("rules", rule.id)
            if form not in asked:
                what, zh = f"the form '{form}'", f"记录表 '{form}'"
                problems.append(unknown_word("E-RULE-FORM", what, form, asked, document, (*place, "form"), zh))
            elif question.id in asked[form] and asked[form][question.id] != question:
                problems.append(asked_twice(form, question.id, document.place(place)))
            else:
                asked[form][question.id] = question
                paths[form, question.id] = _stands(rule.id, question.id, document)
    forms = {}
    for name, body in text.forms.items():
        own = {key: _question(key, one) for key, one in body.questions.items() if key not in asked[name]}
        places = {key: paths.get((name, key), ("forms", name, "questions", key)) for key in (*asked[name], *own)}
        ordered, found = conditions.in_order([*asked[name].values(), *own.values()], places, document)
        problems += found
        forms[name] = _form(name, body, ordered)
    return forms, problems


def _stands(rule: str, question: str, document: Document) -> Path:
    """Where a question of a rule stands: by itself below the rule, or the rule is the question."""
    found = (("rules", rule, key, question) for key in ("questions", "faults", "parts"))
    return next((path for path in found if path in document.places), ("rules", rule))


def _form(name: str, form: FormText, questions: tuple[Question, ...]) -> Form:
    return Form(
        id=name,
        title=form.title,
        filled_by=form.filled_by,
        about=form.about,
        at=tuple(kind for kind in form.at if kind != "none"),
        questions=questions,
    )


def _question(name: str, question: QuestionText) -> Question:
    allowed: tuple[Choice, ...] = ()
    if isinstance(question.answers, str):
        allowed = choices(question.answers)
    elif question.answers is not None:
        allowed = tuple(Choice(value=value, title=title) for value, title in question.answers.items())
    return Question(
        id=name,
        ask=question.ask,
        type=question.type,
        choices=allowed,
        required=question.required,
        photo_on=question.photo_on,
        when=tuple(question.when.items()),
    )
