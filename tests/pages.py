"""The pages of the documentation as the tests read them: their links, anchors, sections and examples."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^(?P<mark>```+)(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=mark)", re.MULTILINE | re.DOTALL)
READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "python": lambda text: ast.parse(textwrap.dedent(text)),
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}


def page_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its rank or above; empty where there is none."""
    rank = heading.split(" ", maxsplit=1)[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(rank)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def said_in_code(text: str) -> set[str]:
    """Everything a page puts between backticks outside of fences."""
    return set(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


def pages() -> list[str]:
    command = ["git", "ls-files", "-z", "--", "*.md"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip("\0").split("\0")


def links(page: str) -> Iterator[tuple[str, str]]:
    """The links of a page that stay inside the repository: the file, and the anchor or an empty text."""
    for target in LINK.findall(FENCE.sub("", page_text(page))):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield file, anchor


def anchors(text: str) -> set[str]:
    """The anchors that the headings of a page make."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def leads_somewhere(page: str, file: str, anchor: str) -> bool:
    target = ROOT / page if not file else (ROOT / page).parent / file
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target.read_text(encoding="utf-8"))


def examples() -> list[tuple[str, str, str]]:
    """Each example in a language that can be read: where it stands, the language, the text."""
    found = []
    for page in pages():
        text = page_text(page)
        for fence in FENCE.finditer(text):
            if fence["language"] in READERS:
                line = text.count("\n", 0, fence.start()) + 1
                found.append((f"{page}:{line}", fence["language"], fence["body"]))
    return found
