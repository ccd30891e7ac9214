"""Language tags for Word, and the direction of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefbuilder.domain.document import Content, Run, content_text
from briefbuilder.domain.languages import base_language
from briefbuilder.export.docx.ooxml import Node, make

_TAG = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*"

_CULTURES = {
    "ar": "ar-SA", "bg": "bg-BG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR",
    "en": "en-GB", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "ga": "ga-IE",
    "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "it": "it-IT", "ja": "ja-JP",
    "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "mt": "mt-MT", "nb": "nb-NO", "nl": "nl-NL", "no": "nb-NO",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Latn-RS",
    "sv": "sv-SE", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN",
    "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW",
}  # fmt: skip

_EAST_ASIAN = frozenset({"ja", "ko", "zh"})
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"})


@cache
def culture(tag: str) -> str:
    """Return a tag as Word writes it ("it" becomes "it-IT"), or "" if it is not a language tag."""
    known = _CULTURES.get(tag.lower())
    if known:
        return known
    return tag if re.fullmatch(_TAG, tag) else ""


@cache
def is_east_asian(tag: str | None) -> bool:
    """Return whether a language is written in Chinese, Japanese or Korean characters."""
    return base_language(tag) in _EAST_ASIAN


@cache
def is_right_to_left(tag: str | None) -> bool:
    """Return whether a language is written from right to left."""
    return base_language(tag) in _RIGHT_TO_LEFT


def language_element(tag: str | None) -> Node | None:
    """Return the `w:lang` of a run in a language, or None if the language is unknown."""
    name = culture(tag) if tag else ""
    if not name or tag is None:
        return None
    if is_east_asian(tag):
        return make("w:lang", {"w:eastAsia": name})
    if is_right_to_left(tag):
        return make("w:lang", {"w:bidi": name})
    return make("w:lang", {"w:val": name})


def document_language_element(tag: str, name: str = "w:lang") -> Node:
    """Return the language of a document in the attribute of its script, with defaults in the others."""
    own = culture(tag) or "en-GB"
    latin = "en-GB" if is_east_asian(tag) or is_right_to_left(tag) else own
    return make(
        name,
        {
            "w:val": latin,
            "w:eastAsia": own if is_east_asian(tag) else "ja-JP",
            "w:bidi": own if is_right_to_left(tag) else "ar-SA",
        },
    )


# Word orders a line itself (UAX #9), but takes the direction of a paragraph from `w:bidi` and the font,
# size and weight of a run from `w:rtl`, so that a run must not mix directions.

# The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# Compiled at their first use: most documents need none of them.
_HAS_RTL = f"[{_RTL}]"
_STRONG_RTL = f"(?![\u0660-\u0669\u06f0-\u06f9])[{_RTL}]"
_STRONG_LTR = f"(?![{_RTL}])[^\\W\\d_]"
_RTL_RUN = f"[{_RTL}](?:[^{_RTL}]*?[{_RTL}])*?(?=[^{_RTL}]*?(?:(?![{_RTL}])[^\\W\\d_]|$))"
_LTR_RUN = f"(?![{_RTL}])[^\\W\\d_](?:[^{_RTL}]*(?![{_RTL}])\\w)?"


def is_paragraph_right_to_left(text: str, language: str | None) -> bool:
    """Return whether a paragraph runs from right to left, by its language or by most of its letters."""
    if is_right_to_left(language):
        return True
    if not _has_rtl(text):
        return False
    return len(re.findall(_STRONG_RTL, text)) > len(re.findall(_STRONG_LTR, text))


def is_content_right_to_left(content: Content, language: str | None) -> bool:
    """Return whether content runs from right to left, by its language or by most letters in its own language."""
    own = "".join(run.text for run in content if isinstance(run, Run) and run.language is None)
    text = own if any(map(str.isalpha, own)) else content_text(content)
    return is_paragraph_right_to_left(text, language)


def _has_rtl(text: str) -> bool:
    try:
        # by far the fastest test for Western text
        text.encode("latin-1")
    except UnicodeEncodeError:
        return re.search(_HAS_RTL, text) is not None
    return False


def split_by_direction(text: str, paragraph_rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield pieces of the text, each with whether it runs from right to left.

    In a left-to-right paragraph a right-to-left piece reaches from its first to its last letter; in a
    right-to-left paragraph it is everything between left-to-right words.
    """
    if not paragraph_rtl and not _has_rtl(text):
        yield text, False
        return
    pattern = _LTR_RUN if paragraph_rtl else _RTL_RUN
    position = 0
    for match in re.finditer(pattern, text):
        if match.start() > position:
            yield text[position : match.start()], paragraph_rtl
        yield match.group(), not paragraph_rtl
        position = match.end()
    if position < len(text):
        yield text[position:], paragraph_rtl
