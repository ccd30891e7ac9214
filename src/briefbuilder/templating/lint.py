"""Faults between the parts of a template, which no single value shows.

They are looked for in the raw tree rather than in the finished Template, so that they are told
together with all others; whatever has the wrong shape is left to the other checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.styles import Style
from briefbuilder.templating.faults import missing_name_fault, unknown_name_fault
from briefbuilder.templating.model import (
    PAGE_PLACEHOLDERS,
    PLACEHOLDER,
    SUBTITLE_PLACEHOLDERS,
    VALUE_PLACEHOLDERS,
    Template,
)
from briefbuilder.templating.parts import ContentsPart, SourcesPart
from briefbuilder.templating.styles import DEFAULT_STYLES
from briefbuilder.templating.values import ANY_LANGUAGE
from briefbuilder.templating.words import LANGUAGES, WORDS
from briefbuilder.yaml_tree import Path, Value, YamlFault, YamlTree

# How well letters can be read on their ground.

MIN_CONTRAST = 4.5
"""The least contrast of running text and its ground (WCAG 2.1, success criterion 1.4.3)."""


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours ("#rrggbb"), from 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What a template without errors should still not be: hard to read, in letters that are not there, impossible to keep.
#
# All of it is a warning: the template can be used.

_LETTER = 0.48
"""The mean width of a letter with the space beside it, in ems, over the text fonts that ship."""
_WORD = 5.5
"""Letters of a word with the space behind it: few, so that only what surely does not fit is told."""
_WHITE = "#ffffff"


def template_warnings(
    template: Template, tree: YamlTree, is_font: Callable[[str], bool] | None
) -> Iterator[YamlFault]:
    """Yield the warnings on a template; fonts are looked at where `is_font` tells which are there."""
    yield from _contrasts(template, tree)
    yield from _limits(template, tree)
    yield from _samples(template, tree)
    if is_font is not None:
        yield from _fonts(tree, is_font)


def _contrasts(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    sheet = template.style_sheet()
    for role, change in template.styles.items():
        if change.colour is None and change.background is None:
            continue
        style = sheet.style(role)
        ratio = contrast_ratio(style.colour, _ground(style))
        if ratio < MIN_CONTRAST:
            key = "background" if change.colour is None else "colour"
            parameters = {"colour": style.colour, "ground": _ground(style), "ratio": f"{ratio:.1f}"}
            yield YamlFault("template-contrast", tree.position_of(("styles", role, key)), parameters)


def _ground(style: Style) -> str:
    return style.background or _WHITE


def _limits(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    """Yield limits that are never reached because another one is reached first."""
    page, body = template.page_setup(), template.style_sheet().style("body")
    line = max(page.column_width / (body.size * _LETTER * _WORD), 1.0)
    rows = max(page.height - page.top - page.bottom, body.leading) / body.leading * page.columns
    whole = template.limits.words
    if whole and template.limits.pages and whole > template.limits.pages * rows * line:
        fitting = str(int(template.limits.pages * rows * line))
        parameters = {"words": str(whole), "pages": str(template.limits.pages), "fitting": fitting}
        yield YamlFault("template-limit-pages", tree.position_of(("limits", "words")), parameters)
    for at, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        words, position = part.limit.words, tree.position_of(("parts", at, "limit", "words"))
        if whole and words > whole and part.key not in template.annexes:
            yield YamlFault(
                "template-limit-above-whole", position, {"words": str(words), "whole": str(whole)}
            )
        if part.limit.lines and words > part.limit.lines * line:
            parameters = {"words": str(words), "lines": str(part.limit.lines)}
            yield YamlFault(
                "template-limit-lines", position, {**parameters, "fitting": str(int(part.limit.lines * line))}
            )


def _samples(template: Template, tree: YamlTree) -> Iterator[YamlFault]:
    for at, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        for language, text in part.sample.items():
            count = len(text.replace("|", " ").replace("- ", " ").split())
            if count > part.limit.words:
                parameters = {"count": str(count), "limit": str(part.limit.words)}
                position = tree.position_of(("parts", at, "sample", language))
                yield YamlFault("template-sample-too-long", position, parameters)


def _fonts(tree: YamlTree, is_font: Callable[[str], bool]) -> Iterator[YamlFault]:
    for path in _font_paths(tree):
        family = tree.value_at(path)
        if isinstance(family, str) and not is_font(family):
            yield missing_name_fault("template-font-missing", "font", family, _families(), tree, path)


def _font_paths(tree: YamlTree) -> Iterable[Path]:
    return [path for path in tree.value_positions if path[0:1] == ("fonts",) and len(path) == 2] + [
        path for path in tree.value_positions if path[0:1] == ("styles",) and path[-1] == "font"
    ]


def _families() -> tuple[str, ...]:
    return tuple(sorted({style.font for style in DEFAULT_STYLES.values()}))


_TEXTS = {
    "name", "label", "help", "hint", "description", "start", "centre", "end", "subtitle", "sample", "closing",
    "watermark",
}  # fmt: skip
WARNINGS = frozenset(
    {
        "template-language-missing",
        "template-word-missing",
        "template-contrast",
        "template-font-missing",
        "template-font-missing-near",
        "template-limit-above-whole",
        "template-limit-lines",
        "template-limit-pages",
        "template-sample-too-long",
        "template-house-page",
    }
)
"""The codes of faults with which a template can still be used."""


def semantic_faults(tree: YamlTree, profiles: Mapping[str, MarkingProfile] | None) -> Iterator[YamlFault]:
    """Yield the faults between parts; marks are looked up where profiles are given."""
    yield from _twice(tree, "fields")
    yield from _twice(tree, "parts")
    yield from _single_kinds(tree)
    yield from _reserved(tree)
    yield from _slots(tree)
    yield from _defaults(tree)
    yield from _bounds(tree)
    yield from _conditions(tree)
    yield from _lists(tree)
    yield from _languages(tree)
    yield from _words(tree)
    if profiles is not None:
        yield from _marks(tree, profiles)


def _entries(tree: YamlTree, name: str) -> Iterator[tuple[Path, dict[str, Value]]]:
    listed = tree.value_at((name,))
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (name, index), entry


def _twice(tree: YamlTree, name: str) -> Iterator[YamlFault]:
    seen: dict[str, int] = {}
    for path, entry in _entries(tree, name):
        key, place = entry.get("key"), (*path, "key")
        if not isinstance(key, str):
            continue
        if key in seen:
            parameters = {"key": key, "first": str(seen[key])}
            yield YamlFault("template-name-twice", tree.position_of(place), parameters)
        seen.setdefault(key, tree.position_of(place).line)


def _reserved(tree: YamlTree) -> Iterator[YamlFault]:
    taken = {*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS} - {"date"}
    for path, entry in _entries(tree, "fields"):
        if entry.get("key") in taken:
            position = tree.position_of((*path, "key"))
            yield YamlFault("template-name-reserved", position, {"key": str(entry["key"])})


def _single_kinds(tree: YamlTree) -> Iterator[YamlFault]:
    seen: set[str] = set()
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        if kind in {"sources", "contents", "topics"} and isinstance(kind, str):
            if kind in seen:
                yield YamlFault("template-kind-twice", tree.position_of((*path, "kind")), {"kind": kind})
            seen.add(kind)


def _slots(tree: YamlTree) -> Iterator[YamlFault]:
    fields = tuple(str(entry["key"]) for _, entry in _entries(tree, "fields") if "key" in entry)
    everywhere = (*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS, *fields)
    for region in ("header", "footer"):
        yield from _slots_under(tree, (region,), everywhere)
    yield from _slots_under(tree, ("subtitle",), (*SUBTITLE_PLACEHOLDERS, *fields))
    yield from _slots_under(tree, ("page", "watermark"), (*VALUE_PLACEHOLDERS, *fields))
    for path, _entry in _entries(tree, "parts"):
        yield from _slots_under(tree, (*path, "closing"), (*SUBTITLE_PLACEHOLDERS, *fields))


def _slots_under(tree: YamlTree, path: Path, valid: tuple[str, ...]) -> Iterator[YamlFault]:
    value = tree.value_at(path)
    steps: Iterator[str | int] = iter(())
    if isinstance(value, dict):
        steps = iter(value)
    elif isinstance(value, list):
        steps = iter(range(len(value)))
    for step in steps:
        yield from _slots_under(tree, (*path, step), valid)
    if isinstance(value, str):
        for slot in PLACEHOLDER.findall(value):
            if slot not in valid:
                yield unknown_name_fault("slot", slot, valid, tree, path)
        if "{" in PLACEHOLDER.sub("", value) or "}" in PLACEHOLDER.sub("", value):
            yield YamlFault("template-brace", tree.position_of(path))


def _defaults(tree: YamlTree) -> Iterator[YamlFault]:
    for path, entry in _entries(tree, "fields"):
        default, place = entry.get("default"), (*path, "default")
        if default in {None, ""} or isinstance(default, list | dict):
            continue
        if entry.get("kind") == "choice":
            choices = entry.get("choices")
            listed = choices if isinstance(choices, list) else ()
            valid = tuple(str(choice.get("value")) for choice in listed if isinstance(choice, dict))
            if default not in valid:
                yield unknown_name_fault("value", str(default), valid, tree, place)
        elif entry.get("kind") == "date" and default != "today" and not _is_day(str(default)):
            yield YamlFault("template-day", tree.position_of(place), {"value": str(default)})


def _bounds(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield the fields of numbers whose bounds leave nothing, or whose own default lies outside."""
    for path, entry in _entries(tree, "fields"):
        low, high, default = (_number(entry.get(key)) for key in ("minimum", "maximum", "default"))
        if low is not None and high is not None and low > high:
            parameters = {"minimum": f"{low:g}", "maximum": f"{high:g}"}
            yield YamlFault("template-bounds-crossed", tree.position_of((*path, "maximum")), parameters)
        elif default is not None and not (default if low is None else low) <= default <= (
            default if high is None else high
        ):
            yield YamlFault(
                "template-default-outside", tree.position_of((*path, "default")), {"value": f"{default:g}"}
            )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _conditions(tree: YamlTree) -> Iterator[YamlFault]:
    """Yield what is wrong with the fields and the values that something is shown with."""
    fields = {str(entry["key"]): entry for _, entry in _entries(tree, "fields") if "key" in entry}
    for path in [path for path in tree.key_positions if path[-1] == "shown-when"]:
        wanted, owner = tree.value_at(path), tree.value_at(path[:-1])
        for key, value in wanted.items() if isinstance(wanted, dict) else ():
            place = (*path, key)
            if key not in fields:
                yield unknown_name_fault("field", key, tuple(fields), tree, place)
            elif path[0] == "fields" and isinstance(owner, dict) and owner.get("key") == key:
                yield YamlFault(
                    "template-condition-own", tree.position_of(place, of_key=True), {"field": key}
                )
            elif fields[key].get("kind") == "choice":
                yield from _answers(tree, fields[key], value, place)


def _answers(tree: YamlTree, field: dict[str, Value], value: Value, place: Path) -> Iterator[YamlFault]:
    choices = field.get("choices")
    listed = choices if isinstance(choices, list) else ()
    valid = tuple(str(choice.get("value")) for choice in listed if isinstance(choice, dict))
    each = (
        [((*place, at), one) for at, one in enumerate(value)] if isinstance(value, list) else [(place, value)]
    )
    for position, answer in each:
        if isinstance(answer, str) and answer not in valid:
            yield unknown_name_fault("value", answer, valid, tree, position)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _lists(tree: YamlTree) -> Iterator[YamlFault]:
    switches = {"sources": ("sources", "list"), "contents": ("contents", "show")}
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        switch = switches.get(kind) if isinstance(kind, str) else None
        if switch and tree.value_at(switch) is False:
            parameters = {"kind": str(kind), "switch": ": ".join(switch)}
            yield YamlFault("template-part-switched-off", tree.position_of((*path, "kind")), parameters)


def _wanted_languages(tree: YamlTree) -> tuple[str, ...]:
    listed = tree.value_at(("languages",))
    return tuple(word for word in listed if isinstance(word, str)) if isinstance(listed, list) else ()


def _languages(tree: YamlTree) -> Iterator[YamlFault]:
    wanted = _wanted_languages(tree)
    for path in tree.key_positions:
        value = tree.value_at(path)
        is_text = path[0] != "styles" and (path[-1] in _TEXTS or (len(path) == 2 and path[0] == "words"))
        if not is_text or not isinstance(value, dict) or ANY_LANGUAGE in value:
            continue
        for language in wanted:
            if value and language not in value and language.partition("-")[0] not in value:
                yield YamlFault(
                    "template-language-missing",
                    tree.position_of(path, of_key=True),
                    {"key": str(path[-1]), "language": language},
                )


def _words(tree: YamlTree) -> Iterator[YamlFault]:
    own = tree.value_at(("words",))
    said = own if isinstance(own, dict) else {}
    for index, language in enumerate(_wanted_languages(tree)):
        if language.partition("-")[0] in LANGUAGES:
            continue
        missing = [word for word in WORDS if word not in said]
        if missing:
            parameters = {"language": language, "words": ", ".join(missing)}
            yield YamlFault("template-word-missing", tree.position_of(("languages", index)), parameters)


def _marks(tree: YamlTree, profiles: Mapping[str, MarkingProfile]) -> Iterator[YamlFault]:
    name, level = tree.value_at(("marking", "profile")), tree.value_at(("marking", "default"))
    if not isinstance(name, str):
        return
    if name not in profiles:
        yield unknown_name_fault("value", name, tuple(profiles), tree, ("marking", "profile"))
        return
    levels = tuple(each.id for each in profiles[name].levels)
    if level is not None and level not in levels:
        yield unknown_name_fault("value", str(level), levels, tree, ("marking", "default"))
