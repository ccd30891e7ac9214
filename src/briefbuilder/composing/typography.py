"""Formats dates, numbers, labels and quotation marks in a language, and replaces typed characters.

Sources: for French the rules of the Imprimerie nationale (a no-break space inside guillemets and before a colon), for
Italian the style guide of the EU's Publications Office, for English the British forms; American dates begin with the
month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

_QUOTE_LENGTH = 80
"""The length of a quotation in findings, in characters."""
NO_BREAK = "\u00a0"
LEFT_TO_RIGHT_MARK = "\u200e"
NARROW_NO_BREAK = "\u202f"

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_FIRST_OF_MONTH = {"it": "1º", "fr": "1er"}
_QUOTES = {
    "en": ("“", "”"),
    "it": ("«", "»"),
    "fr": (f"«{NO_BREAK}", f"{NO_BREAK}»"),
    "de": ("„", "“"),
    "es": ("«", "»"),
    "ja": ("「", "」"),
}
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_SEPARATORS = {"en": (",", "."), "it": (".", ","), "fr": (NARROW_NO_BREAK, ","), "de": (".", ",")}


def _base_language(language: str) -> str:
    return language.partition("-")[0].lower()


def format_date(day: date, language: str) -> str:
    """Return a date in words ("25 novembre 2026"), or as YYYY-MM-DD in other languages."""
    base = _base_language(language)
    if base not in _MONTHS:
        return day.isoformat()
    month = _MONTHS[base].split()[day.month - 1]
    if language.lower() == "en-us":
        return f"{month} {day.day}, {day.year}"
    number = _FIRST_OF_MONTH.get(base, "1") if day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the quotation marks of a language, with the spaces inside them."""
    return _QUOTES.get(_base_language(language), _QUOTES["en"])


def quote_text(text: str, language: str) -> str:
    """Return a text in the quotation marks of a language."""
    before, after = quotation_marks(language)
    return f"{before}{text}{after}"


def inner_comma(language: str) -> str:
    """Return the comma with the closing quotation mark if the comma goes inside, or else an empty text.

    Only American English puts the comma inside (Chicago Manual of Style, 6.9).
    """
    return f",{quotation_marks(language)[1]}" if language.lower() == "en-us" else ""


def runs_right_to_left(text: str, language: str) -> bool:
    """Return whether a text has right-to-left letters that differ from the direction of the document's language."""
    return _base_language(language) not in _RIGHT_TO_LEFT and any(
        bidirectional(character) in {"R", "AL"} for character in text
    )


def format_label(label: str, language: str) -> str:
    """Return a label with a colon and a space."""
    space = NO_BREAK if _base_language(language) == "fr" else ""
    return f"{label}{space}: "


def format_number(value: str, language: str) -> str:
    """Return a number, given with a decimal point, with the separators of a language ("1.234,5")."""
    thousands, decimal = _SEPARATORS.get(_base_language(language), _SEPARATORS["en"])
    sign = "−" if value.startswith("-") else ""
    whole, point, rest = value.lstrip("+-").partition(".")
    grouped = f"{int(whole or '0'):,}".replace(",", thousands)
    return f"{sign}{grouped}{decimal if point else ''}{rest}"


def shorten_quote(quote: str) -> str:
    """Return the beginning of a quotation on one line, for findings."""
    return shorten_text(" ".join(quote.split()), _QUOTE_LENGTH)


def shorten_text(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut between words if it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' :;,.–—-')}…"


# Smart quotes and other replacements of typed characters.
#
# French has a narrow no-break space before ; ! and ?, and a no-break space before a colon and inside guillemets. A
# quotation inside guillemets has the marks “ ”. A space typed between a number and %, ‰, € or ° becomes a no-break
# space, and a hyphen between spaces becomes a dash.

_OPENING = re.compile(r"(?:^|[\s(\[{—–«“‘\"/])\Z")
_ADDRESS = re.compile(r"(?:\b(?:https?|mailto|ftp)|[\w.+-]+@[\w.-]+|www\.\S*|://\S*)\Z", re.IGNORECASE)
_HYPHEN = re.compile(r"[^\s-] -\Z")
_FIGURE = re.compile(r"\d \Z")
_BEFORE_SIGN = re.compile(r"[^\s\u00a0\u202f(\[«]( ?)\Z")


@dataclass(frozen=True, slots=True)
class TypedReplacement:
    """The replacement of a typed character and of `removed` characters before it."""

    removed: int
    text: str


def smart_replacement(before: str, sign: str, language: str) -> TypedReplacement | None:
    """Return the replacement of a character typed after the text `before` of its paragraph, or None."""
    match sign:
        case '"':
            return _replace_quote(before, language)
        case "'":
            return TypedReplacement(0, _apostrophe_mark(before, language))
        case "-":
            return _replace_dash(before)
        case _:
            return _replace_by_context(before, sign, language)


def _replace_by_context(before: str, sign: str, language: str) -> TypedReplacement | None:
    """Return the replacement of a character that depends on the spaces or equal characters before it."""
    french = language.lower().startswith("fr")
    found: TypedReplacement | None = None
    if sign == ".":
        found = TypedReplacement(2, "…") if before.endswith("..") and not before.endswith("...") else None
    elif sign == " ":
        found = TypedReplacement(1, "– ") if _HYPHEN.search(before) else None
    elif sign in "%‰€°":
        found = TypedReplacement(1, f"{NO_BREAK}{sign}") if _FIGURE.search(before) else None
    elif french and sign == "«":
        found = TypedReplacement(0, quotation_marks(language)[0])
    elif french and sign in ";!?:»":
        found = _replace_french_punctuation(before, sign)
    return found


def _replace_quote(before: str, language: str) -> TypedReplacement:
    opening, closing = quotation_marks(language)
    if opening[0] == "«":
        within = before.count("«") > before.count("»")
        inner = before.rfind("“") > max(before.rfind("”"), before.rfind("«"))
        if within and (inner or _OPENING.search(before)) and not before.endswith(opening):
            return TypedReplacement(0, "”" if inner and not _OPENING.search(before) else "“")
    return TypedReplacement(0, opening if _OPENING.search(before) else closing)


def _apostrophe_mark(before: str, language: str) -> str:
    """Return an apostrophe, or in English an opening single quotation mark."""
    return "‘" if language.lower().startswith("en") and _OPENING.search(before) else "’"


def _replace_dash(before: str) -> TypedReplacement | None:
    if before.endswith("–"):
        return TypedReplacement(1, "—")
    if before.endswith("-") and not before.endswith("--") and not _ADDRESS.search(before):
        return TypedReplacement(1, "–")
    return None


def _replace_french_punctuation(before: str, sign: str) -> TypedReplacement | None:
    found = _BEFORE_SIGN.search(before)
    if found is None or _ADDRESS.search(before) or before.endswith(("!", "?")):
        return None
    space = NO_BREAK if sign in ":»" else NARROW_NO_BREAK
    return TypedReplacement(len(found[1]), f"{space}{sign}")
