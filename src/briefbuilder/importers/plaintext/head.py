"""The head of a text: title, lead and what labelled lines tell ("Fonte: …"). Nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import Literal

from briefbuilder.importers.byline import read_byline
from briefbuilder.importers.clean import key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.plaintext.headings import has_title_form
from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence
from briefbuilder.importers.plaintext.marks import mark_of
from briefbuilder.importers.wording import rewords

Label = Literal["title", "author", "publication", "date", "url"]

_LABELS: dict[Label, str] = {
    "title": "title|titolo|titre|titel|título|タイトル",
    "author": "authors?|autor[ei]?|auteurs?|autor(?:en|es)?|byline|著者|筆者",
    "publication": "source|publication|outlet|publisher|fonte|testata|pubblicazione|média|quelle|zeitung|fuente|出典|媒体|掲載",
    "date": "date|published|data|pubblicato|publié|datum|veröffentlicht|fecha|日付|掲載日",
    "url": "url|link|address|indirizzo|adresse|lien",
}
_LABELLED = {
    label: re.compile(rf"^(?:{names})\s*[:：]\s*(\S.*)$", re.IGNORECASE) for label, names in _LABELS.items()
}
_ADDRESS = re.compile(r"^https?://\S+$")
_HEAD_UNITS = 8
_BYLINE_UNITS = 3
"""Units below the title among which a byline may stand."""

_FEW = 3
"""Units of a text in which a first line set apart may be as much text as all that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first units told, the places of the units that it is made of, and its notices."""

    title: str = ""
    lead: str | None = None
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    url: str | None = None
    taken: frozenset[int] = frozenset()
    notices: tuple[tuple[str, str], ...] = field(default=())


def read_head(units: Sequence[Unit], name: str) -> Head:
    """Read the head of a text; `name` is the file's, whose stem is the title where the text has none."""
    head = _labelled(units)
    body = [place for place in range(len(units)) if place not in head.taken]
    if not head.title and len(body) > 1 and _is_title(units, body):
        head = replace(head, title=_bare(units[body[0]]), taken=head.taken | {body[0]})
        body = body[1:]
        if not any(place in head.taken for place in range(1, _HEAD_UNITS)):
            late = _labelled(units, start=1)
            head = _with_labels(head, late)
            body = [place for place in body if place not in head.taken]
    head = _with_bylines(head, units, body)
    body = [place for place in body if place not in head.taken]
    if head.title:
        return _with_lead(head, units, body)
    stem = PurePath(name).stem
    return replace(head, title=stem, notices=(*head.notices, ("title-from-file-name", stem)))


def _with_bylines(head: Head, units: Sequence[Unit], body: Sequence[int]) -> Head:
    """Set apart the lines at the head that tell who wrote the text, where and when."""
    known = [*head.authors, head.publication or ""]
    for place in body[: min(_BYLINE_UNITS, len(body) - 1)]:
        told = read_byline(units[place].text, known)
        if told is not None:
            head = replace(
                head,
                authors=head.authors or told.authors,
                publication=head.publication or told.publication,
                published=head.published or told.published,
                taken=head.taken | {place},
                notices=(*head.notices, ("metadata-from-text", units[place].text)),
            )
    return head


def _is_title(units: Sequence[Unit], body: Sequence[int]) -> bool:
    first, below = units[body[0]], units[body[1]]
    if not has_title_form(first) or _ADDRESS.match(first.text):
        return False
    mark = mark_of(first.text)
    if mark and mark.kind != "heading":
        return False
    if first.underline or mark:
        return True
    width = columns(first.text)
    if below.gap > 0 and len(body) > _FEW:
        return True
    others = [units[place] for place in body[1:]]
    if all(columns(unit.text) < width for unit in others):
        return False
    return below.gap > 0 or columns(below.text) > width or _is_unspaced(others, width)


def _is_unspaced(others: Sequence[Unit], width: int) -> bool:
    """Tell whether a text has no blank line to set its title apart, and sentences wider than that below it."""
    if any(unit.gap for unit in others):
        return False
    return any(ends_sentence(unit.text) and columns(unit.text) > width for unit in others)


def _bare(unit: Unit) -> str:
    mark = mark_of(unit.text)
    return unit.text[mark.length :] if mark and mark.kind == "heading" else unit.text


def _with_lead(head: Head, units: Sequence[Unit], body: Sequence[int]) -> Head:
    """Set apart a second unit that only rewords the title; drop one that repeats it to the letter."""
    if len(body) < 2:
        return head
    text = units[body[0]].text
    if not rewords(text, head.title) or columns(units[body[1]].text) < 20:
        return head
    taken = head.taken | {body[0]}
    if key(text) == key(head.title) and not ends_sentence(text):
        return replace(head, taken=taken, notices=(*head.notices, ("title-repeated", text)))
    return replace(head, lead=text, taken=taken, notices=(*head.notices, ("lead-set-apart", text)))


def _labelled(units: Sequence[Unit], start: int = 0) -> Head:
    """Read labelled lines that stand together at the head; one alone may be part of the text."""
    found: dict[Label, str] = {}
    taken: list[int] = []
    for place in range(start, min(len(units), _HEAD_UNITS)):
        label, value = _label(units[place].text)
        if label is None or label in found:
            break
        found[label] = value
        taken.append(place)
    published = read_date(found["date"]) if "date" in found else None
    url = found.get("url")
    if not taken or ("date" in found and published is None) or (url and not _ADDRESS.match(url)):
        return Head()
    return Head(
        title=found.get("title", ""),
        authors=_names(found.get("author", "")),
        publication=found.get("publication"),
        published=published,
        url=url,
        taken=frozenset(taken),
        notices=tuple(("metadata-from-text", units[place].text) for place in taken),
    )


def _with_labels(head: Head, late: Head) -> Head:
    return replace(
        head,
        authors=late.authors,
        publication=late.publication,
        published=late.published,
        url=late.url,
        taken=head.taken | late.taken,
        notices=head.notices + late.notices,
    )


def _label(text: str) -> tuple[Label | None, str]:
    if len(text) <= 200:
        for label, pattern in _LABELLED.items():
            match = pattern.match(text)
            if match:
                return label, match[1].strip()
    return None, ""


def _names(text: str) -> tuple[str, ...]:
    """Divide the names of several authors."""
    names = re.split(r"\s*[,;、]\s*|\s+(?:and|e|et|und|y|&)\s+", text)
    return tuple(name.strip() for name in names if name.strip())
