"""inspect-core forms: listed, shown, brought along from elsewhere and handed on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
KOBO = {
    "id_string": "walk",
    "content": {
        "survey": [
            {"type": "text", "name": "who", "label": ["Who?"]},
            {"type": "note", "name": "thanks", "label": ["Thanks"]},
        ],
    },
}


def test_a_form_goes_out_and_comes_back_into_the_project(call: Call, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "patrol.xlsx"
    done = call("forms", "export", "patrol", "--out", str(file), "--lang", "en")
    assert (done.status, done.out) == (0, f"{file}\n")
    assert "not carried: " in done.err
    own = project / "rulesets" / "patrol-copy.yaml"
    done = call("forms", "import", str(file), "--out", str(own), "--lang", "en")
    assert (done.status, done.out) == (0, f"{own}\n")
    own.write_text(own.read_text(encoding="utf-8").replace("ruleset: patrol", "ruleset: patrol-copy"), encoding="utf-8")
    assert call("rules", "check", str(own)).status == 0


def test_what_is_not_carried_is_listed_on_the_side_in_either_language(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    file.write_text(json.dumps(KOBO), encoding="utf-8")
    done = call("forms", "import", str(file), "--lang", "en")
    assert done.out.startswith("ruleset: walk\n")
    assert "1 question carried; not carried: 1" in done.err
    assert "walk.json#/content/survey/1/type: thanks: we ask nothing of the type note" in done.err
    assert "没有 note 类型的问题" in call("forms", "import", str(file), "--lang", "zh").err


def test_as_data_it_tells_forms_and_what_was_left(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    file.write_text(json.dumps(KOBO), encoding="utf-8")
    told = json.loads(call("forms", "import", str(file), "--json").out)
    assert [form["form"] for form in told["forms"]] == ["walk"]
    assert [left["code"] for left in told["left"]] == ["N-XLSFORM-LEFT"]


def test_a_form_is_written_as_kobotoolbox_takes_it(call: Call, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "patrol.json"
    told = json.loads(call("forms", "export", "patrol", "--format", "json", "--out", str(file), "--json").out)
    assert told["file"] == str(file)
    content = json.loads(file.read_bytes())["content"]
    assert content["translations"] == ["中文 (zh)", "English (en)"]
    assert {row["type"].split()[0] for row in content["survey"]} == {"select_one"}


def test_a_word_that_is_no_command_names_a_form(call: Call, project: Path) -> None:
    assert call("forms", "patrol").out.startswith("patrol  ")
    assert json.loads(call("forms", "patrol", "--json").out)["form"] == "patrol"
    assert "E-FORM-UNKNOWN" in call("forms", "petrol").err
    assert json.loads(call("forms", "--json").out)["forms"]
