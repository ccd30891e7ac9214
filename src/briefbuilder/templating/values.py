"""The types of plain values in templates: lengths, colours, keys, texts by language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import Annotated, Any, Literal, NoReturn, TypeGuard

from briefbuilder.domain.json_marks import Schema
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.locales.dates import DATE_STYLES, is_date_pattern
from briefbuilder.locales.numbers import PERCENT
from briefbuilder.system.files import RESERVED_NAME
from briefbuilder.typed_json import JsonAdapter, schema_of

ANY_LANGUAGE = "und"
"""The language of a text that is the same in every language."""

NO_PAINT = "none"

_NAME_CATEGORIES = frozenset("LMN")
"""The first letters of the Unicode categories of letters, marks and digits."""
_INVISIBLE = lazy_pattern(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that nobody sees."""
_UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
_LENGTH = lazy_pattern(r"(-?[0-9]+(?:\.[0-9]+)?) ?(pt|mm|cm|in)\Z")
_COLOUR = lazy_pattern(r"#[0-9a-f]{6}\Z")
_KEY = lazy_pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_CURRENCY = lazy_pattern(r"[A-Z]{3}\Z")
_TAG = lazy_pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@value(kw_only=False)
class Before:
    """Marks a type with a function that gets what the file has; `written` is the type of that."""

    function: Callable[[object], object]
    written: Any

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the value, which says how it is written."""
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": self.function},
            "schema": schema,
            "metadata": {"written": self.written},
        }


@value(kw_only=False)
class After:
    """Marks a type with a function that checks and may change its values."""

    function: Callable[[Any], object]

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the value."""
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self.function},
            "schema": schema,
        }


@value
class Strict:
    """Marks a type to which no other value is converted, such as a text to a number."""

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the value."""
        return {**schema, "strict": True}


@value
class Bounds:
    """Marks a number that must be above another one, or at least or at most so large."""

    above: int | None = None
    least: int | None = None
    most: int | None = None

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the number."""
        bounds = {"gt": self.above, "ge": self.least, "le": self.most}
        return {**schema, **{name: bound for name, bound in bounds.items() if bound is not None}}


@value
class Count:
    """Marks a list with how many entries it has at least and at most."""

    least: int | None = None
    most: int | None = None

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the list."""
        bounds = {"min_length": self.least, "max_length": self.most}
        return {**schema, **{name: count for name, count in bounds.items() if count is not None}}


@value(kw_only=False)
class Spelled:
    """Marks a text with the regular expression that editors know it by."""

    pattern: str

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the text."""
        return {**schema, "metadata": {"pattern": self.pattern}}


@value(kw_only=False)
class LeftOut:
    """Marks a value with what stands for it if it is left out."""

    default: str

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the value."""
        return {**schema, "metadata": {"default": self.default}}


def to_kebab_case(name: str) -> str:
    """Return a field's key in YAML."""
    return name.replace("_", "-")


@cache
def file_adapter(kind: type) -> JsonAdapter:
    """Return what fits the YAML of a file into a class, in which a key that is not known is a fault."""
    return JsonAdapter(schema_of(kind, to_kebab_case))


def refuse(code: str, **parameters: str) -> NoReturn:
    """Refuse a value from within a mark's function, with the code and the parameters of a fault."""
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError(code, "not possible", parameters)


SHORT_FORMS: Mapping[tuple[str | int, ...], tuple[str, ...]] = {
    ("page", "margins"): ("top", "bottom", "inner", "outer"),
    ("header",): ("all",),
    ("footer",): ("all",),
    ("house-document",): ("file",),
}
"""Keys whose mapping can be written as one value, with the keys that all have that value then."""


def long_form(path: tuple[str | int, ...], value: Any) -> Any:
    """Return the value at a path as the mapping that its short form stands for."""
    keys = SHORT_FORMS.get(path, ())
    return value if value is None or isinstance(value, dict) or not keys else dict.fromkeys(keys, value)


Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]


def parse_length(value: object) -> float:
    """Return a length in points, from a number of points or a text with a unit ("25mm")."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = _LENGTH.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        refuse("template-length", value=str(value))
    return round(float(found[1]) * _UNITS[found[2]], 2)


def is_colour(value: str) -> bool:
    """Return whether a text is a colour as templates write it."""
    return _COLOUR.match(value.lower()) is not None


def _colour(value: object) -> object:
    if not isinstance(value, str) or not is_colour(value):
        refuse("template-colour", value=str(value))
    return value.lower()


def _paint(value: object) -> object:
    return NO_PAINT if value == NO_PAINT else _colour(value)


def _key(value: str) -> str:
    if not _KEY.match(value):
        refuse("template-key-spelling", value=value)
    return value


def to_template_name(text: str) -> str:
    """Return a text as the name of a template: small letters of any script, digits, and hyphens for all else.

    It can be empty, or the name of a device.
    """
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    kept = (sign if _is_name_character(sign) else " " for sign in small)
    return "-".join("".join(kept).split())


def _is_name_character(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _NAME_CATEGORIES and not _INVISIBLE.match(sign)


def is_template_name(name: str) -> bool:
    """Return whether a template can have a name, which is that of its file on every system."""
    return name[:1].isalnum() and not RESERVED_NAME.match(name) and name == to_template_name(name)


def _template_name(value: str) -> str:
    if not is_template_name(value):
        refuse("template-key-spelling", value=value)
    return value


def is_language_tag(value: object) -> TypeGuard[str]:
    """Return whether a value is a language tag as templates write it."""
    return isinstance(value, str) and _TAG.match(value) is not None


def _language(value: str) -> str:
    if not is_language_tag(value):
        refuse("template-language", value=value)
    return value


def _date_format(value: object) -> object:
    if isinstance(value, str) and value not in DATE_STYLES and not is_date_pattern(value):
        refuse("template-date-format", value=value)
    return value


def _unit(value: str) -> str:
    if value != PERCENT and not _CURRENCY.match(value):
        refuse("template-unit", value=value)
    return value


def _by_language(value: object) -> object:
    return {ANY_LANGUAGE: value} if isinstance(value, str) else value


def _not_negative(value: float) -> float:
    if value < 0:
        refuse("template-negative", value=f"{value:g}")
    return value


def _not_nothing(value: float) -> float:
    from pydantic_core import PydanticKnownError

    if value <= 0:
        raise PydanticKnownError("greater_than", {"gt": 0})
    return value


_Measure = float | Annotated[str, Spelled(r"^-?[0-9]+(\.[0-9]+)? ?(pt|mm|cm|in)$")]
_DateStyle = Literal["short", "medium", "long", "full"]

Offset = Annotated[float, Before(parse_length, _Measure)]
"""A length that may be negative, in points."""
Length = Annotated[Offset, After(_not_negative)]
"""A length of at least 0, in points."""
Size = Annotated[Length, After(_not_nothing)]
"""A length above 0, in points."""
Colour = Annotated[str, Before(_colour, Annotated[str, Spelled("^#[0-9a-fA-F]{6}$")])]
Paint = Annotated[str, Before(_paint, Annotated[str, Spelled("^(#[0-9a-fA-F]{6}|none)$")])]
"""A colour, or `none` for nothing at all."""
Key = Annotated[str, After(_key)]
"""A name in small letters, digits and hyphens."""
TemplateName = Annotated[str, After(_template_name)]
"""The name of a template, in letters of any script, digits and hyphens."""
Language = Annotated[str, After(_language)]
"""A BCP 47 language tag, such as "en", "it" or "pt-BR"."""
DateFormat = Annotated[str, Before(_date_format, _DateStyle | str)]
"""A style of CLDR for dates, or a pattern of it such as "d MMMM y"."""
Unit = Annotated[str, After(_unit)]
"""% or the code of a currency (ISO 4217)."""
Texts = Annotated[Mapping[Language, str], Before(_by_language, str | Mapping[str, str])]
"""A text by language; a single text is for every language."""


def _to_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Conditions = Mapping[Key, Annotated[tuple[str, ...], Before(_to_tuple, str | tuple[str, ...])]]
"""When something is shown: a field's key with the value, or one of the values, that it must have."""


def conditions_met(conditions: Mapping[str, tuple[str, ...]], fields: Mapping[str, str]) -> bool:
    """Return whether each field in the conditions has one of its values."""
    return all(fields.get(key, "") in values for key, values in conditions.items())


@value
class HeaderFooterLine:
    """One line of a header or footer."""

    start: Texts = field(default_factory=dict)
    """The text at its start; `{title}`, `{date}`, `{marking}`, `{template}`, `{page}`, `{pages}`, `{section}` and keys of fields in braces are replaced."""
    centre: Texts = field(default_factory=dict)
    """The text in its middle; `{title}`, `{date}`, `{marking}`, `{template}`, `{page}`, `{pages}`, `{section}` and keys of fields in braces are replaced."""
    end: Texts = field(default_factory=dict)
    """The text at its end; `{title}`, `{date}`, `{marking}`, `{template}`, `{page}`, `{pages}`, `{section}` and keys of fields in braces are replaced."""
    shown_when: Conditions = field(default_factory=dict)
    """The values of fields with which the line is shown."""

    def texts(self) -> Iterator[str]:
        """Yield every text in it, in every language."""
        for texts in (self.start, self.centre, self.end):
            yield from texts.values()
