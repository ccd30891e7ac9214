"""The history under a mail: what earlier mails said, by the marks that mail programs put on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_WROTE = (
    r"(?:wrote|writes|a écrit|ha scritto|scrive|schrieb|escribió|escreveu|schreef|skrev|napisał(?:\(a\))?)"
)
_ATTRIBUTION = re.compile(rf"^(?!>)\S.{{3,400}}\b{_WROTE}\s*:$", re.DOTALL | re.IGNORECASE)
_ADDRESSED = re.compile(r"^(?!>)[^\n]*\d[^\n]*<[^<>\s@]+@[^<>\s]+>[^\n]{0,20}[:：]$")
"""A line with a date and an address right above what is quoted, in whatever language."""

_OPENING = re.compile(r"(?:on|il|le|am|el|em|op|den|dnia|w dniu|in data)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}|_{2,})\s*(?:original message|messaggio originale|messaggio inoltrato|message d['’]origine|message original"
    r"|message transféré|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original"
    r"|mensaje reenviado|mensagem original)\s*(?:-{2,}|_{2,})\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:from|da|de|von|van|od|från|fra)\*?\s?:\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(
    r"^\s*\*?(?:sent|date|inviato|data|envoyé|gesendet|datum|enviado|fecha|verzonden|skickat|sendt|wysłano)\*?\s?:\*?\s*\S",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\s*\*?(?:subject|oggetto|objet|betreff|asunto|assunto|onderwerp|ämne|emne|temat)\*?\s?:", re.IGNORECASE
)
_CLASSES = re.compile(
    r"\b(?:gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-forward-container)\b"
)
_MARKERS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION"})
_RULE = re.compile(r"border-top\s*:\s*solid", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of lines of a mail: the sender's own or quoted ones, without their marks."""

    text: str
    quoted: bool


def pieces_of(text: str) -> list[Piece]:
    """Divide a plain mail into the sender's own lines and quoted ones, in order."""
    lines = text.split("\n")
    end = _history_start(lines)
    pieces = list(_runs(lines[:end]))
    if end < len(lines):
        pieces.append(Piece(text="\n".join(_QUOTED.sub("", line) for line in lines[end:]), quoted=True))
    return [piece for piece in pieces if piece.text.strip()]


def unfolded(text: str) -> str:
    """Return "format=flowed" text (RFC 3676) with its soft line ends taken out."""
    kept: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        before = kept[-1] if kept else ""
        same = len(before) - len(before.lstrip(">")) == depth
        if kept and same and before.endswith(" ") and before.lstrip("> ") != "-- " and bare != "-- ":
            kept[-1] = before + bare
        else:
            kept.append(f"{'>' * depth} {bare}" if depth else bare)
    return "\n".join(kept)


def without_signature(text: str) -> tuple[str, str]:
    """Return a piece without the signature under its "-- ", and the signature."""
    lines = text.split("\n")
    for place in range(max(0, len(lines) - 20), len(lines)):
        if lines[place].rstrip("\r") in {"-- ", "--"} and place:
            return "\n".join(lines[:place]), "\n".join(lines[place + 1 :]).strip()
    return text, ""


def quoted_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements of a mail's markup that hold its history."""
    found: set[HtmlElement] = set()
    for element in root.iter("blockquote", "div"):
        kind = (element.get("class") or "", element.get("id") or "")
        cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
        if cited or _CLASSES.search(kind[0]):
            found.add(element)
        elif kind[1] in _MARKERS or _is_outlook_head(element):
            found.update(_from_here(element))
    return found


def _is_outlook_head(element: HtmlElement) -> bool:
    """Tell whether an element is the ruled head that Outlook sets over a mail that is answered."""
    if not _RULE.search(element.get("style") or ""):
        return False
    text = "".join(element.itertext())[:2000]
    lines = [line.strip() for line in re.split(r"\n|(?<=\S)\s{2,}", text)]
    return any(_FROM.match(line) for line in lines)


def _from_here(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and all that stands after it, from the outermost that begins with it."""
    parent = element.getparent()
    while (
        parent is not None
        and parent.tag == "div"
        and parent[0] is element
        and not (parent.text or "").strip()
    ):
        element, parent = parent, parent.getparent()
    yield element
    yield from element.itersiblings()


def _history_start(lines: Sequence[str]) -> int:
    """Return the line at which the history begins that runs to the end, else the number of lines."""
    for place, line in enumerate(lines):
        if _SEPARATOR.match(line):
            return place
        if _FROM.match(line):
            below = lines[place + 1 : place + 8]
            if any(map(_SENT.match, below)) and any(map(_SUBJECT.match, below)):
                rule = place and re.fullmatch(r"\s*_{5,}\s*", lines[place - 1])
                return place - 1 if rule else place
    return len(lines)


def _runs(lines: Sequence[str]) -> Iterator[Piece]:
    own: list[str] = []
    place = 0
    while place < len(lines):
        if not lines[place].startswith(">"):
            own.append(lines[place])
            place += 1
            continue
        end = place
        while end < len(lines) and (lines[end].startswith(">") or _goes_on(lines, end)):
            end += 1
        told = _attribution(own)
        yield Piece(text="\n".join(own[: len(own) - told]), quoted=False)
        quoted = [*own[len(own) - told :], *(_QUOTED.sub("", line) for line in lines[place:end])]
        yield Piece(text="\n".join(quoted), quoted=True)
        own, place = [], end
    yield Piece(text="\n".join(own), quoted=False)


def _goes_on(lines: Sequence[str], place: int) -> bool:
    """Tell whether a blank line stands between two quoted ones."""
    return not lines[place].strip() and place + 1 < len(lines) and lines[place + 1].startswith(">")


def _attribution(own: Sequence[str]) -> int:
    """Return how many of the last lines say who wrote what follows ("On … wrote:")."""
    end = len(own)
    while end and not own[end - 1].strip():
        end -= 1
    fitting = [
        size for size in (1, 2, 3) if size <= end and _ATTRIBUTION.match("\n".join(own[end - size : end]))
    ]
    whole = (size for size in fitting if _OPENING.match(own[end - size]))
    size = next(whole, next(iter(fitting), 0))
    if not size and end and _ADDRESSED.match(own[end - 1].strip()):
        size = 1
    return size + len(own) - end if size else 0
