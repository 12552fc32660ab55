"""The JSON Schemas that come with the program, written anew from the models: `python -m tests.schemas`."""

from __future__ import annotations

from pathlib import Path

from inspect_core.app.schemas import schemas, written
from inspect_core.bootstrap import registry_of

FOLDER = Path(__file__).resolve().parents[1] / "src/inspect_core/schemas"


def made() -> dict[str, str]:
    """Each file's name and what belongs in it."""
    return {f"{name}.json": written(schema) for name, schema in schemas(registry_of().kinds.settings()).items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
