"""A pin is one entry of inspect-core.toml; every other byte stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from inspect_core.app.pin import pin, pinned_text
from inspect_core.app.settings import read_settings
from inspect_core.errors import UsageError
from inspect_core.host.allowed import Allowed

SAID = Allowed(version="1.0", hash=f"sha256:{'a' * 64}")
WRITTEN = f'{{ version = "1.0", hash = "sha256:{"a" * 64}" }}'
HEAD = '[project]\nid = "park"  # 名称\n\n[rules]\nrulesets = ["patrol"]\nscheme = "residential"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[plugins.allow]\n", "[plugins.allow]\n@\n"),
        ("[plugins.allow]", "[plugins.allow]\n@"),
        ('[plugins.allow]  # why\n"b" = "2"  # two\n', '[plugins.allow]  # why\n@\n"b" = "2"  # two\n'),
        ('[plugins.allow]\n"acme-kinds"  =  "0.9"  # old\nb="2"\n', '[plugins.allow]\n"acme-kinds"  =  %  # old\nb="2"\n'),
        ("[plugins.allow]\nAcme_Kinds = '0.9'\n", "[plugins.allow]\nAcme_Kinds = %\n"),
        ('[plugins.allow]\n# "acme-kinds" = "1.0"\n', '[plugins.allow]\n@\n# "acme-kinds" = "1.0"\n'),
        ('[plugins.allow]\n"acme-kinds" = { version = "0.9" }\n[period]\n', '[plugins.allow]\n"acme-kinds" = %\n[period]\n'),
        ("[plugins]\nallow = {}\n", "[plugins]\nallow = { @ }\n"),
        ('[plugins]\nallow = { b = "2" } # x\n', '[plugins]\nallow = { b = "2", @ } # x\n'),
        ('[plugins]\nallow = { acme-kinds = "2", b = "2" }\n', '[plugins]\nallow = { acme-kinds = %, b = "2" }\n'),
        ('plugins.allow = { b = "2" }\n', 'plugins.allow = { b = "2", @ }\n'),
        ("", "\n[plugins.allow]\n@\n"),
        ("[period]\nstart_day = 26", "[period]\nstart_day = 26\n\n[plugins.allow]\n@\n"),
    ],
)  # fmt: skip
def test_the_entry_goes_where_the_list_is_and_nothing_else_changes(before: str, after: str) -> None:
    head = HEAD if before.startswith("[") or not before else ""
    wanted = after.replace("@", f'"acme-kinds" = {WRITTEN}').replace("%", WRITTEN)
    assert pinned_text(head + before, "acme-kinds", SAID) == head + wanted
    assert pinned_text(head + wanted, "acme-kinds", SAID) == head + wanted


def test_line_ends_and_the_mark_at_the_start_stay() -> None:
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + "[plugins.allow]\r\n"
    assert pinned_text(text, "acme-kinds", SAID) == text[:-2] + f'\r\n"acme-kinds" = {WRITTEN}\r\n'


@pytest.mark.parametrize(
    "text",
    [
        '[plugins.allow.acme-kinds]\nversion = "1.0"\n',
        '[plugins]\nallow."acme-kinds" = "1.0"\n',
        '["plugins"."allow"]\n"b" = "1"\n',
    ],
)
def test_a_list_written_in_another_way_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    file = tmp_path / "inspect-core.toml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        pin(tmp_path, "acme-kinds", SAID)
    assert refused.value.code == "E-PLUG-PLACE"
    assert WRITTEN in str(refused.value.first.hint)
    assert file.read_text(encoding="utf-8") == HEAD + text


def test_the_file_keeps_its_rights_and_says_the_pin_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "inspect-core.toml"
    file.write_text(HEAD, encoding="utf-8")
    file.chmod(0o640)
    assert pin(tmp_path, "acme-kinds", SAID)
    assert file.stat().st_mode & 0o777 == 0o640
    assert read_settings(tmp_path).plugins.allow == {"acme-kinds": SAID}
    assert not pin(tmp_path, "acme-kinds", SAID)
    assert [path.name for path in tmp_path.iterdir()] == ["inspect-core.toml"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{ version = "1.0", hash = "md5:1" }', "E-SETTINGS-VALUE"),
        ('{ version = "1.0", hash = "sha256:AB" }', "E-SETTINGS-VALUE"),
        ('{ hash = "sha256:ab" }', "E-SETTINGS-MISSING"),
        ('{ version = "1.0", hsh = "x" }', "E-SETTINGS-KEY"),
        ("1", "E-SETTINGS-VALUE"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(tmp_path: Path, entry: str, said: str) -> None:
    text = HEAD + f"[plugins.allow]\nacme = {entry}\n"
    assert tomllib.loads(text)
    (tmp_path / "inspect-core.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_settings(tmp_path)
    assert said in [problem.code for problem in refused.value.problems]
    if said == "E-SETTINGS-KEY":
        assert refused.value.first.hint == "did you mean hash?"
