"""Finds faults that involve several keys of a template, and settings that are valid but not advisable.

Faults are searched for in the raw tree, so that they are reported with all others; values of the wrong
type are left to the other checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.styles import Style
from briefbuilder.locales.numbers import stored_number
from briefbuilder.system.fonts import font_families
from briefbuilder.templating.faults import missing_font_fault, unknown_name_fault
from briefbuilder.templating.model import (
    PAGE_PLACEHOLDERS,
    PLACEHOLDER,
    SUBTITLE_PLACEHOLDERS,
    VALUE_PLACEHOLDERS,
    Template,
)
from briefbuilder.templating.parts import ContentsPart, SourcesPart
from briefbuilder.templating.values import ANY_LANGUAGE, is_language_tag
from briefbuilder.templating.words import WORDS, has_words
from briefbuilder.yaml_tree import Path, Value, YamlFault, YamlPosition, YamlTree

MIN_CONTRAST = 4.5
"""The least contrast of text and its background (WCAG 2.1, success criterion 1.4.3)."""

_LETTER_WIDTH = 0.48
"""The mean width of a letter in ems, over the included text fonts."""
_WORD_LENGTH = 5.5
"""The letters of a word and its space; low, so that only limits that surely do not fit are reported."""
_WHITE = "#ffffff"
_LEAST_ROOM = 72.0
"""The least width of a column and height of the text on a page, in points."""
_LEAST_POINTS = 60.0
"""A length of the page without a unit from which points are surely meant."""
_LEAST_WIDTH = 12.0
"""A width of a column or picture without a unit from which points may be meant."""
_LARGEST_CENTIMETRES = 10.0
_PAGE_LENGTHS: tuple[Path, ...] = (
    ("page", "margins"),
    *(("page", "margins", side) for side in ("top", "bottom", "inner", "outer")),
    *(("page", key) for key in ("column-gap", "header", "footer")),
)
_TEXTS = {
    "name", "label", "help", "hint", "description", "start", "centre", "end", "subtitle", "sample", "closing",
    "watermark", "alternative-text",
}  # fmt: skip
_UNPRINTED = frozenset({"description", "help", "hint", "sample"})
"""Texts that only the window and the preview of a template show, in another language if need be."""
_MOST_UNPRINTED = 3
"""The texts of one language of which each has a finding of its own."""
_LETTER = re.compile(r"[^\W\d_]")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.|\S+@)\S+\Z", re.IGNORECASE)
WARNINGS = frozenset(
    {
        "template-language-inherited",
        "template-language-missing",
        "template-language-unprinted",
        "template-word-missing",
        "template-contrast",
        "template-font-missing",
        "template-font-missing-near",
        "template-length-unit",
        "template-limit-above-whole",
        "template-limit-lines",
        "template-limit-pages",
        "template-sample-too-long",
        "template-house-page",
        "template-house-part",
        "template-no-portions",
    }
)
"""The codes of faults with which a template can still be used."""


def template_warnings(
    template: Template, tree: YamlTree, drawn_font: Callable[[str], str] | None
) -> Iterator[YamlFault]:
    """Yield the warnings on a template; `drawn_font`, if given, returns the family that stands in for another."""
    yield from _check_units(tree)
    yield from _check_contrast(template, tree)
    yield from _check_limits(template, tree)
    yield from _check_samples(template, tree)
    if drawn_font is not None:
        yield from _check_fonts(tree, drawn_font)


def page_faults(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    """Yield the faults of a page whose margins leave no room for text."""
    page = template.page.setup()
    sides: dict[Path, float] = {("margins", "inner"): page.inner, ("margins", "outer"): page.outer}
    if page.columns > 1:
        sides["column-gap",] = page.column_gap * (page.columns - 1)
    heights: dict[Path, float] = {
        ("margins", "top"): page.top,
        ("margins", "bottom"): page.bottom,
        ("header",): page.header,
        ("footer",): page.footer,
    }
    height = page.height - max(page.top, page.header) - max(page.bottom, page.footer)
    for code, room, paper, lengths in (
        ("template-page-narrow", page.column_width, page.width, sides),
        ("template-page-low", height, page.height, heights),
    ):
        if room < _LEAST_ROOM:
            widest = max(lengths, key=lambda key: lengths[key])
            parameters = {
                "room": _centimetres(max(room, 0.0)),
                "paper": _centimetres(paper),
                "least": _centimetres(_LEAST_ROOM),
            }
            yield YamlFault(code, _position(tree, ("page", *widest)), parameters)


def _position(tree: YamlTree, path: Path) -> YamlPosition:
    """Return the position of a value, or of the nearest section around it that is in the file."""
    while path and path not in tree.value_positions:
        path = path[:-1]
    return tree.position_of(path)


def _centimetres(points: float) -> str:
    return f"{points * 2.54 / 72:.1f}".removesuffix(".0")


def _check_units(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield the lengths of the page, and widths, that have no unit and would be nearly nothing in points."""
    lengths = dict.fromkeys(_PAGE_LENGTHS, _LEAST_POINTS)
    widths = (path for path in tree.value_positions if path[-1:] in {("width",), ("label-width",)})
    for path, least in (lengths | dict.fromkeys(widths, _LEAST_WIDTH)).items():
        value = tree.value_at(path)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < least:
            continue
        unit = "cm" if value < _LARGEST_CENTIMETRES else "mm"
        parameters = {"value": f"{value:g}", "nearest": f"{value:g}{unit}", "points": f"{value:g}pt"}
        yield YamlFault("template-length-unit", tree.position_of(path), parameters)


def _check_contrast(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    sheet = template.style_sheet()
    for role, change in template.styles.items():
        if change.colour is None and change.background is None:
            continue
        style = sheet.style(role)
        ratio = contrast_ratio(style.colour, _background(style))
        if ratio < MIN_CONTRAST:
            key = "background" if change.colour is None else "colour"
            parameters = {"colour": style.colour, "ground": _background(style), "ratio": f"{ratio:.1f}"}
            yield YamlFault("template-contrast", tree.position_of(("styles", role, key)), parameters)


def _background(style: Style) -> str:
    return style.background or _WHITE


def _check_limits(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    """Yield limits that cannot be reached because another limit is reached first."""
    page, body = template.page.setup(), template.style_sheet().style("body")
    line = max(page.column_width / (body.size * _LETTER_WIDTH * _WORD_LENGTH), 1.0)
    rows = max(page.text_height, body.leading) / body.leading * page.columns
    total = template.limits.words
    if total and template.limits.pages and total > template.limits.pages * rows * line:
        fitting = str(int(template.limits.pages * rows * line))
        parameters = {"words": str(total), "pages": str(template.limits.pages), "fitting": fitting}
        yield YamlFault("template-limit-pages", tree.position_of(("limits", "words")), parameters)
    for index, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        words, position = part.limit.words, tree.position_of(("parts", index, "limit", "words"))
        if total and words > total and part.key not in template.annexes:
            yield YamlFault(
                "template-limit-above-whole", position, {"words": str(words), "whole": str(total)}
            )
        if part.limit.lines and words > part.limit.lines * line:
            parameters = {"words": str(words), "lines": str(part.limit.lines)}
            yield YamlFault(
                "template-limit-lines", position, {**parameters, "fitting": str(int(part.limit.lines * line))}
            )


def _check_samples(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    for index, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        for language, text in part.sample.items():
            count = len(text.replace("|", " ").replace("- ", " ").split())
            if count > part.limit.words:
                parameters = {"count": str(count), "limit": str(part.limit.words)}
                position = tree.position_of(("parts", index, "sample", language))
                yield YamlFault("template-sample-too-long", position, parameters)


def _check_fonts(tree: YamlTree, drawn_font: Callable[[str], str]) -> Iterator[YamlFault]:
    for path in _font_paths(tree):
        family = tree.value_at(path)
        if isinstance(family, str) and (used := drawn_font(family)) != family:
            fault = missing_font_fault(family, _families(), tree, path)
            yield replace(fault, parameters={**fault.parameters, "used": used})


def _font_paths(tree: YamlTree) -> Iterable[Path]:
    return [
        path for path in tree.value_positions if path[:1] == ("fonts",) and path != ("fonts", "embed")
    ] + [path for path in tree.value_positions if path[0:1] == ("styles",) and path[-1] == "font"]


def _families() -> tuple[str, ...]:
    shipped = font_families().values()
    return tuple(sorted({name for family in shipped for name in (family.name, *family.draws)}))


def semantic_faults(tree: YamlTree, profiles: Mapping[str, MarkingProfile] | None) -> Iterator[YamlFault]:
    """Yield the faults that involve several keys; markings are checked if profiles are given."""
    yield from _check_unique_keys(tree, "fields")
    yield from _check_unique_keys(tree, "parts")
    yield from _check_single_kinds(tree)
    yield from _check_reserved_keys(tree)
    yield from _check_placeholders(tree)
    yield from _check_defaults(tree)
    yield from _check_bounds(tree)
    yield from _check_conditions(tree)
    yield from _check_lists(tree)
    yield from _check_languages(tree)
    yield from _check_words(tree)
    if profiles is not None:
        yield from _check_markings(tree, profiles)


def _entries(tree: YamlTree, name: str, outer: Path = ()) -> Iterator[tuple[Path, dict[str, Value]]]:
    """Yield the entries of a list with their paths; parts are followed by those under their topics."""
    listed = tree.value_at((*outer, name))
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (*outer, name, index), entry
            if name == "parts" and not outer:
                yield from _entries(tree, name, (name, index))


def _check_unique_keys(tree: YamlTree, name: str) -> Iterator[YamlFault]:
    seen: dict[str, int] = {}
    for path, entry in _entries(tree, name):
        key, place = entry.get("key"), (*path, "key")
        if not isinstance(key, str):
            continue
        if key in seen:
            parameters = {"key": key, "first": str(seen[key])}
            yield YamlFault("template-name-twice", tree.position_of(place), parameters)
        seen.setdefault(key, tree.position_of(place).line)


def _check_reserved_keys(tree: YamlTree) -> Iterator[YamlFault]:
    taken = {*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS} - {"date"}
    for path, entry in _entries(tree, "fields"):
        key = entry.get("key")
        if isinstance(key, str) and key in taken:
            yield YamlFault("template-name-reserved", tree.position_of((*path, "key")), {"key": key})


SINGLE_KINDS = frozenset({"sources", "contents", "topics"})
"""The kinds of parts of which a template has at most one."""


def _check_single_kinds(tree: YamlTree) -> Iterator[YamlFault]:
    seen: set[str] = set()
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        if isinstance(kind, str) and kind in SINGLE_KINDS:
            if kind in seen:
                yield YamlFault("template-kind-twice", tree.position_of((*path, "kind")), {"kind": kind})
            seen.add(kind)


def placeholders_at(path: Path, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names that may be in braces in a text, none where braces are plain text; `fields` are the keys of fields."""
    match path:
        case ("header" | "footer", *_) | ("parts", _, "footer", *_):
            return (*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS, *fields)
        case ("page", "watermark", *_):
            return (*VALUE_PLACEHOLDERS, *fields)
        case ("subtitle", *_) | ("masthead" | "signature", "lines", *_) | ("parts", _, "closing", *_):
            return (*SUBTITLE_PLACEHOLDERS, *fields)
    return ()


def _check_placeholders(tree: YamlTree) -> Iterator[YamlFault]:
    fields = tuple(str(entry["key"]) for _, entry in _entries(tree, "fields") if "key" in entry)
    for path, text in _texts_under(tree.value, ()):
        valid = placeholders_at(path, fields)
        if not valid:
            continue
        for slot in PLACEHOLDER.findall(text):
            if slot not in valid:
                yield unknown_name_fault("slot", slot, valid, tree, path)
        rest = PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            yield YamlFault("template-brace", tree.position_of(path))


def _texts_under(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a tree with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts_under(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts_under(inner, (*path, place))


def _check_defaults(tree: YamlTree) -> Iterator[YamlFault]:
    for path, entry in _entries(tree, "fields"):
        default, place = entry.get("default"), (*path, "default")
        if isinstance(default, list | dict) or default in {None, ""}:
            continue
        if entry.get("kind") == "choice":
            valid = _values_of_choices(entry)
            if default not in valid:
                yield unknown_name_fault("value", str(default), valid, tree, place)
        elif entry.get("kind") == "date" and default != "today" and not _is_day(str(default)):
            yield YamlFault("template-day", tree.position_of(place), {"value": str(default)})


def _check_bounds(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield number fields with crossed bounds, or with a default outside the bounds."""
    for path, entry in _entries(tree, "fields"):
        low, high, default = (_number(entry.get(key)) for key in ("minimum", "maximum", "default"))
        if low is not None and high is not None and low > high:
            parameters = {"minimum": stored_number(low), "maximum": stored_number(high)}
            yield YamlFault("template-bounds-crossed", tree.position_of((*path, "maximum")), parameters)
        elif default is not None and not (default if low is None else low) <= default <= (
            default if high is None else high
        ):
            yield YamlFault(
                "template-default-outside",
                tree.position_of((*path, "default")),
                {"value": stored_number(default)},
            )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _check_conditions(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield the faults of fields and values in conditions."""
    fields = {str(entry["key"]): entry for _, entry in _entries(tree, "fields") if "key" in entry}
    for path in [path for path in tree.key_positions if path[-1] == "shown-when"]:
        conditions, owner = tree.value_at(path), tree.value_at(path[:-1])
        for key, value in conditions.items() if isinstance(conditions, dict) else ():
            place = (*path, key)
            if key not in fields:
                yield unknown_name_fault("field", key, tuple(fields), tree, place)
            elif path[0] == "fields" and isinstance(owner, dict) and owner.get("key") == key:
                yield YamlFault(
                    "template-condition-own", tree.position_of(place, of_key=True), {"field": key}
                )
            elif fields[key].get("kind") == "choice":
                yield from _check_choices(tree, fields[key], value, place)


def _check_choices(tree: YamlTree, field: dict[str, Value], value: Value, place: Path) -> Iterator[YamlFault]:
    valid = _values_of_choices(field)
    answers = value if isinstance(value, list) else [value]
    for index, answer in enumerate(answers):
        if isinstance(answer, str) and answer not in valid:
            path = (*place, index) if isinstance(value, list) else place
            yield unknown_name_fault("value", answer, valid, tree, path)


def _values_of_choices(field: dict[str, Value]) -> tuple[str, ...]:
    choices = field.get("choices")
    listed = choices if isinstance(choices, list) else ()
    return tuple(str(choice.get("value")) for choice in listed if isinstance(choice, dict))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_lists(tree: YamlTree) -> Iterator[YamlFault]:
    switches = {"sources": ("sources", "list"), "contents": ("contents", "show")}
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        switch = switches.get(kind) if isinstance(kind, str) else None
        if switch and tree.value_at(switch) is False:
            parameters = {"kind": str(kind), "switch": ": ".join(switch)}
            yield YamlFault("template-part-switched-off", tree.position_of((*path, "kind")), parameters)


def _template_languages(tree: YamlTree) -> tuple[str, ...]:
    """Return the languages of a template; what is no tag of a language has a fault of its own."""
    listed = tree.value_at(("languages",))
    return tuple(tag for tag in listed if is_language_tag(tag)) if isinstance(listed, list) else ()


def _check_languages(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield a fault for each text that lacks a language; those of a house style and many that no export has share one."""
    languages = {
        tag: tree.position_of(("languages", index)) for index, tag in enumerate(_template_languages(tree))
    }
    inherited: dict[str, list[YamlFault]] = {tag: [] for tag in languages}
    unprinted: dict[str, list[YamlFault]] = {tag: [] for tag in languages}
    for key, position, texts in _texts_by_language(tree):
        for language, listed in languages.items():
            if not texts.keys().isdisjoint({ANY_LANGUAGE, language, base_language(language)}):
                continue
            fault = YamlFault("template-language-missing", position, {"key": key, "language": language})
            if key in _UNPRINTED:
                unprinted[language].append(fault)
            elif position.file != listed.file:
                inherited[language].append(fault)
            else:
                yield fault
    for language, faults in unprinted.items():
        if len(faults) <= _MOST_UNPRINTED:
            yield from faults
        else:
            parameters = {"count": str(len(faults)), "language": language}
            yield YamlFault("template-language-unprinted", faults[0].position, parameters)
    for language, faults in inherited.items():
        if faults:
            style = PurePath(faults[0].position.file).name
            parameters = {"count": str(len(faults)), "language": language, "style": style}
            yield YamlFault("template-language-inherited", languages[language], parameters)


def _texts_by_language(tree: YamlTree) -> Iterator[tuple[str, YamlPosition, dict[str, Value]]]:
    """Yield the texts that must be written for each language, with their key and its position."""
    lines = [path for path in tree.value_positions if path[-2:-1] == ("lines",)]
    for path in (*tree.key_positions, *lines):
        texts = tree.value_at(path)
        is_text = path[0] != "styles" and (path[-1] in _TEXTS or path in lines or path[:-1] == ("words",))
        if is_text and isinstance(texts, dict) and texts and not _has_no_words(texts):
            yield "lines" if path in lines else str(path[-1]), tree.position_of(path, of_key=True), texts


def _has_no_words(texts: Mapping[str, Value]) -> bool:
    """Return whether texts are nothing but numbers, signs and addresses on the web, which are the same in all languages."""
    words = (word for text in texts.values() for word in str(text).split())
    return not any(_LETTER.search(word) and not _WEB_ADDRESS.match(word) for word in words)


def _check_words(tree: YamlTree) -> Iterator[YamlFault]:
    own = tree.value_at(("words",))
    words = own if isinstance(own, dict) else {}
    for index, language in enumerate(_template_languages(tree)):
        if has_words(language):
            continue
        missing = [word for word in WORDS if word not in words]
        if missing:
            parameters = {"language": language, "words": ", ".join(missing)}
            yield YamlFault("template-word-missing", tree.position_of(("languages", index)), parameters)


def _check_markings(tree: YamlTree, profiles: Mapping[str, MarkingProfile]) -> Iterator[YamlFault]:
    name, level = tree.value_at(("marking", "profile")), tree.value_at(("marking", "default"))
    if not isinstance(name, str):
        return
    if name not in profiles:
        yield unknown_name_fault("value", name, tuple(profiles), tree, ("marking", "profile"))
        return
    levels = tuple(level.id for level in profiles[name].levels)
    if level is not None and not levels:
        yield YamlFault(
            "template-marking-no-levels",
            tree.position_of(("marking", "default"), of_key=True),
            {"profile": name},
        )
    elif level is not None and level not in levels:
        yield unknown_name_fault("value", str(level), levels, tree, ("marking", "default"))
    if tree.value_at(("marking", "portions")) is True and not any(
        level.portion for level in profiles[name].levels
    ):
        yield YamlFault("template-no-portions", tree.position_of(("marking", "portions")), {"profile": name})
