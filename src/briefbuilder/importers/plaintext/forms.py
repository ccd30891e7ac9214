"""The forms of one line that speak for or against a heading: its end, its case, its first words, its signs."""

from __future__ import annotations

import re
from typing import Literal

from briefbuilder.importers.plaintext.layout import ends_sentence

Shape = Literal["numbered", "capitals", "question", "one word", "title case", "sentence case"]

WIDEST = 150
"""Columns of the widest heading."""

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_NUMBER = re.compile(r"^(\d{1,2})(?:[.)]|(?:\.\d{1,2})+[.)]?)\s+\S")
_PROSE, _SURE_PROSE = 55, 100
"""Columns from which a line that ends as a sentence does is prose, and from which any line is."""

_CREDIT = re.compile(
    r"^(?:by|di|par|von|por|photo|foto|image|immagine|fig(?:ure|ura)?\.?|source|fonte|quelle|fuente|copyright|credits?"
    r"|illustration|video|table|tabella|tableau|tabelle|caption|crédit|share|follow)\b|^[©@#(\[]|https?://|www\.|\S@\S+\.\S"
    r"|\((?:AP|Reuters|AFP|ANSA)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"getty|images?\b|photo|foto|reuters|\b(?:AP|AFP|ANSA|EPA|dpa)\b|shutterstock|wikimedia|courtesy|credit|crédit|copyright"
    r"|©|quelle:|fonte:|related:|correlati|lire aussi|leggi anche|mehr zum|read more|powered by|advertis|pubblicit|publicité"
    r"|anzeige|comment|share|reply|\btags?\b|filed under|posted|updated|aggiornat|subscribe|sign up|newsletter|関連|写真",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:\(.*\)|\[.*\]|[\W_]*(?:photo|foto|image|immagine|illustration|screenshot|picture|bild)s?\s*(?:by|de|di|von|:|：|/).*)$",
    re.IGNORECASE,
)
"""What is wholly in brackets, and what tells who took a picture: never a heading."""

_CODE = re.compile(r"[{}<>=;\\]|\(\)|\w\(|--\w|\$\w|\w+\.\w+\(|^\S*/\S*/|_\w")
_QUOTED = re.compile(r"^[\"“„«‹「『‘'].*[\"”“»›」』’'][.,]?$")
_DATE_LIKE = re.compile(r"^[\W\d]*(?:\w+[\W\d]+){0,2}(?:19|20)\d\d[\W\d]*(?:\w{1,4}[\W\d]*)?$|\b\d\d?:\d\d\b")
_TWO_SENTENCES = re.compile(r"[.!?…][\"”’»)]?\s+\w|[。！？].")
_WORD = re.compile(r"[^\W\d_]+")
_CLOSERS = "\"'”’»)］）」』"
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$|\bvs\.$|(?<!\w)[A-Z]\.$|\b(?:Inc|Co|Ltd|Jr|Sr|Bros|etc)\.$")


def may_head(text: str, width: int, lines: int) -> bool:
    """Tell whether a line of so many columns may be a heading at all."""
    if not 2 <= width <= WIDEST or lines > 3 or not any(map(str.isalpha, text)):
        return False
    if _CAPTION.match(text) or text.endswith((",", ";", ":", "：", "、", "。", "।")):
        return False
    if text.endswith(".") and not text.endswith("...") and not _ABBREVIATED.search(text):
        return False
    return not text[0].islower() or text[1:2].isupper()


def is_prose(text: str, width: int) -> bool:
    """Tell whether a line is a paragraph's."""
    return width >= _SURE_PROSE or (width >= _PROSE and ends_sentence(text))


def number_of(text: str) -> int:
    """Return the number that a line begins with ("3.", "3)" or "3.1"), 0 where it is not numbered."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else 0


def is_question(text: str) -> bool:
    """Tell whether a line ends with a question mark, before quotation marks and brackets."""
    return text.rstrip(_CLOSERS).endswith(("?", "？"))


def is_credit(text: str) -> bool:
    """Tell whether a line begins as credits, captions and addresses do."""
    return _CREDIT.search(text) is not None


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
    share = _capitalised(text)
    if share is None:
        return "one word"
    return "title case" if share >= 0.8 else "sentence case"


def forms_of(text: str, width: int) -> set[str]:
    """Return the names of the forms that a line has."""
    share = _capitalised(text)
    words = text.split()
    tests = {
        "tiny": width <= 8,
        "over 16": width > 16,
        "over 24": width > 24,
        "over 40": width > 40,
        "wide": width > 60,
        "wider": width > 80,
        "widest": width > 100,
        "question": is_question(text),
        "exclamation": text.rstrip(_CLOSERS).endswith(("!", "！")),
        "trails off": text.endswith(("…", "...")),
        "sign first": not text[0].isalnum(),
        "digit first": text[0].isdigit(),
        "credit": is_credit(text),
        "furniture": is_furniture(text),
        "quoted": _QUOTED.match(text) is not None,
        "date": _DATE_LIKE.search(text) is not None,
        "numbered": NUMBERED.match(text) is not None,
        "capitals": text.isupper() and len(text) > 3,
        "title case": share is not None and share >= 0.8,
        "sentence case": share is not None and share < 0.6,
        "two sentences": _TWO_SENTENCES.search(text) is not None,
        "comma": "," in text or "、" in text or "，" in text,
        "dash": re.search(r"\s[-–—|]\s", text) is not None,
        "slash": re.search(r"[|/•→»]", text) is not None,
        "colon": re.search(r":\s|：", text) is not None,
        "brackets": "(" in text or "（" in text,
        "code": _CODE.search(text) is not None,
        "digits": sum(map(str.isdigit, text)) >= 3,
        "one word": len(words) == 1 and text.isascii(),
        "many words": len(words) > 12,
        "small words": len(words) >= 3 and sum(len(w) <= 3 and w.islower() for w in words) > 0.4 * len(words),
    }
    return {name for name, holds in tests.items() if holds}


def _capitalised(text: str) -> float | None:
    """Return the share of longer words with a capital, None for fewer than two of them and for scripts without case."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 2 or not any(word[0].isupper() or word[0].islower() for word in words):
        return None
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) / len(words)


def topic_words(text: str) -> frozenset[str]:
    """Return the stems by which a heading and its paragraphs are about the same; pairs of signs in wide scripts."""
    found = {word.casefold()[:6] for word in _WORD.findall(text) if len(word) > 3}
    wide = [place for place, sign in enumerate(text) if "\u3040" <= sign <= "\u9fff"]
    if len(wide) * 3 > len(text):
        found |= {text[place : place + 2] for place in wide}
    return frozenset(found)
