"""The cache of columns gives back what was put in, or nothing."""

from __future__ import annotations

import errno
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from inspect_core.storage.columns import KEPT, ColumnCache
from tests.reliability.disks import Failing

VISITS = pl.DataFrame(
    {"visit": [1, 2, 3], "place": ["门岗", None, "b"], "rule": pl.Series(["x", "y", "x"], dtype=pl.Categorical)}
)
ANSWERS = pl.DataFrame({"visit": [1, 1], "code": pl.Series([7, 8], dtype=pl.UInt16)})
FRAMES = {"visits": VISITS, "answers": ANSWERS}


@pytest.fixture
def cache(tmp_path: Path) -> ColumnCache:
    return ColumnCache(tmp_path / "columns")


def files(cache: ColumnCache) -> list[Path]:
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


def test_frames_come_back_as_they_were(cache: ColumnCache) -> None:
    assert cache.load("2026-10/60:9f") is None
    assert cache.save("2026-10/60:9f", FRAMES)
    found = cache.load("2026-10/60:9f")
    assert found is not None
    assert list(found) == ["visits", "answers"]
    for name, frame in FRAMES.items():
        assert_frame_equal(found[name], frame)


def test_another_key_finds_nothing(cache: ColumnCache) -> None:
    cache.save("2026-10/60:9f", FRAMES)
    assert cache.load("2026-10/61:aa") is None


def test_any_damage_is_as_good_as_nothing_and_saving_mends_it(cache: ColumnCache) -> None:
    cache.save("k", FRAMES)
    for path in files(cache):
        good = path.read_bytes()
        for bad in (b"", good[:-5], good[:20] + b"#" + good[21:]):
            path.write_bytes(bad)
            assert cache.load("k") is None
        path.unlink()
        assert cache.load("k") is None
        assert cache.save("k", FRAMES)
        assert cache.load("k") is not None


def test_only_the_newest_caches_are_kept(cache: ColumnCache) -> None:
    for number in range(10):
        cache.save(f"k{number}", FRAMES)
    kept = [number for number in range(10) if cache.load(f"k{number}") is not None]
    assert len(kept) == KEPT + 1
    assert 9 in kept


def test_a_full_disk_costs_the_cache_and_leaves_nothing_behind(tmp_path: Path) -> None:
    cache = ColumnCache(tmp_path / "columns", disk=Failing(1, errno.ENOSPC))
    assert not cache.save("k", FRAMES)
    assert files(cache) == []
    (tmp_path / "file").write_text("in the way")
    assert not ColumnCache(tmp_path / "file").save("k", FRAMES)
