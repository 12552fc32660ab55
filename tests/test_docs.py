"""What the documentation says is so: links, examples, hooks, kinds, codes, formats, commands, and every console example."""

from __future__ import annotations

import inspect
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from inspect_core.app.intake.columns import COLUMNS, ImportKind
from inspect_core.bootstrap import registry_of
from inspect_core.cli import main
from inspect_core.cli.main import COMMANDS, program
from inspect_core.engine.recurring import WHO
from inspect_core.engine.stretches import WHEN
from inspect_core.host import hookspecs
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import RuleHeader, Ruleset
from inspect_core.testing.cases import Case, run_case
from tests.console import BLOCK, Result, Step, difference, run, steps_of
from tests.pages import FENCE, READERS, ROOT, examples, leads_somewhere, links, page_text, pages, said_in_code, section

QUOTED = re.compile(r"^<!-- (?P<file>\S+) -->\n+```\w*\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[\"']([ENW]-[A-Z0-9]+(?:-[A-Z0-9]+)*)[\"']")
KINDS = registry_of().kinds
LARGEST_IMAGE = 300_000
RULES = {
    "docs/rules.md": ("## What every rule says", "## When something is due"),
    "docs/rules.zh-CN.md": ("## 每个条款都有的内容", "## 何时应检"),
}
EVERY_KIND = [(page, word) for page in RULES for word in sorted(KINDS.by_word)]


# ---------------------------------------------------------------- links, examples, quotations, images


@pytest.mark.parametrize("page", pages())
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    assert [link for link in links(page) if not leads_somewhere(page, *link)] == []


@pytest.mark.parametrize(("place", "language", "body"), examples(), ids=lambda value: value if ".md:" in value else "")
def test_every_example_can_be_read(place: str, language: str, body: str) -> None:
    READERS[language](body)


@pytest.mark.parametrize("page", [page for page in pages() if QUOTED.search(page_text(page))])
def test_quoted_files_are_quoted_as_they_are(page: str) -> None:
    for quote in QUOTED.finditer(page_text(page)):
        assert quote["body"] in page_text(quote["file"]), f"{page} quotes {quote['file']} otherwise than it is"


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/guide.md", "docs/guide.zh-CN.md"])
def test_the_reports_are_shown_as_pictures(page: str) -> None:
    images = [(ROOT / page).parent / image for image in re.findall(r"\(([\w/]*images/[\w.-]+\.png)\)", page_text(page))]
    assert images
    for image in images:
        assert image.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        assert image.stat().st_size < LARGEST_IMAGE


# ---------------------------------------------------------------- the rule language


def example_of(word: str) -> str:
    """The example in the docstring of a kind."""
    kind: Any = KINDS.by_word[word]
    return textwrap.dedent((inspect.getdoc(type(kind)) or "").partition("Example:\n")[2]).strip() + "\n"


def yaml_of(page: str, word: str) -> list[str]:
    """The YAML that a page on rules shows of a kind."""
    part = section(page_text(page), f"### {word}")
    return [fence["body"] for fence in FENCE.finditer(part) if fence["language"] == "yaml"]


def ruleset_with(word: str) -> Ruleset:
    """A ruleset made of nothing but the example of a kind; its form asks what the rule does not ask itself."""
    rule = textwrap.indent(example_of(word), "    ")
    form = re.findall(r"^    (?:form|counts): (\S+)", rule, re.MULTILINE)[0]
    asked = "class: {ask: class, answers: {urgent: urgent, ordinary: ordinary}}"
    windows = 'windows: {office: "09:00-18:00"}'
    head = f"ruleset: example\nedition: 2026-10-01\ntitle: example\n{windows}\nforms: {{{form}: {{title: form, questions: {{{asked}}}}}}}"
    return bind_ruleset(read_text(f"{head}\nrules:\n  {word}:\n{rule}"), KINDS.settings())


def keys_of(settings: type[RuleHeader]) -> set[str]:
    return {field.alias or name for name, field in settings.model_fields.items()}


@pytest.mark.parametrize(("page", "word"), EVERY_KIND)
def test_the_pages_on_rules_show_the_example_of_every_kind(page: str, word: str) -> None:
    assert yaml_of(page, word)[:1] == [example_of(word)]


@pytest.mark.parametrize("word", sorted(KINDS.by_word))
def test_the_example_of_every_kind_is_scored_as_the_case_beside_it_says(word: str) -> None:
    ruleset, document = ruleset_with(word), read_text(yaml_of("docs/rules.md", word)[1])
    for number, body in enumerate(document.plain["cases"]):
        case = Case(document.plain["rule"], body["name"], document.place(("cases", number)), document.plain, body)
        assert run_case(case, ruleset, KINDS).wrong == ()


@pytest.mark.parametrize(("page", "word"), EVERY_KIND)
def test_every_key_of_a_kind_is_explained(page: str, word: str) -> None:
    rules = page_text(page)
    shared = "".join(section(rules, heading) for heading in RULES[page])
    own = section(rules, f"### {word}")
    told = {key for found in said_in_code(shared + own) for key in re.findall(r"\w+", found)}
    assert keys_of(KINDS.by_word[word].settings) - told == set()


@pytest.mark.parametrize("page", RULES)
def test_every_word_of_when_and_who_is_explained(page: str) -> None:
    assert {*WHEN, *WHO} - said_in_code(section(page_text(page), RULES[page][1])) == set()


# ---------------------------------------------------------------- plugins


def hooks() -> list[str]:
    """The hooks with their arguments, as a plugin would write them."""
    found = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("inspect_")}
    return [f"{name}({', '.join(inspect.signature(hook).parameters)})" for name, hook in found.items()]


@pytest.mark.parametrize("hook", hooks())
def test_every_hook_is_explained_with_its_arguments(hook: str) -> None:
    assert section(page_text("docs/plugins.md"), f"### `{hook}`").strip()


def test_no_hook_is_explained_that_does_not_exist() -> None:
    assert set(re.findall(r"^### `(inspect_[^`]+)`", page_text("docs/plugins.md"), re.MULTILINE)) == set(hooks())


# ---------------------------------------------------------------- codes


def codes_in_source() -> set[str]:
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_code_is_explained_with_its_next_step() -> None:
    rows = re.findall(
        r"^\| `([ENW]-[A-Z0-9-]+)` \| (.+) \| (.+) \| (.+) \|$", page_text("docs/errors.md"), re.MULTILINE
    )
    assert codes_in_source() - {code for code, *_ in rows} == set()
    assert sorted({code for code, *_ in rows}) == sorted(code for code, *_ in rows)


def test_no_code_is_explained_that_nobody_utters() -> None:
    made_up = {
        "E-PHOTO-MISSING",
        "E-PHOTO-DAMAGED",
        "E-PERSON-UNKNOWN",
        "E-PLACE-UNKNOWN",
    }  # put together while running
    explained = re.findall(r"^\| `([ENW]-[A-Z0-9-]+)`", page_text("docs/errors.md"), re.MULTILINE)
    assert set(explained) - codes_in_source() - made_up == set()


# ---------------------------------------------------------------- the command line


def commands() -> list[tuple[str, click.Command]]:
    """Every command with its name, families of commands one by one."""
    top = program()
    context = click.Context(top)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = top.get_command(context, name)
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", command.commands[inner]) for inner in command.commands]
        elif command is not None:
            found.append((name, command))
    return found


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/commands.zh-CN.md"])
@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_is_explained_with_its_options(name: str, command: click.Command, page: str) -> None:
    told = section(page_text(page), f"### {name}")
    assert told.strip()
    options = {found.opts[-1] for found in command.params if isinstance(found, click.Option) and not found.hidden}
    assert options - {option for found in said_in_code(told) for option in re.findall(r"-[-\w]+", found)} == set()


# ---------------------------------------------------------------- formats

CUT = {
    "rulesets": "ruleset",
    "rules": "rule",
    "slots": "slot",
    "evidence": "evidence",
    "not_counted": "evidence",
    "withdrawn": "withdrawn",
    "findings": "finding",
    "appeals": "appeal",
}


def fields(value: Any, at: str = "") -> Iterator[str]:
    """The names of all fields as the page on formats writes them; a text in two languages is one field."""
    if isinstance(value, dict) and set(value) != {"zh", "en"}:
        for name, found in value.items():
            path = f"{at}.{name}" if at else name
            if isinstance(found, list) and name in CUT:
                yield f"{path}[]"
                for one in found:
                    yield from fields(one, CUT[name])
            else:
                yield from fields(found, path)
    elif isinstance(value, list):
        for one in value:
            yield from fields(one, f"{at}[]")
    elif at:
        yield at


def parents(names: set[str]) -> set[str]:
    """The fields that hold others: where there is nothing to hold they are null."""
    return {name.rpartition(".")[0].removesuffix("[]") for name in names}


def told_fields(heading: str) -> set[str]:
    part = section(page_text("docs/formats.md"), heading)
    return set(re.findall(r"^\| `([\w.\[\]]+)` \|", part, re.MULTILINE))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo project, made once; pages work on copies of it."""
    folder = tmp_path_factory.mktemp("demo") / "build"
    folder.mkdir()
    (step,) = steps_of("```console\n$ inspect-core demo build/demo\n```\n")
    (result,) = run([step], folder.parent, "en")
    assert difference(step, result) is None
    return folder


def answered(demo: Path, *words: str) -> Any:
    command = ["inspect-core", "--project", str(demo / "demo"), *words, "--json"]
    (step,) = steps_of(f"```console\n$ {' '.join(command)}\n```\n")
    where = Path(str(demo) + "-" + re.sub(r"\W", "", "".join(words)))
    where.mkdir()
    (result,) = run([step], where, "en")
    return json.loads(result.out)


def test_the_score_has_the_fields_that_are_explained(demo: Path) -> None:
    found = {
        path for path in fields(answered(demo, "score", "--period", "2026-10")) if not path.startswith("contractors")
    }
    told = {path for path in told_fields("## The score") if not path.startswith("contractors")}
    assert told == found


def test_the_explanation_has_the_fields_that_are_explained(demo: Path) -> None:
    score = answered(demo, "score", "--period", "2026-10", "--lang", "en")
    chosen = [one["id"] for one in score["people"] if one["vetoes"] or one["adjustments"]][:1]
    people = {
        one["role"]: one["id"] for one in score["people"] if one["role"] in ("cleaner", "guard", "project_manager")
    }
    told = told_fields("## The score") | told_fields("## The explanation")
    told |= {path.removeprefix("people[].") for path in told}
    found: set[str] = set()
    for person in {*chosen, *people.values()}:
        found |= set(fields(answered(demo, "explain", "--period", "2026-10", "--person", person)))
    assert {name for name in found - told if name not in parents(told)} == set()
    own = told_fields("## The explanation")
    assert own - parents(own) - found == set()


ANSWERS = {
    "forms FORM": "forms patrol",
    "due": "due --at 2026-10-28T10:30",
    "rules show RULESET": "rules show patrol",
    "rules check": "rules check",
    "plugins list": "plugins list",
    "plugins check": "plugins check",
    "verify": "verify",
    "doctor": "doctor",
}


@pytest.mark.parametrize("command", ANSWERS)
def test_the_other_answers_have_the_fields_that_are_explained(command: str, demo: Path) -> None:
    row = next(line for line in page_text("docs/formats.md").splitlines() if line.startswith(f"| `{command}` |"))
    told = {name.removesuffix("[]") for name in said_in_code(row.split("|")[2]) if re.fullmatch(r"[a-z_.\[\]]+", name)}
    found = {name.removesuffix("[]") for name in plain_fields(answered(demo, *ANSWERS[command].split()))}
    assert {
        name for name in found - told if not any(other.startswith((f"{name}.", f"{name}[]")) for other in told)
    } == set()
    assert {name.split("[")[0].split(".")[0] for name in found} <= {name.split("[")[0].split(".")[0] for name in told}


def plain_fields(value: Any, at: str = "") -> Iterator[str]:
    """The names of all fields, with nothing cut out."""
    if isinstance(value, dict) and set(value) != {"zh", "en"}:
        for name, found in value.items():
            yield from plain_fields(found, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        for one in value or [None]:
            yield from plain_fields(one, f"{at}[]")
    elif at:
        yield at


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_heading_an_import_knows_is_explained(kind: ImportKind) -> None:
    rows = section(page_text("docs/formats.md"), f"### {kind}")
    told = {
        field: (names, note) for field, names, note in re.findall(r"^\| `(\w+)` \| (.+?) \|(.*)\|$", rows, re.MULTILINE)
    }
    assert list(told) == [column.field for column in COLUMNS[kind]]
    for column in COLUMNS[kind]:
        names, note = told[column.field]
        assert tuple(names.split(", ")) == column.headings
        assert note.strip().startswith("needed") or not column.required


# ---------------------------------------------------------------- console examples


@pytest.mark.parametrize("page", [page for page in pages() if BLOCK.search(page_text(page))])
def test_the_console_examples_of_a_page_print_what_it_shows(page: str, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    for name in ("docs", "plugins", "rulesets"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(demo, folder / "build")
    steps = list(steps_of(page_text(page)))
    results = run(steps, folder, "zh" if page.endswith(".zh-CN.md") else "en")
    assert [found for found in map(difference, steps, results) if found] == []


SHOWN = "```console\n$ printf 'one\\ntwo\\nthree\\n'\n{}\n$ false\n```\n"


@pytest.mark.parametrize(
    ("shown", "fits"), [("one\ntwo\nthree", True), ("one\n…", True), ("o…\ntwo\nthree", True), ("one\nthree", False)]
)
def test_what_a_page_shows_is_compared_line_by_line(shown: str, fits: bool, tmp_path: Path) -> None:
    first, second = steps_of(SHOWN.format(shown))
    printed, failed = run([first, second], tmp_path, "en")
    assert (difference(first, printed) is None) == fits
    assert "failed with 1" in (difference(second, failed) or "")


def test_what_is_said_beside_the_results_may_be_shown_below_them(tmp_path: Path) -> None:
    steps = list(
        steps_of(
            "```console\n$ echo seven; echo counted >&2\nseven\n$ echo seven; echo counted >&2\nseven\ncounted\n```\n"
        )
    )
    assert [difference(step, result) for step, result in zip(steps, run(steps, tmp_path, "en"), strict=True)] == [
        None
    ] * 2
    only_said = Step(1, steps[0].command, "counted")
    assert "printed" in (difference(only_said, run([only_said], tmp_path, "en")[0]) or "")


def test_a_page_moves_on_to_a_later_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def today(_: object) -> int:
        sys.stdout.write(f"{datetime.now(UTC).date()}\n")
        return 0

    monkeypatch.setattr(main, "run", today)
    first, moved, then = steps_of(
        "```console\n$ inspect-core due\n…\n# 2027-04-01\n$ inspect-core due\n# not a day\n```\n"
    )
    assert (first.shown, moved.line, moved.command, then.shown) == ("…", 4, "# 2027-04-01", "# not a day")
    before, nothing, after = run([first, moved, then], tmp_path, "en")
    assert (before.out, nothing, after.out) == (
        "2026-11-02\n",
        Result("", "", 0),
        "2027-04-01\n",
    )
