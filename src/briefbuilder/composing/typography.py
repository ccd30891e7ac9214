"""Quotation marks, labels and typed characters in a language.

If the Unicode CLDR differs from a style guide, `resources/words` has the latter: for French the rules of the
Imprimerie nationale (a no-break space inside guillemets and before a colon), for other languages of the European Union
the style guide of its Publications Office.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from unicodedata import bidirectional

from briefbuilder.domain.document import Content, DrawnInline, Run, content_text
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.locales.data import Locale, find_locale

_QUOTE_LENGTH = 80
"""The length of a quotation in findings, in characters."""
NO_BREAK = "\u00a0"
_STRONG = frozenset({"L", "R", "AL"})
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
NARROW_NO_BREAK = "\u202f"

_VALUE = "{}"
"""The place of a number or name in a fixed word that does not begin with the word."""
_DAY_AND_MONTH = lazy_pattern(r"(?<!\d)\d{1,2}(?:\.|er|º)? (?=[^\W\d_]{2})|(?<=[^\W\d_]) (?=\d{1,2}(?!\d))")
"""A day with the space before its month ("14. Oktober"), or the space between a month and its day ("October 14")."""
_PLURAL = lazy_pattern(r"(?<=[A-Z]{2})(s)(?![^\W_])")
"""The "s" of the plural of an acronym ("CVs")."""
_APOSTROPHE = lazy_pattern(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def _conventions(language: str) -> Locale:
    """Return the conventions of a language, those of English if the program has none."""
    locale = find_locale(language) or find_locale("en")
    assert locale is not None
    return locale


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the outer quotation marks of a language, with the spaces inside them."""
    return _conventions(language).quotes[:2]


def nest_quotes(text: str, language: str) -> str:
    """Return a text in which pairs of the outer quotation marks of a language are the inner ones."""
    before, after, inner_before, inner_after = _conventions(language).quotes
    opening, closing = before.strip(), after.strip()
    pair = re.compile(rf"{opening}\s?([^{opening}{closing}]*?)\s?{closing}")
    return pair.sub(lambda found: f"{inner_before}{found[1]}{inner_after}", text)


def nest_content_quotes(content: Content, language: str) -> Content:
    """Return content in which the runs, except for code, are as `nest_quotes` returns them."""
    return tuple(
        replace(inline, text=nest_quotes(inline.text, language))
        if isinstance(inline, Run) and not inline.code
        else inline
        for inline in content
    )


def inner_comma(language: str) -> str:
    """Return the comma with the closing quotation mark if the comma goes inside, or else an empty text.

    Only American English puts the comma inside (Chicago Manual of Style, 6.9).
    """
    return f",{quotation_marks(language)[1]}" if language.lower() == "en-us" else ""


def direction_mark(text: str, language: str) -> str:
    """Return the direction mark of a document's language that keeps a number from running into the text before it.

    Return an empty text if no letter of the text has the other direction.
    """
    is_rtl = is_right_to_left(language)
    against = {"L"} if is_rtl else {"R", "AL"}
    mark = _RIGHT_TO_LEFT_MARK if is_rtl else _LEFT_TO_RIGHT_MARK
    return mark if any(bidirectional(character) in against for character in text) else ""


def bind_ends(content: Content, language: str) -> Content:
    """Return content of the direction opposite to a document's with its brackets, marks and figures at both ends kept in it.

    They have no direction of their own and would take the document's. The first letter gives the content's direction.
    """
    text = content_text(content)
    strong = next((kind for kind in map(bidirectional, text) if kind in _STRONG), "")
    if not strong or (strong != "L") == is_right_to_left(language):
        return content
    mark = _LEFT_TO_RIGHT_MARK if strong == "L" else _RIGHT_TO_LEFT_MARK
    before, after = ("" if bidirectional(end) in _STRONG else mark for end in (text[0], text[-1]))
    last = len(content) - 1
    return tuple(
        replace(inline, text=f"{before * (at == 0)}{inline.text}{after * (at == last)}")
        if isinstance(inline, Run)
        else inline
        for at, inline in enumerate(content)
    )


def value_mark(before: str, value: str, language: str) -> str:
    """Return the direction mark between a text and a value such as a date, so that its first figure stays with its words.

    Return an empty text if the text has no letter of the other direction, or the value does not begin with a figure.
    """
    own = {"R", "AL"} if is_right_to_left(language) else {"L"}
    strong = (kind for kind in map(bidirectional, value) if kind in {"L", "R", "AL"})
    return direction_mark(before, language) if value[:1].isdigit() and next(strong, "") in own else ""


def figures_mark(language: str) -> str:
    """Return the direction mark around figures such as 1/3 in a document from right to left, in others an empty text."""
    return _LEFT_TO_RIGHT_MARK if is_right_to_left(language) else ""


def format_label(label: str, language: str) -> str:
    """Return a label with a colon and a space."""
    return f"{label}{_conventions(language).colon}"


def curl_apostrophes(text: str) -> str:
    """Return a text with typographic apostrophes between letters: "l’Union", "Women’s rights"."""
    return _APOSTROPHE.sub("’", text)


def add_value(word: str, value: str, gap: str = NO_BREAK) -> str:
    """Return a fixed word with a number or a name at its place, after it unless it says otherwise."""
    return word.replace(_VALUE, value) if _VALUE in word else f"{word}{gap}{value}"


def bind_value(label: str) -> str:
    """Return a label with a no-break space at its end, which keeps a short value on the same line."""
    return f"{label[:-1]}{NO_BREAK}" if label.endswith(" ") else label


def bind_day(date: str) -> str:
    """Return a date in which the day stays on the same line as its month."""
    return _DAY_AND_MONTH.sub(lambda found: found[0].replace(" ", NO_BREAK), date)


_UNITS = (
    "[%‰€$£¥₩₽°]|(?:[kcmn]?m|[km]?g|[kMGT]W?h?|[kMG]?Hz|t|ha|h|min|s|bar|Mio|Mill|Mrd|Mds?|M€|Md€|Tsd|bn|mn|mln|mld"
    "|EUR|USD|GBP|JPY|CHF|CNY|RMB)[²³]?(?![^\\W_])"
)
_BEFORE_FIGURE = (
    # thousands (1 250 000), signs (§ 12, n° 5), hours (9 h 30), short forms (art. 5, Nr. 3, pp. 12)
    r"(?<=\d )(?=\d{3}(?!\d))|(?<=[§¶№€$£¥₩₽] )|(?<=[Nn][°ºo] )|(?<=\d h )|(?<=[^\W\d_]\. )(?<![^\W\d_]{5}\. )"
)
_INITIALS = r"(?<=[^\W\d_]\. )(?<![^\W_]{2}\. )(?:(?=[^\W\d_]\.)|(?<=[A-ZÀ-Þ]\. )(?=[A-ZÀ-Þ]))"
"""J. Smith, and what is shortened to initials: z. B."""
_ADDRESSES = (
    r"(?<=(?<![^\W_])M[rs] )|(?<=(?<![^\W_])(?:[DFHM]r\.|MM\.|Mme|Mrs|Ms\.|St\.) )"
    r"|(?<=(?<![^\W_])(?:Mlle|Herr|Frau) )|(?<=Prof\. )"
)
"""Forms of address before a name."""


@cache
def _bound_space(language: str) -> re.Pattern[str]:
    """Return the pattern of a space between words that stay on one line: figures with what they count, dates, names."""
    months = tuple(map(re.escape, dict.fromkeys(_conventions(language).months)))
    before = "|".join(f"(?<={month} )" for month in months)
    days = r"(?:(?<=\d )|(?<=\d[.º°] )|(?<=\der ))"
    return re.compile(
        # Most spaces are before a small letter, and not behind a figure or a full stop.
        rf" (?:(?=[\dA-ZÀ-Þ])(?:(?=\d)(?:{_BEFORE_FIGURE}|(?=\d\d?(?!\d))(?:{before}))|(?<=[.ersu] )(?:{_ADDRESSES}))"
        rf"|(?<=[\d.º°r] )(?:{_INITIALS}|(?=[€$£¥₩₽])(?<=[\d.] )|(?<=\d )(?={_UNITS})"
        rf"|{days}(?=(?:{'|'.join(months)})(?![^\W_]))))"
    )


def bind_words(text: str, language: str) -> str:
    """Return a text with no-break spaces within figures, dates, and short forms with their number or name."""
    return _bound_space(language).sub(NO_BREAK, text)


def list_comma(language: str) -> str:
    """Return the comma between the parts of a citation, with its space."""
    return _conventions(language).comma


def keep_plural_small(content: Content) -> Content:
    """Return content whose acronyms keep the small "s" of their plural in capitals: "CVs" stays, "CVS" is another word."""
    found: list[DrawnInline] = []
    for inline in content:
        if not isinstance(inline, Run):
            found.append(inline)
            continue
        for at, text in enumerate(_PLURAL.split(inline.text)):
            found += [replace(inline, text=text, keeps_case=at % 2 == 1)] if text else []
    return tuple(found)


def end_sentence(text: str, language: str) -> str:
    """Return the full stop that ends a text; nothing if it has one already."""
    stop = _conventions(language).stop
    return "" if text.endswith(stop) else stop


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

_OPENING = lazy_pattern(r"(?:^|[\s(\[{—–«“‘\"/])\Z")
_ADDRESS = lazy_pattern(r"(?:\b(?:https?|mailto|ftp)|[\w.+-]+@[\w.-]+|www\.\S*|://\S*)\Z", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
"""The characters in which an address is looked for, since the time grows with the square of their number."""
_HYPHEN = lazy_pattern(r"[^\s-] -\Z")
_FIGURE = lazy_pattern(r"\d \Z")
_BEFORE_SIGN = lazy_pattern(r"[^\s\u00a0\u202f(\[«]( ?)\Z")


@value(kw_only=False)
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
            if before.endswith("–"):
                return TypedReplacement(1, "—")
            if before.endswith("-") and not before.endswith("--") and not _ends_in_address(before):
                return TypedReplacement(1, "–")
            return None
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
    opening, closing, inner_opening, inner_closing = _conventions(language).quotes
    # “ and ‘ open a quotation in English and close one in German
    starts = _OPENING.search(before) is not None and not before.endswith((closing.strip(), inner_closing))
    within = before.count(opening.strip()) > before.count(closing.strip())
    if within and not before.endswith(opening):
        inner = before.rfind(inner_opening) > max(before.rfind(inner_closing), before.rfind(opening.strip()))
        if starts or inner:
            return TypedReplacement(0, inner_closing if inner and not starts else inner_opening)
    return TypedReplacement(0, opening if starts else closing)


def _apostrophe_mark(before: str, language: str) -> str:
    """Return an apostrophe, or in English an opening single quotation mark."""
    return "‘" if language.lower().startswith("en") and _OPENING.search(before) else "’"


def _ends_in_address(before: str) -> bool:
    return _ADDRESS.search(before[-_LONGEST_ADDRESS:]) is not None


def _replace_french_punctuation(before: str, sign: str) -> TypedReplacement | None:
    found = _BEFORE_SIGN.search(before)
    if found is None or _ends_in_address(before) or before.endswith(("!", "?")):
        return None
    space = NO_BREAK if sign in ":»" else NARROW_NO_BREAK
    return TypedReplacement(len(found[1]), f"{space}{sign}")
