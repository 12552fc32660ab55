"""What the documentation says is so: its links lead somewhere and its examples can be read."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^(?P<mark>```+)(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=mark)", re.MULTILINE | re.DOTALL)
READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "python": ast.parse,
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}


def pages() -> list[str]:
    command = ["git", "ls-files", "-z", "--", "*.md"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip("\0").split("\0")


def links(page: str) -> Iterator[str]:
    """The links of a page that stay inside the repository, without their anchors."""
    text = FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if not re.match(r"[a-z]+:|#", target):
            yield target.split("#")[0]


def examples() -> list[tuple[str, str, str]]:
    """Each example in a language that can be read: where it stands, the language, the text."""
    found = []
    for page in pages():
        text = (ROOT / page).read_text(encoding="utf-8")
        for fence in FENCE.finditer(text):
            if fence["language"] in READERS:
                line = text.count("\n", 0, fence.start()) + 1
                found.append((f"{page}:{line}", fence["language"], fence["body"]))
    return found


@pytest.mark.parametrize("page", pages())
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    assert [target for target in links(page) if not (folder / target).exists()] == []


@pytest.mark.parametrize(("place", "language", "body"), examples(), ids=lambda value: value if ".md:" in value else "")
def test_every_example_can_be_read(place: str, language: str, body: str) -> None:
    READERS[language](body)
