"""Languages as Word names them: three slots in a run's `w:lang`, cultures instead of bare languages."""

from __future__ import annotations

import re
from functools import cache

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


def base_language(tag: str) -> str:
    """Return the first part of a language tag, in lower case."""
    return tag.partition("-")[0].lower()


@cache
def culture(tag: str) -> str:
    """Return a tag as Word writes it ("it" becomes "it-IT"), or "" where it is no language tag."""
    known = _CULTURES.get(tag.lower())
    if known:
        return known
    return tag if re.fullmatch(_TAG, tag) else ""


@cache
def is_east_asian(tag: str | None) -> bool:
    """Tell whether a language is written in Chinese, Japanese or Korean characters."""
    return bool(tag) and base_language(tag or "") in _EAST_ASIAN


@cache
def is_right_to_left(tag: str | None) -> bool:
    """Tell whether a language is written from right to left."""
    return bool(tag) and base_language(tag or "") in _RIGHT_TO_LEFT


def language_element(tag: str | None) -> Node | None:
    """Return the `w:lang` of a run of that language, or None where nothing is known of it."""
    name = culture(tag) if tag else ""
    if not name or tag is None:
        return None
    if is_east_asian(tag):
        return make("w:lang", {"w:eastAsia": name})
    if is_right_to_left(tag):
        return make("w:lang", {"w:bidi": name})
    return make("w:lang", {"w:val": name})


def document_language(tag: str, name: str = "w:lang") -> Node:
    """Return the element that gives a document its language, in the slot of its script; no slot is empty."""
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
