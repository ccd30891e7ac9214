"""The forms of one line that speak for or against a heading: its end, its case, its first words, its signs."""

from __future__ import annotations

import re
from typing import Literal

from briefbuilder.importers.plaintext.layout import ends_sentence

Shape = Literal["numbered", "capitals", "question", "one word", "title case", "sentence case"]

WIDEST = 150
"""Columns of the widest heading."""

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_PROSE, _SURE_PROSE = 55, 100
"""Columns from which a line that ends as a sentence does is prose, and from which any line is."""

_FURNITURE = re.compile(
    r"getty|images?\b|photo|foto|reuters|\b(?:AP|AFP|ANSA|EPA|dpa)\b|shutterstock|wikimedia|courtesy|credit|crédit|copyright"
    r"|©|quelle:|fonte:|related:|correlati|lire aussi|leggi anche|mehr zum|read more|powered by|advertis|pubblicit|publicité"
    r"|anzeige|comment|share|reply|\btags?\b|filed under|posted|updated|aggiornat|subscribe|sign up|newsletter|関連|写真",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:\(.*\)|\[.*\]|.*[/(](?:AP|AFP|ANSA|EPA|dpa|Reuters|Getty)\b.*|(?:related|read (?:more|also)|leggi anche|lire aussi|à lire|lesen sie auch|mehr zum thema|関連記事)\s*[:：].*|[\W_]*(?:photo|foto|image|immagine|illustration|screenshot|picture|bild)s?\s*(?:by|de|di|von|:|：|/).*)$",
    re.IGNORECASE,
)
"""What is wholly in brackets, what leads to other texts, and what tells who took a picture: never a heading."""

_PASSING = re.compile(
    r"^(?:images?|photos?|bild(?:er)?|foto|immagin[ei]|写真|画像|advertisements?|anzeige|pubblicità|publicité|share|teilen"
    r"|condividi|partager|facebook|twitter|(?:play )?video|next|credits?\s*[:：].*|\(.*\)|\[.*\]|＜.*＞|【.*】)$",
    re.IGNORECASE,
)
"""What stands between the lines of a text without being one: signs of pictures and buttons, asides in brackets."""

_TWO_SENTENCES = re.compile(r"[.!?…][\"”’»)]?\s+\w|[。！？].")
_WORD = re.compile(r"[^\W\d_]+")
_WIDE_SIGN = re.compile("[\u3040-\u9fff]")
_BARS = frozenset("|/@•·")
_CLOSERS = "\"'”’»)］）」』"
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$|\bvs\.$|(?<!\w)[A-Z]\.$|\b(?:Inc|Co|Ltd|Jr|Sr|Bros|etc)\.$")


def may_head(text: str, width: int, lines: int) -> bool:
    """Tell whether a line of so many columns may be a heading at all."""
    if not 2 <= width <= WIDEST or lines > 3 or not any(map(str.isalpha, text)):
        return False
    if _CAPTION.match(text) or is_passing(text) or text.endswith((",", ";", ":", "：", "、", "。", "।")):
        return False
    if text.endswith(".") and not text.endswith("...") and not ends_abbreviated(text):
        return False
    return not text[0].islower() or text[1:2].isupper()


def ends_abbreviated(text: str) -> bool:
    """Tell whether a line's last full stop is that of an abbreviation: "N.Y.C.", "Smith & Co."."""
    return _ABBREVIATED.search(text) is not None


def is_prose(text: str, width: int) -> bool:
    """Tell whether a line is a paragraph's."""
    return width >= _SURE_PROSE or (width >= _PROSE and ends_sentence(text))


def is_question(text: str) -> bool:
    """Tell whether a line ends with a question mark, before quotation marks and brackets."""
    return text.rstrip(_CLOSERS).endswith(("?", "？"))


def is_furniture(text: str) -> bool:
    """Tell whether a line holds what pages carry beside their text: agencies, "read more", "comments"."""
    return _FURNITURE.search(text) is not None


def shape_of(text: str) -> Shape:
    """Return the one form that a line has, by which the headings of a text are alike."""
    if NUMBERED.match(text):
        return "numbered"
    if text.isupper() and len(text) > 3:
        return "capitals"
    if is_question(text):
        return "question"
    share = capitalised(text)
    if share is None:
        return "one word"
    return "title case" if share >= 0.8 else "sentence case"


def is_passing(text: str) -> bool:
    """Tell whether a line only passes by: "Image", "Share", what is wholly in brackets."""
    return _PASSING.match(text) is not None


def forms_of(text: str, width: int) -> dict[str, float]:
    """Return what a line's own form tells, by name."""
    share = capitalised(text)
    return {
        "width": width,
        "words": len(text.split()),
        "letters": sum(map(str.isalpha, text)) / len(text),
        "capitals": -1 if share is None else share,
        "furniture": is_furniture(text),
        "numbered": NUMBERED.match(text) is not None,
        "two sentences": _TWO_SENTENCES.search(text) is not None,
        "ends as a sentence": ends_sentence(text),
        "digits": sum(map(str.isdigit, text)),
        "bars": sum(sign in _BARS for sign in text),
        "colon inside": ":" in text or "：" in text,
        "comma": "," in text or "、" in text or "，" in text,
        "exclamation": text.rstrip(_CLOSERS).endswith(("!", "！")),
    }


def capitalised(text: str) -> float | None:
    """Return the share of longer words with a capital, None for fewer than two of them and for scripts without case."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 2 or not any(word[0].isupper() or word[0].islower() for word in words):
        return None
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) / len(words)


def topic_words(text: str) -> frozenset[str]:
    """Return the stems by which a heading and its paragraphs are about the same; pairs of signs in wide scripts."""
    found = {word.casefold()[:6] for word in _WORD.findall(text) if len(word) > 3}
    wide = [sign.start() for sign in _WIDE_SIGN.finditer(text)]
    if len(wide) * 3 > len(text):
        found |= {text[place : place + 2] for place in wide}
    return frozenset(found)
