"""The history under a mail: what earlier mails said, by the marks that mail programs put on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_WROTE = (
    r"(?:wrote|writes|a écrit|ha scritto|scrive|schrieb|escribió|escreveu|schreef|skrev|napisał(?:\(a\))?"
    r"|kirjoitti|napsal(?:\(a\))?|írta|a scris|έγραψε|написала?|пишет|写道|寫道)"
)
_ATTRIBUTION = re.compile(
    rf"^(?!>)\S.{{3,400}}(?:\b|(?=[\u4e00-\u9fff])){_WROTE}\s*[:：]$", re.DOTALL | re.IGNORECASE
)
_ADDRESSED = re.compile(r"^(?!>)[^\n]*\d[^\n]*<[^<>\s@]+@[^<>\s]+>[^\n]{0,20}[:：]$")
"""A line with a date and an address right above what is quoted, in whatever language."""

_OPENING = re.compile(r"(?:on|il|le|am|el|em|op|den|dnia|w dniu|in data)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}|_{2,})\s*(?:original message|messaggio originale|messaggio inoltrato|message d['’]origine|message original"
    r"|message transféré|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original"
    r"|mensaje reenviado|mensagem original|oorspronkelijk bericht|исходное сообщение|пересылаемое сообщение"
    r"|原始邮件|原始郵件|转发邮件|轉寄郵件|元のメッセージ|원본 메시지)\s*(?:-{2,}|_{2,})\s*$",
    re.IGNORECASE,
)
_LABELS = {
    "from": r"from|da|de|von|van|od|från|fra|от|发件人|寄件者|差出人|보낸 사람",
    "sent": (
        r"sent|date|inviato(?: il)?|data|envoyé|gesendet|datum|enviad[oa](?: el| em)?|fecha|verzonden|skickat|sendt"
        r"|wysłano|отправлено|дата|发送时间|寄件日期|日期|送信日時|日時|보낸 날짜"
    ),
    "to": r"to|a|à|an|para|aan|do|till|til|кому|收件人|收件者|宛先|받는 사람",
    "cc": r"cc|c\.c\.|kopie|copie|copia|kopia|копия|抄送|副本",
    "subject": (
        r"subject|oggetto|objet|betreff|asunto|assunto|onderwerp|ämne|emne|temat|тема|主题|主旨|件名|제목"
    ),
}
_LABEL = re.compile(
    "|".join(rf"^\s*\*?(?P<{kind}>{words})\*?\s?[:：]" for kind, words in _LABELS.items()), re.IGNORECASE
)
_HEAD_LINES = 10
_FEWEST_LABELS = 3
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


def unfolded(text: str, *, spaceless: bool = False) -> str:
    """Return "format=flowed" text (RFC 3676) with its soft line ends taken out.

    `spaceless` tells that the space at a soft line end is no part of the text either ("delsp").
    """
    kept: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        before = kept[-1] if kept else ""
        same = len(before) - len(before.lstrip(">")) == depth
        if kept and same and before.endswith(" ") and before.lstrip("> ") != "-- " and bare != "-- ":
            kept[-1] = (before[:-1] if spaceless else before) + bare
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
    return any(_label(line) == "from" for line in lines)


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


def begins_history(lines: Sequence[str], place: int) -> bool:
    """Tell whether an earlier mail begins at a line: with a line that says so, or with its own headers."""
    if _SEPARATOR.match(lines[place]):
        return True
    if _label(lines[place]) is None:
        return False
    found: set[str] = set()
    others = 0
    for line in lines[place : place + _HEAD_LINES]:
        kind = _label(line)
        others = 0 if kind else others + 1
        if not line.strip() or others > 2:
            break
        found.update([kind] if kind else [])
    return "from" in found and bool(found & {"sent", "subject"}) and len(found) >= _FEWEST_LABELS


def is_attribution(text: str) -> bool:
    """Tell whether a paragraph says who wrote what follows it ("On … wrote:")."""
    return bool(_ATTRIBUTION.match(text.strip()) or _ADDRESSED.match(text.strip()))


def unmarked(line: str) -> str:
    """Return a line without the marks of a quotation."""
    return _QUOTED.sub("", line)


def _label(line: str) -> str | None:
    found = _LABEL.match(line)
    return found.lastgroup if found and line[found.end() :].strip() else None


def _history_start(lines: Sequence[str]) -> int:
    """Return the line at which the history begins that runs to the end, else the number of lines."""
    place = next((at for at in range(len(lines)) if begins_history(lines, at)), len(lines))
    rule = 0 < place < len(lines) and re.fullmatch(r"\s*_{5,}\s*", lines[place - 1])
    return place - 1 if rule else place


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
