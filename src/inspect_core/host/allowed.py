"""What a project's allow list says of one plugin: its exact version, and perhaps what its files must hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Allowed(BaseModel):
    """One line of the list: a version alone ("1.0.0"), or a version with the hash of what is installed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    version: str
    hash: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _version_alone(cls, said: Any) -> Any:
        return {"version": said} if isinstance(said, str) else said
