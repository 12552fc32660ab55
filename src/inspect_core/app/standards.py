"""The standards of a project: its rulesets, scheme and calendars, found in its own folder, its plugins, the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path
from typing import Self, TypeVar

from inspect_core.app.editions import EditionCheck, check_editions
from inspect_core.app.overlays import effective
from inspect_core.app.settings import FILE, RuleSettings
from inspect_core.app.shelves import PROJECT, SHIPPED, Shelf
from inspect_core.app.waivers import spare_nothing
from inspect_core.domain.form import Form
from inspect_core.domain.text import Text
from inspect_core.engine.kind import Kinds
from inspect_core.errors import Place, Problem, RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.calendar import OwnCalendar, bind_calendar
from inspect_core.language.node import Document
from inspect_core.language.reader import name_of, read_file
from inspect_core.language.refusals import nobody_on_duty
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.sanctions import GATE
from inspect_core.language.scheme import Scheme, bind_scheme
from inspect_core.language.timing import Given

Bound = TypeVar("Bound")
Named = TypeVar("Named", Ruleset, Scheme)


@dataclass(frozen=True)
class Standards:
    """What a project is judged by."""

    rulesets: tuple[Ruleset, ...]
    scheme: Scheme
    calendars: tuple[OwnCalendar, ...]
    kinds: Kinds
    own: frozenset[str] = frozenset()
    """The files of the project's own folder, as errors call them."""
    editions: EditionCheck = field(default_factory=EditionCheck)
    """Published texts that moved, and texts that are not published yet."""

    def settled(self) -> Self:
        """The standards themselves, where scores may be made by them; RulesetError when a published text moved."""
        if self.editions.problems:
            raise RulesetError.of(self.editions.problems)
        return self

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Every form of every ruleset, by id."""
        return {form.id: form for ruleset in self.rulesets for form in ruleset.forms.values()}

    @property
    def roles(self) -> dict[str, Text]:
        """Titles of the roles the scheme appraises."""
        return {role: weighting.title or Text(zh=role, en=role) for role, weighting in self.scheme.text.roles.items()}

    @property
    def departments(self) -> dict[str, Text]:
        """Titles of the departments the scheme names."""
        return dict(self.scheme.text.departments)


def load_standards(rules: RuleSettings, found: Sequence[Shelf], kinds: Kinds) -> Standards:
    """The rulesets and the scheme that the settings name. All problems of all files are told together."""
    problems: list[Problem] = []
    settings = kinds.settings()
    rulesets = [_kept(problems, partial(_ruleset, name, found, settings)) for name in dict.fromkeys(rules.rulesets)]
    loaded = tuple(ruleset for ruleset in rulesets if ruleset is not None)
    names = {ruleset.id for ruleset in loaded}
    scheme = _kept(problems, lambda: _scheme(rules.scheme, found, None if problems else names))
    calendars = _kept(problems, lambda: own_calendars(found))
    problems += _forms_once(loaded) if problems or scheme is None else at_odds(loaded, scheme)
    problems += spare_nothing(loaded, kinds)
    if problems or scheme is None:
        raise RulesetError.of(problems)
    return Standards(loaded, scheme, calendars or (), kinds, _own(found), _editions(loaded, found))


def at_odds(rulesets: Sequence[Ruleset], scheme: Scheme) -> list[Problem]:
    """What keeps rulesets and a scheme that are sound by themselves from standing together."""
    problems = _forms_once(rulesets)
    problems += _forms_known(rulesets) if not problems else []
    if problems:
        return problems
    read = _questions_known(rulesets) or _answers_known(rulesets)
    return [*read, *_duty_found(rulesets), *_gates_known(rulesets, scheme)]


def _editions(rulesets: Sequence[Ruleset], found: Sequence[Shelf]) -> EditionCheck:
    """What is wrong with the editions is kept for whoever scores: records are taken in all the same."""
    try:
        return check_editions(rulesets, found)
    except RulesetError as error:
        return EditionCheck(error.problems)


def _own(found: Sequence[Shelf]) -> frozenset[str]:
    folders = [shelf.folder for shelf in found if shelf.owner == PROJECT]
    return frozenset(name_of(file) for folder in folders for file in folder.rglob("*.yaml"))


def _kept(problems: list[Problem], load: Callable[[], Bound]) -> Bound | None:
    try:
        return load()
    except RulesetError as error:
        problems += error.problems
        return None


def ruleset_file(name: str, found: Sequence[Shelf]) -> Path:
    """The file in which the ruleset of that name stands for this project."""
    return _places(name, "ruleset", f"{name}.yaml", found)[0].folder


def scheme_file(name: str, found: Sequence[Shelf]) -> Path:
    """The file in which the scheme of that name stands for this project."""
    return _places(name, "scheme", f"schemes/{name}.yaml", found)[0].folder


def _ruleset(name: str, found: Sequence[Shelf], kinds: Mapping[str, type]) -> Ruleset:
    return _one(name, "ruleset", f"{name}.yaml", found, lambda document: bind_ruleset(document, kinds))


def _scheme(name: str, found: Sequence[Shelf], rulesets: set[str] | None) -> Scheme:
    return _one(name, "scheme", f"schemes/{name}.yaml", found, lambda document: bind_scheme(document, rulesets))


def _one(name: str, sort: str, path: str, found: Sequence[Shelf], bind: Callable[[Document], Named]) -> Named:
    """The standard of that name: the project's own, else the one its plugins agree on, else the shipped one."""
    ours = _places(name, sort, path, found)
    first = _read(ours[0], name, sort, bind, found)
    text = ours[0].folder.read_bytes()
    for other in ours[1:]:
        if other.folder.read_bytes() != text and _read(other, name, sort, bind, found).fingerprint != first.fingerprint:
            raise _disputed(name, sort, ours[0].owner, other.owner)
    return first


def _places(name: str, sort: str, path: str, found: Sequence[Shelf]) -> list[Shelf]:
    """Where the standard stands: in the project's own folder, else with each plugin that has it, else shipped."""
    places = [Shelf(shelf.owner, shelf.folder / path) for shelf in found if (shelf.folder / path).is_file()]
    if not places:
        raise _missing(name, sort, path, found)
    if places[0].owner == PROJECT:
        return places[:1]
    return [place for place in places if place.owner != SHIPPED] or places[:1]


def _read(place: Shelf, name: str, sort: str, bind: Callable[[Document], Named], found: Sequence[Shelf]) -> Named:
    document = effective(place.folder, found) if sort == "ruleset" else read_file(place.folder)
    bound = bind(document)
    if bound.id != name:
        raise misnamed(name, sort, bound.id, document)
    return bound


def misnamed(name: str, sort: str, said: str, document: Document) -> RulesetError:
    """A file that is not named after what it says."""
    return RulesetError(
        "E-RULE-NAME",
        f"the file is named {name} and says it is the {sort} {said}",
        place=document.place((sort,)),
        hint="name the file after what it says",
        message_zh=f"文件名是 {name}，内容却是 {said}",
        hint_zh="请让文件名与内容一致",
    )


def _missing(name: str, sort: str, path: str, found: Sequence[Shelf]) -> RulesetError:
    known = sorted({file.stem for shelf in found for file in shelf.folder.glob(str(Path(path).with_name("*.yaml")))})
    return RulesetError(
        "E-RULE-NONE",
        f"the {sort} '{name}' was not found",
        place=Place(file=FILE, pointer=f"/rules/{sort}" + ("s" if sort == "ruleset" else "")),
        hint=f"there are: {', '.join(known)}; your own belongs into rulesets/{path}",
        message_zh=f"找不到 '{name}'",
        hint_zh=f"现有：{'、'.join(known)}；自定义的请放入 rulesets/{path}",
    )


def _disputed(name: str, sort: str, first: str, second: str) -> RulesetError:
    return RulesetError(
        "E-RULE-TWICE",
        f"the {sort} '{name}' of the plugin {first} differs from that of {second}",
        hint="copy the one you mean into rulesets/ of the project, or take one plugin off the list",
        message_zh=f"插件 {first} 与 {second} 的 '{name}' 内容不同",
        hint_zh="请把要用的一份复制到项目的 rulesets/ 中，或从清单中删除其中一个插件",
    )


def own_calendars(found: Sequence[Shelf]) -> tuple[OwnCalendar, ...]:
    """The calendars in the project's own folder, by file name."""
    folders = [shelf.folder / "calendars" for shelf in found if shelf.owner == PROJECT]
    files = sorted(file for folder in folders for file in folder.glob("*.yaml"))
    return tuple(bind_calendar(read_file(file)) for file in files)


def _forms_once(rulesets: Sequence[Ruleset]) -> list[Problem]:
    """Two rulesets may not describe one form in different words: the record would not tell which was filled in."""
    seen: dict[str, tuple[str, Form]] = {}
    problems = []
    for ruleset in rulesets:
        for form in ruleset.forms.values():
            owner, first = seen.setdefault(form.id, (ruleset.id, form))
            if first != form:
                problems.append(
                    Problem(
                        "E-RULE-FORM-TWICE",
                        f"the form '{form.id}' is described by {owner} and, in other words, by {ruleset.id}",
                        Place(file=ruleset.file),
                        "give one of them another name",
                        f"表单 '{form.id}' 在 {owner} 与 {ruleset.id} 中的内容不同",
                        "请给其中一个改名",
                    )
                )
    return problems


def _forms_known(rulesets: Sequence[Ruleset]) -> list[Problem]:
    """A rule that reads a form nobody fills in would find everything unmet, which is no fault of the people."""
    forms = sorted({form for ruleset in rulesets for form in ruleset.forms})
    problems = []
    for rule in (rule for ruleset in rulesets for rule in ruleset.rules):
        for form in rule.settings.forms():
            if form not in forms:
                near = get_close_matches(form, forms, n=1)
                hint = f"did you mean {near[0]}?" if near else "choose the ruleset that has the form, or describe it"
                hint_zh = f"是否想写 {near[0]}？" if near else "请选用含该记录表的标准，或写出该记录表"
                message, message_zh = (
                    f"the form '{form}' is in no ruleset of the project",
                    f"项目的标准中没有记录表 '{form}'",
                )
                problems.append(Problem("E-RULE-FORM", message, rule.place, hint, message_zh, hint_zh))
    return problems


def _questions_known(rulesets: Sequence[Ruleset]) -> list[Problem]:
    """A rule that reads a question nobody is asked would find everything unmet, just the same."""
    forms = {form.id: form for ruleset in rulesets for form in ruleset.forms.values()}
    problems = []
    for rule in (rule for ruleset in rulesets for rule in ruleset.rules):
        asked = {one.id: one.type for form in rule.settings.forms() for one in forms[form].questions}
        for question, types in rule.settings.reads():
            if question not in asked or (types and asked[question] not in types):
                problems.append(_unasked(rule, question, types, asked))
    return problems


def _answers_known(rulesets: Sequence[Ruleset]) -> list[Problem]:
    """A rule that counts by an answer nobody can give would count nothing, or everything."""
    forms = {form.id: form for ruleset in rulesets for form in ruleset.forms.values()}
    problems = []
    for rule in (rule for ruleset in rulesets for rule in ruleset.rules):
        given = getattr(rule.settings, "where", None)
        wanted = [*given.answered.items(), *given.not_answered.items()] if isinstance(given, Given) else []
        asked = [question for form in rule.settings.forms() for question in forms[form].questions]
        for question, words in wanted:
            known = [value for one in asked if one.id == question for value in one.values]
            counted = any(one.id == question and one.type == "count" for one in asked)
            unknown = [] if counted else [word for word in words if word not in known]
            problems += [_no_answer(rule, question, word, known) for word in unknown]
    return problems


def _no_answer(rule: Rule, question: str, word: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(word, known, n=1)
    return Problem(
        "E-RULE-ASKED",
        f"'{word}' is no answer to '{question}'",
        rule.place,
        f"did you mean {near[0]}?" if near else f"its answers: {', '.join(known)}",
        f"'{word}' 不是问题 '{question}' 的答案",
        f"是否想写 {near[0]}？" if near else f"可选：{'、'.join(known)}",
    )


def _gates_known(rulesets: Sequence[Ruleset], scheme: Scheme) -> list[Problem]:
    """A gate of a rule nobody has would stand open for everybody."""
    rules = {ruleset.id: [rule.id for rule in ruleset.rules] for ruleset in rulesets}
    problems = []
    for name, gate in scheme.text.gates.items():
        known = rules.get(gate.ruleset, [])
        if gate.rule is not None and gate.rule not in known:
            near = get_close_matches(gate.rule, known, n=1)
            problems.append(
                Problem(
                    GATE,
                    f"the gate '{name}' is about the rule '{gate.rule}', which {gate.ruleset} does not have",
                    scheme.gates[name],
                    f"did you mean '{near[0]}'?" if near else f"its rules: {', '.join(known)}",
                    f"门槛 '{name}' 所指条款 '{gate.rule}' 不在 {gate.ruleset} 中",
                    f"是否想写 '{near[0]}'？" if near else f"其条款：{'、'.join(known)}",
                )
            )
    return problems


def _duty_found(rulesets: Sequence[Ruleset]) -> list[Problem]:
    """A rule on a form of another ruleset credits those on duty: where they are is known only now."""
    placed = {form.id: bool(form.at) for ruleset in rulesets for form in ruleset.forms.values()}
    rules = (rule for ruleset in rulesets for rule in ruleset.rules)
    return [nobody_on_duty(rule.place) for rule in rules if rule.settings.misses_duty(placed)]


def _unasked(rule: Rule, question: str, types: Sequence[str], asked: Mapping[str, str]) -> Problem:
    fitting = sorted(name for name, sort in asked.items() if not types or sort in types)
    near = get_close_matches(question, fitting, n=1)
    known, known_zh = (", ".join(fitting) or "none", "、".join(fitting) or "无")
    sort, sort_zh = (f"; it reads {' or '.join(types)}", f"（须为 {'、'.join(types)} 类）") if types else ("", "")
    return Problem(
        "E-RULE-ASKED",
        f"no form of the rule asks '{question}'{sort}",
        rule.place,
        f"did you mean {near[0]}?" if near else f"its forms ask: {known}",
        f"该条款的记录表没有问题 '{question}'{sort_zh}",
        f"是否想写 {near[0]}？" if near else f"记录表中有：{known_zh}",
    )
