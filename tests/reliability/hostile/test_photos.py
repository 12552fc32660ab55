"""Hostile photos: refused with a code before a point is decoded, or kept without anything but their picture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_core.app.photo_cleaning import LONGEST
from inspect_core.app.photo_parts import is_plain
from inspect_core.app.photos import photos_in
from inspect_core.errors import FactError
from inspect_core.storage.blobs import PhotoStore
from tests.reliability.hostile.photos import MARK, PHOTOS, HostilePhoto

SECONDS = 2.0


@pytest.mark.parametrize("case", PHOTOS, ids=[case.label for case in PHOTOS])
def test_a_hostile_photo_is_refused_or_cleaned_in_a_small_memory(
    case: HostilePhoto, root: Path, tmp_path: Path
) -> None:
    file = tmp_path / case.name
    file.write_bytes(case.build())
    command = [sys.executable, "-m", "tests.reliability.hostile.photo_child", case.label, str(file)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    said = json.loads(run.stdout)
    kept = bytes.fromhex(said["kept"])
    assert said["seconds"] < SECONDS
    if case.code is not None:
        ((code, place, message, hint),) = said["problems"]
        assert (code, place, kept) == (case.code, case.name, b"")
        assert "left as it is" in hint or "left as it was" in hint
        assert str(tmp_path) not in message + hint
    else:
        assert said["problems"] == []
        assert is_plain(kept, LONGEST)
        assert MARK.encode() not in kept


def test_a_photo_that_is_refused_stays_with_the_one_who_hands_it_in(tmp_path: Path) -> None:
    handed_in, store = tmp_path / "in", PhotoStore(tmp_path / "photos")
    handed_in.mkdir()
    refused = {case.name: case.build() for case in PHOTOS if case.code == "E-IMG-DAMAGED"}
    for name, data in {**refused, "b.png": PHOTOS[8].build()}.items():
        (handed_in / name).write_bytes(data)
    with pytest.raises(FactError) as caught:
        photos_in(handed_in, store, keep=True)
    assert [problem.code for problem in caught.value.problems] == ["E-IMG-DAMAGED"]
    assert {name: (handed_in / name).read_bytes() for name in refused} == refused
    assert store.orphans(()) == ()
