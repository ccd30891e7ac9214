"""The types of plain values in templates: lengths, colours, keys, texts by language."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from itertools import pairwise
from threading import Lock
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from briefbuilder.domain.localized import localized_name
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.locales.dates import DATE_STYLES, is_date_pattern
from briefbuilder.locales.numbers import PERCENT

ANY_LANGUAGE = "und"
"""The language of a text that is the same in every language."""

NO_PAINT = "none"

_UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
_LENGTH = lazy_pattern(r"(-?[0-9]+(?:\.[0-9]+)?) ?(pt|mm|cm|in)\Z")
_COLOUR = lazy_pattern(r"#[0-9a-f]{6}\Z")
_KEY = lazy_pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_CURRENCY = lazy_pattern(r"[A-Z]{3}\Z")
_TAG = lazy_pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")

_length_schema = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)? ?(pt|mm|cm|in)$"}]
}
Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]


def to_kebab_case(name: str) -> str:
    """Return a field's key in YAML."""
    return name.replace("_", "-")


class TemplateValue(BaseModel):
    """What all parts of a template share: frozen, and a key that is not known is a fault."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_kebab_case,
        defer_build=True,  # costs time with the first template instead of at the start of the program
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe each key by the docstring of its field.

        With `use_attribute_docstrings`, each start of the program would read them in the source code.
        """
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, text in _docstrings_of(cls).items():
            properties[to_kebab_case(name)].setdefault("description", text)
        return schema


_PARSING = Lock()
"""CPython 3.11 raises a SystemError where two threads parse source code at once."""


def _docstrings_of(cls: type[TemplateValue]) -> Mapping[str, str]:
    """Return the docstrings of the fields of a class and of those that it extends; none where there is no source code."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__[: cls.__mro__.index(TemplateValue)]):
        try:
            with _PARSING:
                tree = ast.parse(inspect.getsource(each))
        except OSError:
            continue
        assert isinstance(tree.body[0], ast.ClassDef)
        for field, after in pairwise(tree.body[0].body):
            match field, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return found


def parse_length(value: object) -> float:
    """Return a length in points, from a number of points or a text with a unit ("25mm")."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = _LENGTH.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("template-length", "not a length", {"value": str(value)})
    return round(float(found[1]) * _UNITS[found[2]], 2)


def _colour(value: object) -> object:
    if not isinstance(value, str) or not _COLOUR.match(value.lower()):
        raise PydanticCustomError("template-colour", "not a colour", {"value": str(value)})
    return value.lower()


def _paint(value: object) -> object:
    return NO_PAINT if value == NO_PAINT else _colour(value)


def _key(value: str) -> str:
    if not _KEY.match(value):
        raise PydanticCustomError("template-key-spelling", "not a key", {"value": value})
    return value


def _language(value: str) -> str:
    if not _TAG.match(value):
        raise PydanticCustomError("template-language", "not a language", {"value": value})
    return value


def _date_format(value: str) -> str:
    if value not in DATE_STYLES and not is_date_pattern(value):
        raise PydanticCustomError("template-date-format", "not a date format", {"value": value})
    return value


def _unit(value: str) -> str:
    if value != PERCENT and not _CURRENCY.match(value):
        raise PydanticCustomError("template-unit", "not a unit", {"value": value})
    return value


def _by_language(value: object) -> object:
    return {ANY_LANGUAGE: value} if isinstance(value, str) else value


def _not_negative(value: float) -> float:
    if value < 0:
        raise PydanticCustomError("template-negative", "a negative length", {"value": f"{value:g}"})
    return value


Offset = Annotated[float, BeforeValidator(parse_length), WithJsonSchema(_length_schema)]
"""A length that may be negative, in points."""
Length = Annotated[
    float, BeforeValidator(parse_length), AfterValidator(_not_negative), WithJsonSchema(_length_schema)
]
"""A length of at least 0, in points."""
Colour = Annotated[
    str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})
]
Paint = Annotated[
    str, BeforeValidator(_paint), WithJsonSchema({"type": "string", "pattern": "^(#[0-9a-fA-F]{6}|none)$"})
]
"""A colour, or `none` for nothing at all."""
Key = Annotated[str, AfterValidator(_key)]
"""A name in small letters, digits and hyphens."""
Language = Annotated[str, AfterValidator(_language)]
"""A BCP 47 language tag, such as "en", "it" or "pt-BR"."""
DateFormat = Annotated[
    str,
    AfterValidator(_date_format),
    WithJsonSchema({"anyOf": [{"type": "string", "enum": list(DATE_STYLES)}, {"type": "string"}]}),
]
"""A style of CLDR for dates, or a pattern of it such as "d MMMM y"."""
Unit = Annotated[str, AfterValidator(_unit)]
"""% or the code of a currency (ISO 4217)."""
Texts = Annotated[
    Mapping[Language, str],
    BeforeValidator(_by_language),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
    ),
]
"""A text by language; a single text is for every language."""


def _to_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Conditions = Mapping[
    Key, Annotated[tuple[str, ...], BeforeValidator(_to_tuple, json_schema_input_type=str | tuple[str, ...])]
]
"""When something is shown: a field's key with the value, or one of the values, that it must have."""


def conditions_met(conditions: Mapping[str, tuple[str, ...]], fields: Mapping[str, str]) -> bool:
    """Return whether each field in the conditions has one of its values."""
    return all(fields.get(key, "") in values for key, values in conditions.items())


def localized_text(texts: Mapping[str, str], language: str, fallback: str = "") -> str:
    """Return a text in a language, or the closest available one."""
    return localized_name(texts, language, fallback)


class HeaderFooterLine(TemplateValue):
    """One line of a header or footer."""

    start: Texts = Field(default_factory=dict)
    """The text at its start."""
    centre: Texts = Field(default_factory=dict)
    """The text in its middle."""
    end: Texts = Field(default_factory=dict)
    """The text at its end."""
    shown_when: Conditions = Field(default_factory=dict)
    """The values of fields with which the line is shown."""

    def texts(self) -> Iterator[str]:
        """Yield every text in it, in every language."""
        for texts in (self.start, self.centre, self.end):
            yield from texts.values()
