"""Base class and field types of all content: strict models, texts, ids and numbers."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from translations import gettext as _

T = TypeVar("T")


def as_tuple(value: Any) -> Any:
    """A list as a tuple; any other value unchanged."""
    return tuple(value) if isinstance(value, list) else value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty. Write the text there, or delete the key."))
    return text


Many = Annotated[tuple[T, ...], BeforeValidator(as_tuple)]
"""A list in YAML, a tuple here."""

Text = Annotated[str, AfterValidator(_not_blank)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.|/-]{0,59}$")]
"""A short permanent code that people can say in a workshop; never part of a path."""

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]


class Content(BaseModel):
    """Base of everything read from an edition's files: frozen, strict, no unknown keys."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", use_attribute_docstrings=True
    )
