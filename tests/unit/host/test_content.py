"""The hash of a plugin's files is over what lies there now, and the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from inspect_core.host.content import Unpinnable, content_hash

INFO = "acme-1.0.dist-info"
RECORD = f"""acme/__init__.py,sha256=wrong,1
acme/part/rules.yaml,,
acme/__pycache__/__init__.cpython-311.pyc,,
acme_alone.py,,
../../../bin/acme,,
{INFO}/METADATA,,
{INFO}/RECORD,,
{INFO}/INSTALLER,,
{INFO}/REQUESTED,,
{INFO}/direct_url.json,,
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with one distribution, as an installer leaves it."""
    folder = tmp_path / "lib/python3/site-packages"
    texts = {
        "acme/__init__.py": "ONE = 1\n",
        "acme/part/rules.yaml": "ruleset: x\n",
        "acme_alone.py": "TWO = 2\n",
        f"{INFO}/METADATA": "Name: acme\nVersion: 1.0\n",
        f"{INFO}/RECORD": RECORD,
    }
    for path, text in texts.items():
        put(folder, path, text)
    return folder


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def content(site: Path) -> str:
    return content_hash(Distribution.at(site / INFO))


def test_the_hash_is_of_the_lines_that_sha256sum_prints(site: Path) -> None:
    paths = sorted(["acme/__init__.py", "acme/part/rules.yaml", "acme_alone.py", f"{INFO}/METADATA"])
    lines = [f"{sha256((site / path).read_bytes()).hexdigest()}  {path}\n" for path in paths]
    whole = sha256(("inspect-core:plugin:v1\n" + "".join(lines)).encode()).hexdigest()
    assert content(site) == f"sha256:{whole}"


@pytest.mark.parametrize(
    "path",
    [
        "acme/__pycache__/__init__.cpython-312.pyc",
        f"{INFO}/INSTALLER",
        f"{INFO}/REQUESTED",
        f"{INFO}/RECORD",
        f"{INFO}/uv_cache.json",
        "../../../bin/acme",
        "other/__init__.py",
        "other.py",
        "acme_al.py",
    ],
)
def test_what_the_machine_or_the_installer_adds_does_not_change_it(site: Path, path: str) -> None:
    before = content(site)
    put(site, path, RECORD if path.endswith("RECORD") else "of this machine")
    put(site, f"{INFO}/direct_url.json", json.dumps({"url": "file:///x", "archive_info": {}}))
    assert content(site) == before


@pytest.mark.parametrize("path", ["acme/__init__.py", "acme/part/rules.yaml", "acme_alone.py", f"{INFO}/METADATA"])
def test_a_file_that_changed_is_found_whatever_the_installers_list_says(site: Path, path: str) -> None:
    before = content(site)
    put(site, path, (site / path).read_text(encoding="utf-8") + "#")
    assert content(site) != before


def test_a_file_that_is_gone_is_found(site: Path) -> None:
    before = content(site)
    (site / "acme/part/rules.yaml").unlink()
    assert content(site) != before


@pytest.mark.parametrize(
    "path",
    ["acme/new.py", "acme/part/new.so", "acme/new/__init__.py", "acme_alone/__init__.py", "acme_alone.abi3.so"],
)
def test_a_file_that_python_would_import_instead_is_found(site: Path, path: str) -> None:
    before = content(site)
    put(site, path, "EVIL = 1\n")
    assert content(site) != before


def editable(site: Path) -> None:
    put(site, f"{INFO}/direct_url.json", json.dumps({"url": "file:///x", "dir_info": {"editable": True}}))


def by_path_file(site: Path) -> None:
    put(site, f"{INFO}/RECORD", RECORD + "__editable__.acme-1.0.pth,,\n")


def without_list(site: Path) -> None:
    (site / INFO / "RECORD").unlink()


@pytest.mark.parametrize("change", [editable, by_path_file, without_list])
def test_what_can_change_with_nobodys_doing_has_no_hash(site: Path, change: Callable[[Path], None]) -> None:
    change(site)
    with pytest.raises(Unpinnable) as error:
        content(site)
    assert error.value.why_zh
