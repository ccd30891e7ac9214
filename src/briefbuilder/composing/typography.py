"""How the labels that the program writes itself look in the briefing's language.

Sources: for French the Imprimerie nationale's rules (a no-break space inside guillemets and
before a colon), for Italian the house rules of the Union's publications office, for English
the British forms; American English dates stand month first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

_BEGINNING = 80
"""Characters by which a finding calls a quotation."""
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
_MARKS = {"en": (",", "."), "it": (".", ","), "fr": (NARROW_NO_BREAK, ","), "de": (".", ",")}


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def format_date(day: date, language: str) -> str:
    """Return a day in words ("25 novembre 2026"); in a language that is not known, as YYYY-MM-DD."""
    base = _base(language)
    if base not in _MONTHS:
        return day.isoformat()
    month = _MONTHS[base].split()[day.month - 1]
    if language.lower() == "en-us":
        return f"{month} {day.day}, {day.year}"
    number = _FIRST_OF_MONTH.get(base, "1") if day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the quotation marks of a language, with the spaces that go inside them."""
    return _QUOTES.get(_base(language), _QUOTES["en"])


def quote_text(text: str, language: str) -> str:
    """Return a text in the quotation marks of a language."""
    before, after = quotation_marks(language)
    return f"{before}{text}{after}"


def inner_comma(language: str) -> str:
    """Return the comma and the mark that close a quoted title within a list; "" where the comma follows the mark.

    American English alone puts the comma inside (Chicago Manual of Style, 6.9).
    """
    return f",{quotation_marks(language)[1]}" if language.lower() == "en-us" else ""


def runs_right_to_left(text: str, language: str) -> bool:
    """Tell whether a text in a document of a language holds letters that run against it, from right to left."""
    return _base(language) not in _RIGHT_TO_LEFT and any(
        bidirectional(character) in {"R", "AL"} for character in text
    )


def format_label(label: str, language: str) -> str:
    """Return a label with its colon and the space after it."""
    space = NO_BREAK if _base(language) == "fr" else ""
    return f"{label}{space}: "


def format_number(value: str, language: str) -> str:
    """Return a number, given with a decimal point, with the marks of a language ("1.234,5")."""
    thousands, decimal = _MARKS.get(_base(language), _MARKS["en"])
    sign = "−" if value.startswith("-") else ""
    whole, point, rest = value.lstrip("+-").partition(".")
    grouped = f"{int(whole or '0'):,}".replace(",", thousands)
    return f"{sign}{grouped}{decimal if point else ''}{rest}"


def shorten_quote(quote: str) -> str:
    """Return how a quotation begins, on one line: what a finding calls it by."""
    return shorten_text(" ".join(quote.split()), _BEGINNING)


def shorten_text(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut between words where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' :;,.–—-')}…"


# What a typed sign becomes in the typography of a language: quotation marks, apostrophes, dashes, dots, spaces.
#
# Where a sign stays what it is, nothing is told. The rules are those of typography.py; French sets a narrow space
# that does not break before ; ! and ?, and a full one before a colon and inside guillemets. A quotation within guillemets
# stands in “ ”. Between a figure and %, ‰, € or ° stands a space that does not break where one was typed; a hyphen
# between two spaces is a dash.

_OPENING = re.compile(r"(?:^|[\s(\[{—–«“‘\"/])\Z")
_ADDRESS = re.compile(r"(?:\b(?:https?|mailto|ftp)|[\w.+-]+@[\w.-]+|www\.\S*|://\S*)\Z", re.IGNORECASE)
_HYPHEN = re.compile(r"[^\s-] -\Z")
_FIGURE = re.compile(r"\d \Z")
_BEFORE_SIGN = re.compile(r"[^\s\u00a0\u202f(\[«]( ?)\Z")


@dataclass(frozen=True, slots=True)
class TypedReplacement:
    """What is put in the place of a typed sign and of so many characters before it."""

    removed: int
    text: str


def smart_replacement(before: str, sign: str, language: str) -> TypedReplacement | None:
    """Return what a sign becomes behind the text `before` of its paragraph, None where it stays as it is."""
    match sign:
        case '"':
            return _quote(before, language)
        case "'":
            return TypedReplacement(0, _apostrophe(before, language))
        case "-":
            return _dash(before)
        case _:
            return _spaced(before, sign, language)


def _spaced(before: str, sign: str, language: str) -> TypedReplacement | None:
    """Return what a sign becomes that the spaces around it, or signs of its own kind, decide."""
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
        found = _french(before, sign)
    return found


def _quote(before: str, language: str) -> TypedReplacement:
    opening, closing = quotation_marks(language)
    if opening[0] == "«":
        within = before.count("«") > before.count("»")
        inner = before.rfind("“") > max(before.rfind("”"), before.rfind("«"))
        if within and (inner or _OPENING.search(before)) and not before.endswith(opening):
            return TypedReplacement(0, "”" if inner and not _OPENING.search(before) else "“")
    return TypedReplacement(0, opening if _OPENING.search(before) else closing)


def _apostrophe(before: str, language: str) -> str:
    """Return an apostrophe; English also opens quotations with a single mark."""
    return "‘" if language.lower().startswith("en") and _OPENING.search(before) else "’"


def _dash(before: str) -> TypedReplacement | None:
    if before.endswith("–"):
        return TypedReplacement(1, "—")
    if before.endswith("-") and not before.endswith("--") and not _ADDRESS.search(before):
        return TypedReplacement(1, "–")
    return None


def _french(before: str, sign: str) -> TypedReplacement | None:
    found = _BEFORE_SIGN.search(before)
    if found is None or _ADDRESS.search(before) or before.endswith(("!", "?")):
        return None
    space = NO_BREAK if sign in ":»" else NARROW_NO_BREAK
    return TypedReplacement(len(found[1]), f"{space}{sign}")
