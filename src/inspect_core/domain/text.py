"""A text in Chinese and English, and the choice of the reader's own."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Language = Literal["zh", "en"]


class Text(BaseModel):
    """Words for people, in Chinese and English; where only one is given it serves both readers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, Any]:
        """As it is written: one text for both readers, or one for each."""
        return cls.written()

    @classmethod
    def written(cls) -> dict[str, Any]:
        """What an editor may expect where such a text is written."""
        words = {"type": ["string", "number", "boolean"]}
        each = {"type": "object", "properties": {"zh": words, "en": words}, "additionalProperties": False}
        return {"anyOf": [words, {**each, "minProperties": 1}]}

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"zh": value, "en": value}
        if isinstance(value, dict) and value:
            first = next(iter(value.values()))
            return {"zh": first, "en": first, **value}
        return value

    def say(self, language: Language) -> str:
        """The text in the language asked for."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The same text with `{name}` replaced by the values, nothing else interpreted."""
        return Text(zh=_filled(self.zh, values), en=_filled(self.en, values))


def _filled(words: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words
