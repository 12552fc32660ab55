"""The forms of the rulesets that the demo's scheme weighs, as the program reads them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import inspect_core.kinds
from inspect_core.domain.form import Form
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file
from inspect_core.language.rule import RuleHeader
from inspect_core.shipped import shipped

RULESETS = ("etiquette", "patrol", "cleaning-grade-1", "security-grade-1")


def kinds() -> dict[str, type[RuleHeader]]:
    found: dict[str, type[RuleHeader]] = {}
    for module in pkgutil.iter_modules(inspect_core.kinds.__path__):
        for value in vars(importlib.import_module(f"inspect_core.kinds.{module.name}")).values():
            word, settings = getattr(value, "kind", None), getattr(value, "settings", None)
            if isinstance(word, str) and isinstance(settings, type):
                found[word] = settings
    return found


@cache
def forms() -> dict[str, Form]:
    known = kinds()
    found: dict[str, Form] = {}
    for name in RULESETS:
        found |= bind_ruleset(read_file(shipped("rulesets") / f"{name}.yaml"), known).forms
    return found
