"""Converts a Style to the properties of an OpenDocument style: a mapping of attributes to values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import LetterFrame, LetterRule, Role, Style
from briefbuilder.export.measures import BAR_GAP, BAR_WIDTH, HAIRLINE, PADDING
from briefbuilder.export.odt.xml import points
from briefbuilder.export.word_processing import (
    CALLOUT_ROLES,
    complex_font,
    culture,
    east_asian_font,
    is_boxed,
    is_east_asian,
    is_kept_whole,
    keeps_with_next,
    paragraph_borders,
    text_indents,
)

Properties = dict[str, str]

ALIGNMENTS = {"start": "start", "end": "end", "centre": "center", "justify": "justify"}
ALIGN = "fo:text-align"
_RIGHT_TO_LEFT = {"start": "right", "end": "left"}
"""The sides of text from right to left: LibreOffice takes "start" for the left side in any direction."""
_LEFT_TO_RIGHT = {"start": "left", "end": "right"}
_SIDES = ("top", "left", "bottom", "right")

_BORDER_KEYS = tuple(f"fo:{kind}-{side}" for kind in ("border", "padding") for side in _SIDES)
_GROUPS = (
    ("fo:margin-top", "fo:margin-bottom"),
    ("fo:margin-left", "fo:text-indent", "fo:margin-right"),
    _BORDER_KEYS,
)
_NO_GROUP = ({"fo:margin-right"},)
_INITIAL = {key: "none" if "border" in key else "0pt" for key in _BORDER_KEYS}


def text_properties(style: Style, language: str) -> Properties:
    """Return the text properties of a style; `language` chooses the font for East Asian text.

    East Asian and complex scripts are never slanted: they have no italics.
    """
    weight = "bold" if style.bold else "normal"
    return {
        "style:font-name": style.font,
        "style:font-name-asian": east_asian_font(style, language),
        "style:font-name-complex": complex_font(style.font),
        **font_size(style.size),
        **font_weight(weight),
        "fo:font-style": "italic" if style.italic else "normal",
        "fo:text-transform": "uppercase" if style.capitals else "none",
        "fo:font-variant": "small-caps" if style.small_caps else "normal",
        "fo:letter-spacing": points(style.letter_spacing) if style.letter_spacing else "normal",
        "style:text-underline-style": "solid" if style.underline else "none",
        "fo:color": style.colour,
    }


def name_side(align: str, *, rtl: bool) -> str:
    """Return an alignment with the side of the page in place of the start or the end of lines."""
    return (_RIGHT_TO_LEFT if rtl else _LEFT_TO_RIGHT).get(align, align)


def font_size(size: float) -> Properties:
    """Return a size of type, in points, for all scripts."""
    length = points(size)
    return {"fo:font-size": length, "style:font-size-asian": length, "style:font-size-complex": length}


def font_weight(weight: str) -> Properties:
    """Return a weight for all scripts."""
    return {
        "fo:font-weight": weight,
        "style:font-weight-asian": weight,
        "style:font-weight-complex": weight,
    }


@cache
def language_properties(tag: str | None) -> tuple[tuple[str, str], ...]:
    """Return the language of text in the attributes of its scripts, nothing for an unknown language."""
    name = culture(tag) if tag else ""
    if not name:
        return ()
    suffix = "-asian" if is_east_asian(tag) else "-complex" if is_right_to_left(tag) else ""
    first, *rest = name.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    country = next((part for part in rest if len(part) in {2, 3} and part != script), "none")
    space = "style" if suffix else "fo"
    found = [(f"{space}:language{suffix}", first), (f"{space}:country{suffix}", country)]
    return (*found, (f"{space}:script{suffix}", script)) if script else tuple(found)


def document_language(tag: str) -> Properties:
    """Return the language of a document in the attributes of its script, with defaults in the others."""
    result: Properties = {}
    latin = "en-GB" if is_east_asian(tag) or is_right_to_left(tag) else tag
    for language in (latin if culture(latin) else "en-GB", "ja-JP", "ar-SA", tag):
        result.update(language_properties(language))
    return result


def paragraph_properties(role: Role, style: Style) -> Properties:
    """Return the paragraph properties of a role's style."""
    start, end = _margins(role, style)
    return {
        "fo:margin-left": points(start),
        "fo:margin-right": points(end),
        "fo:text-indent": points(style.first_line),
        "fo:margin-top": points(style.space_before),
        "fo:margin-bottom": points(style.space_after),
        "style:line-height-at-least": points(style.leading),
        "fo:text-align": ALIGNMENTS[style.align],
        "fo:keep-with-next": "always" if keeps_with_next(role, style) else "auto",
        "fo:keep-together": "always" if is_kept_whole(role, style) else "auto",
        **_background_and_borders(role, style),
    }


def _margins(role: Role, style: Style) -> tuple[float, float]:
    """Return the distances of a paragraph's borders from the edges of the text, in points."""
    if role in CALLOUT_ROLES and (style.background or style.rule):
        return 0.0, 0.0
    start, end = text_indents(role, style)
    if is_boxed(role, style):
        return start - PADDING - HAIRLINE, end - PADDING - HAIRLINE
    if role == "quote" and style.rule:
        return start - BAR_GAP - BAR_WIDTH, end
    return start, end


def _background_and_borders(role: Role, style: Style) -> Properties:
    boxed = style.background if is_boxed(role, style) else None
    result: Properties = {"fo:background-color": boxed} if boxed else {}
    for side, rule in paragraph_borders(role, style).items():
        result |= border(side, *rule)
    return result


def complete_groups(changes: Mapping[str, str], whole: Mapping[str, str]) -> Properties:
    """Return changes to a style whose properties are `whole`, with the properties that readers take as one.

    LibreOffice forgets the space below a paragraph if its own style has only the space above.
    """
    result = dict(changes)
    for group in _GROUPS:
        if set(group) & result.keys() not in (set(), *_NO_GROUP):
            for key in group:
                value = whole.get(key, _INITIAL.get(key))
                if value is not None:
                    result.setdefault(key, value)
    return result


def border(side: str, colour: str, width: float, gap: float) -> Properties:
    """Return one border; its `width` and its `gap` to the text are in points."""
    return {f"fo:border-{side}": f"{points(width)} solid {colour}", f"fo:padding-{side}": points(gap)}


def no_borders() -> Properties:
    """Return the properties that remove borders and background of a paragraph's style."""
    removed: Properties = {"fo:background-color": "transparent"}
    for side in _SIDES:
        removed |= {f"fo:border-{side}": "none", f"fo:padding-{side}": "0pt"}
    return removed


def frame_properties(frame: LetterFrame | None) -> Properties:
    """Return the borders and the background of a paragraph, cell or frame of a letterhead."""
    if frame is None:
        return {}
    result: Properties = {}
    for side in _SIDES:
        rule: LetterRule | None = getattr(frame, side)
        if rule is not None:
            kind = "double" if rule.double else "solid"
            result[f"fo:border-{side}"] = f"{points(rule.whole_width)} {kind} {rule.colour}"
            result[f"fo:padding-{side}"] = points(rule.gap)
            if rule.double:
                result[f"style:border-line-width-{side}"] = " ".join([points(rule.width)] * 3)
    if frame.fill:
        result["fo:background-color"] = frame.fill
    return result
