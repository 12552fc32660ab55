"""The standards and pages are found in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core import shipped as module
from inspect_core.errors import SystemFault


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "src/inspect_core"
    folder.mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(folder / "shipped.py"))
    return folder


def test_a_checkout_has_the_folder_at_its_root(package: Path, tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    assert module.shipped("rulesets") == tmp_path / "rulesets"


def test_a_wheel_has_its_copy_beside_the_modules_and_prefers_it(package: Path, tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    (package / "_shipped/rulesets").mkdir(parents=True)
    assert module.shipped("rulesets") == package / "_shipped/rulesets"


def test_a_folder_that_is_nowhere_is_a_broken_installation(package: Path) -> None:
    with pytest.raises(SystemFault, match="E-SHIPPED-MISSING"):
        module.shipped("rulesets")
