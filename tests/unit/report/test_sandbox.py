"""A company's templates are read from its own folder and nowhere else, and can do nothing but show what they are handed."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.api import DataError
from inspect_core.report import sandbox
from inspect_core.report.sandbox import css_text, environment, filled_in, in_use, refusing
from inspect_core.report.words import Words


def own(folder: Path, text: str, name: str = "own.html") -> Path:
    (folder / "report").mkdir(exist_ok=True)
    (folder / "report" / name).write_text(text, encoding="utf-8")
    return folder


def page(folder: Path, name: str = "own.html") -> bytes:
    def write() -> bytes:
        return filled_in(environment([folder], Words("zh")).get_template(name))

    made: bytes = refusing(write)
    return made


def refused(folder: Path, name: str = "own.html") -> DataError:
    with pytest.raises(DataError) as found:
        page(folder, name)
    return found.value


def test_a_text_in_the_style_sheet_cannot_leave_it() -> None:
    assert css_text('云湖"</style>\\') == '"云湖\\000022\\00003c\\00002fstyle\\00003e\\00005c"'


@pytest.mark.parametrize(
    "name", ["../secret.html", "a/../../secret.html", "/etc/hostname", "..\\secret.html", "C:secret.html"]
)
@pytest.mark.parametrize("how", ["{% include NAME %}", "{% extends NAME %}", "{% include NAME ignore missing %}"])
def test_a_name_that_leads_out_of_the_folder_is_refused_with_its_line(tmp_path: Path, name: str, how: str) -> None:
    (tmp_path / "secret.html").write_text("secret")
    folder = own(tmp_path, "<p>\n" + how.replace("NAME", repr(name)))
    error = refused(folder)
    assert error.code == "E-TEMPLATE-OUTSIDE"
    assert error.place is not None
    assert (error.place.file, error.place.line) == (str(tmp_path / "report" / "own.html"), 2)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = own(tmp_path, "{% include 'linked.html' %}")
    (folder / "report" / "linked.html").symlink_to(tmp_path / "secret.txt")
    assert refused(folder).code == "E-TEMPLATE-OUTSIDE"
    assert refused(folder, "linked.html").code == "E-TEMPLATE-OUTSIDE"
    with pytest.raises(DataError, match="linked"):
        in_use([folder])


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    folder = own(tmp_path, "here")
    (folder / "report" / "linked.html").symlink_to(folder / "report" / "own.html")
    assert page(folder, "linked.html") == b"here"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ words.__init__.__globals__ }}",
        "{{ words.__class__.__call__.__globals__['__builtins__'] }}",
        "{{ '{0.__class__.__mro__}'.format(words) }}",
        "{{ [].append(1) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 100000000 }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    ],
)
def test_what_reaches_for_the_program_or_for_all_its_memory_is_refused(tmp_path: Path, template: str) -> None:
    error = refused(own(tmp_path, template))
    assert error.code in {"E-TEMPLATE-FORBIDDEN", "E-REPORT-TEMPLATE"}
    assert error.place is not None
    assert error.place.line == 1


def test_small_sums_are_allowed(tmp_path: Path) -> None:
    assert page(own(tmp_path, "{{ 3 * 4 }} {{ '-' * 3 }} {{ 2 ** 8 }}")) == b"12 --- 256"


def test_a_template_that_calls_itself_is_refused(tmp_path: Path) -> None:
    assert refused(own(tmp_path, "{% include 'own.html' %}")).code == "E-REPORT-TEMPLATE"


def test_a_template_that_writes_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "LONGEST", 1000)
    folder = own(tmp_path, "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}")
    assert "characters" in refused(folder).message


def test_each_template_is_told_with_the_file_that_is_used(tmp_path: Path) -> None:
    found = dict(in_use([own(tmp_path, "mine", "circular.html")]))
    assert found["circular.html"] == tmp_path / "report" / "circular.html"
    assert found["person.html"].parent.name == "report"
    assert found["person.html"].parent.parent.name == "templates"


def test_an_error_of_the_program_itself_is_not_blamed_on_a_template() -> None:
    with pytest.raises(ZeroDivisionError):
        refusing(lambda: 1 // 0)
