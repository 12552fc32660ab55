"""What an installed plugin consists of, as one hash that is the same on every machine; nothing of it is imported.

The hash is over the bytes that lie there now, never over what the installer's list says of them, so that a file
changed after the installation is found. A file beside the plugin's own that Python would import counts as well.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import Distribution
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

START: Final = b"inspect-core:plugin:v1\n"
OF_THE_MACHINE: Final = frozenset(
    {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"}
)
SCRIPTS: Final = frozenset({"bin", "Scripts"})


class Unpinnable(Exception):
    """Why a distribution has no hash, in English and Chinese."""

    def __init__(self, why: str, why_zh: str) -> None:
        super().__init__(why)
        self.why_zh = why_zh


def imported_from(dist: Distribution, module: str) -> bool:
    """Whether Python would import that module from where the distribution lies; nothing is imported to tell."""
    try:
        spec = find_spec(module.partition(".")[0])
    except ValueError:
        return False
    places = [spec.origin, *(spec.submodule_search_locations or ())] if spec is not None else []
    root = Path(str(dist.locate_file(""))).resolve()
    return all(Path(place).resolve().is_relative_to(root) for place in places if place is not None)


def content_hash(dist: Distribution) -> str:
    """`sha256:…` over the files of a distribution; Unpinnable when its files can change with nobody's doing.

    It is the SHA-256 of a text: the line `inspect-core:plugin:v1`, then for each file, sorted by path, the line that
    `sha256sum` prints: hash, two spaces, path.
    """
    record = dist.read_text("RECORD")
    if _is_editable(dist) or (record is not None and any(path.endswith(".pth") for path in _paths(record))):
        raise Unpinnable(
            "it is installed as an editable checkout, whose files change with every edit",
            "以可编辑方式安装，文件会随编辑而变",
        )
    if record is None:
        raise Unpinnable("its installer left no list of its files (RECORD)", "安装程序没有留下文件清单（RECORD）")
    root = Path(str(dist.locate_file("")))
    own = {path for path in _paths(record) if not _of_the_machine(path)}
    whole = sha256(START)
    for path in sorted(own | set(_beside(root, own))):
        whole.update(f"{_hash(root / path)}  {path}\n".encode())
    return f"sha256:{whole.hexdigest()}"


def _is_editable(dist: Distribution) -> bool:
    try:
        return bool(json.loads(dist.read_text("direct_url.json") or "{}")["dir_info"]["editable"])
    except (ValueError, KeyError, TypeError):
        return False


def _paths(record: str) -> list[str]:
    return [row[0] for row in csv.reader(record.splitlines()) if row]


def _of_the_machine(path: str) -> bool:
    """Whether a file differs between machines, or is made by them: caches, the installer's marks, its scripts."""
    plain = PurePosixPath(path)
    if "__pycache__" in plain.parts:
        return plain.suffix == ".pyc"
    if plain.parent.name.endswith(".dist-info") and len(plain.parts) == 2:
        return plain.name in OF_THE_MACHINE
    return plain.parts[0] == ".." and plain.parent.name in SCRIPTS


def _beside(root: Path, own: Iterable[str]) -> Iterator[str]:
    """What lies in the plugin's own packages or under the name of one of its modules, and in no list."""
    packages = {PurePosixPath(path).parent.as_posix() for path in own if path.endswith("/__init__.py")}
    outermost = [package for package in packages if PurePosixPath(package).parent.as_posix() not in packages]
    modules = {path.split(".")[0] for path in own if path.endswith(".py") and "/" not in path}
    namesakes = [found for module in modules for found in (root / module, *root.glob(f"{module}.*"))]
    for start in (*(root / package for package in outermost), *namesakes):
        for file in start.rglob("*") if start.is_dir() else (start,):
            path = file.relative_to(root).as_posix()
            if file.is_file() and not _of_the_machine(path):
                yield path


def _hash(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return "missing"
