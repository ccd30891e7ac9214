"""Divides exports of press databases and of wires into their articles, and reads the head that is above each.

Known are Factiva, with and without tags, Nexis (formerly LexisNexis), Europresse (pages), and wires between "ZCZC" and "NNNN" (IPTC 7901).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, TypeVar

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Block, Figure, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import is_agency, read_byline
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.draft import Draft
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import PARTS
from briefbuilder.importers.plaintext.layout import ends_sentence
from briefbuilder.importers.rights import extract_rights, is_rights_statement

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Part = TypeVar("_Part")

_MAX_HEAD = 30
"""The most lines between the start of an article and its text."""

_NUMBER = r"(?:Document|Dokument|Documento) [A-Z][A-Z0-9]{3,14}(?:19|20)\d{6}[a-z0-9]{5,14}\Z"
_FACTIVA_END, _FACTIVA_TAGGED_END = re.compile(_NUMBER), re.compile(rf"AN\s+{_NUMBER}")
_NEXIS_END = re.compile(r"End of Document\Z")
_NEXIS_START = re.compile(r"\d{1,4} of \d{1,4} DOCUMENTS?\Z")
_WIRE_START = re.compile(r"ZCZC\w{0,12}(?:/\w+)?(?:\s|\Z)")
_WIRE_END = re.compile(r"(?:.*\s)?NNNN\Z")

_FACTIVA_ANCHOR = re.compile(
    r"[\d.,’' ]{1,9} (?:words?|mots|Wörter|parole|palabras|palavras|woorden|słów|слов)\Z", re.IGNORECASE
)
_FACTIVA_TAG = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CX|DA)(?:\s{2,}|\t|\Z)(.*)\Z"
)
_TEXT_TAGS = frozenset({"LP", "TD"})
"""The tags of Factiva for the first paragraphs of a text and for the others."""

_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\Z")
_NEXIS_LABEL = re.compile(
    r"(Section|Length|Byline|Dateline|Highlight|Body|Load-Date|Language|Graphic|Publication-Type|Journal Code|Subject|Document-Type)"
    r"(?::\s*(.*)|\Z)",
    re.IGNORECASE,
)
_HEAD_LABELS = frozenset({"section", "length", "byline", "dateline", "highlight"})
_PLACE = re.compile(r"\s*\([^()]{2,40}\)\Z")
_AGENCY = re.compile(r"\(([A-Z][A-Za-z]{1,15})\)")
_WIRE_DAY = re.compile(r"(\d\d)-([A-Z]{3})-(\d\d)\b")
_SAID_BY_HEADS = frozenset(
    {"title-from-file-name", "title-repeated", "rights-set-apart", "metadata-from-text", "pdf-date-from-text"}
)
"""The notices on lines at the head of a file, which each article has of its own."""

_SENTENCE = 90
"""Characters: a longer line is running text."""


@value
class _Head:
    """What the head of an article says; `start` and `end` are the lines of its text."""

    start: int
    end: int
    title: str = ""
    lead: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    published: date | None = None
    rights: tuple[str, ...] = ()


@value
class _Export:
    """A kind of export: the line that begins or ends each of its articles, and what reads the head of one."""

    mark: re.Pattern[str]
    begins: bool
    read: Callable[[Sequence[str]], _Head | None]


def divide_export(draft: Draft, whole_text: Callable[[], str]) -> tuple[Draft, ...]:
    """Return the articles of an export of a press database; any other draft is returned alone.

    `whole_text` returns the complete text of the file, which is needed only for an export: lines at the head of a draft
    may have been set apart already.
    """
    texts = (draft.metadata.title.strip(), *(line for block in draft.blocks for line in _lines_of(block)))
    export = next((export for text in texts for export in _EXPORTS if export.mark.match(text)), None)
    if export is None:
        return (draft,)
    lines = [line.strip() for line in whole_text().splitlines() if line.strip()]
    articles = _split(lines, export, lambda line: [line])
    bodies = _split(draft.blocks, export, _lines_of)
    if len(articles) != len(bodies) or len(articles) > PARTS:
        return (draft,)
    found: list[Draft] = []
    above: list[Block] = []
    for own_lines, blocks in zip(articles, bodies, strict=True):
        head = export.read(own_lines)
        if head is None:
            if any(map(_is_prose, blocks)):
                return (draft,)  # an article whose head is unknown
            above += blocks  # a cover or a list of results
            continue
        found.append(_article(draft, own_lines, head, [*above, *blocks], first=not found))
        above = []
    return tuple(found) if found and not above else (draft,)


def divide_page(data: bytes) -> tuple[bytes, ...]:
    """Return each article of a page that Factiva or Europresse exported as a separate page; none for other pages."""
    if not any(sign in data for sign in _PAGE_SIGNS):
        return ()
    from briefbuilder.importers.html.page import find_exceeded_limit, load_page, parse_page

    text = load_page(data).text
    root = parse_page(text) if find_exceeded_limit(text) is None else None
    if root is None:
        return ()
    articles = _outermost(article for path in _ARTICLE_PATHS for article in root.xpath(path))[: PARTS + 1]
    pages = [_page_of(element) for element in articles]
    return tuple(pages) if all(pages) and len(pages) <= PARTS else ()


def _outermost(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that are within no other one of them."""
    found = dict.fromkeys(elements)
    return [element for element in found if found.keys().isdisjoint(element.iterancestors())]


def _page_of(article: HtmlElement) -> bytes:
    """Return an article as a page that states what its head says; an empty one if it has no title or no text.

    The text is taken out of the article.
    """
    from lxml import etree

    named = {
        name: " ".join("".join(element.itertext()).split())
        for name, path in _PAGE_PARTS.items()
        for element in article.xpath(path)[:1]
    }
    title = named.get("title")
    paragraphs = _outermost(article.xpath(_PAGE_TEXT))
    if not title or not paragraphs:
        return b""
    body = "".join(
        etree.tostring(element, encoding="unicode", method="html", with_tail=False) for element in paragraphs
    )
    for paragraph in paragraphs:
        paragraph.clear(keep_tail=True)
    lines = [line for piece in article.itertext() if (line := " ".join(piece.split()))]
    head = _read_factiva_head(lines, len(lines)) or _Head(start=0, end=0)
    day = read_date(named.get("line", ""), "fr") or head.published
    stated = {
        "author": ", ".join(head.authors) or named.get("author"),
        "og:site_name": named.get("publication") or head.publication,
        "article:published_time": day.isoformat() if day else "",
        "copyright": next(filter(is_rights_statement, lines), ""),
    }
    meta = "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in stated.items() if text)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{meta}</head>'
        f"<body><article><h1>{escape(title)}</h1>{body}</article>"
        f"<footer>{escape(' · '.join(lines))}</footer></body></html>"
    ).encode("utf-8", "replace")


def _lines_of(block: Block) -> list[str]:
    return [line.strip() for line in block.text.split("\n")]


def _is_prose(block: Block) -> bool:
    return len(block.text) > 2 * _SENTENCE and ends_sentence(block.text)


def _split(parts: Iterable[_Part], export: _Export, lines: Callable[[_Part], list[str]]) -> list[list[_Part]]:
    """Return the parts of each article; what follows the last end belongs to the last one."""
    found: list[list[_Part]] = [[]]
    for part in parts:
        is_mark = any(map(export.mark.match, lines(part)))
        if is_mark and export.begins and found[-1]:
            found.append([])
        found[-1].append(part)
        if is_mark and not export.begins:
            found.append([])
    if not export.begins and len(found) > 1:
        rest = found.pop()
        found[-1] += rest
    return found


def _article(draft: Draft, lines: Sequence[str], head: _Head, blocks: list[Block], *, first: bool) -> Draft:
    """Return the article made of the given blocks; those that are not part of its text are named in a notice."""
    text = match_key(" ".join(lines[head.start : head.end]))
    keys = [match_key(block.text) for block in blocks]
    start = next((place for place, key in enumerate(keys) if key and text.startswith(key)), 0)
    ends = (
        place for place in range(len(keys), start, -1) if keys[place - 1] and text.endswith(keys[place - 1])
    )
    end = next(ends, len(blocks))
    notes = (notice for notice in draft.notices if notice.block is None and notice.code not in _SAID_BY_HEADS)
    kept = [block for block in blocks[start:end] if block.text not in _TEXT_TAGS]
    kept += filter(_is_prose, blocks[end:])  # such as an article whose end is missing
    ids = {block.id for block in walk_blocks(kept)}
    left_out = [block for block in (*blocks[:start], *blocks[end:]) if block.id not in ids]
    notices = [*(notes if first else ()), *(notice for notice in draft.notices if notice.block in ids)]
    if left_out:
        removed = " · ".join(" ".join(block.text.split()) for block in left_out)
        notices.append(Notice(code="removed-from-page", subject=first_words(removed, 400)))
    pictures = {block.picture for block in walk_blocks(kept) if isinstance(block, Figure)}
    own = draft.metadata if first else Metadata(title="", url=None)
    return Draft(
        metadata=Metadata(
            title=head.title or own.title,
            lead=head.lead or None,
            authors=head.authors or own.authors,
            publication=head.publication or own.publication,
            published=head.published or own.published,
            url=own.url,
            language=guess_language("\n".join(block.text for block in kept)) or draft.metadata.language,
            rights=extract_rights([" ".join(head.rights)] if head.rights else []),
        ),
        blocks=tuple(kept),
        notices=tuple(notices),
        pictures={key: picture for key, picture in draft.pictures.items() if key in pictures},
    )


# Factiva


def _read_factiva(lines: Sequence[str]) -> _Head | None:
    end = _find(lines, _FACTIVA_END, from_end=True)
    return _read_factiva_head(lines, end) if end is not None else None


def _read_factiva_head(lines: Sequence[str], end: int) -> _Head | None:
    """Read the head of an article around the number of its words; the text ends at the line `end`."""
    anchor = _find(lines, _FACTIVA_ANCHOR)
    if anchor is None or not 1 <= anchor < end:
        return None
    above = list(lines[max(0, anchor - 4) : anchor])
    byline = read_byline(above[-1]) if len(above) > 1 else None
    if byline is not None:
        above.pop()
    below = range(anchor + 1, min(anchor + _MAX_HEAD, end))
    ends = (place for place in below if is_rights_statement(lines[place]) or len(lines[place]) > _SENTENCE)
    start = next(ends, end)
    rights = tuple(filter(is_rights_statement, lines[start : start + 1]))
    stated = [line for line in lines[anchor + 1 : start] if not _TIME.match(line)]
    dated = next((place for place, line in enumerate(stated) if read_date(line)), None)
    return _Head(
        start=start + len(rights),
        end=end,
        title=above[-1],
        authors=byline.authors if byline is not None else (),
        publication=next(iter(stated[dated + 1 :]), "") if dated is not None else "",
        published=read_date(stated[dated]) if dated is not None else None,
        rights=rights,
    )


def _read_tagged(lines: Sequence[str]) -> _Head | None:
    """Read the tags of Factiva; the tags of a text are alone in their lines, or before its first one."""
    fields: dict[str, str] = {}
    start = end = 0
    for place, line in enumerate(lines):
        found = _FACTIVA_TAG.match(line)
        if found is None:
            continue
        fields.setdefault(found[1], found[2].strip())
        if found[1] in _TEXT_TAGS:
            start = start or place + 1
            end = 0
        elif start and not end:
            end = place
    if "HD" not in fields or not start:
        return None
    return _Head(
        start=start, end=end or len(lines), title=fields["HD"], authors=_authors("", fields.get("BY", "")),
        publication=fields.get("SN", ""), published=read_date(fields.get("PD", "")),
        rights=tuple(filter(None, [fields.get("CY", "")])),
    )  # fmt: skip


# Nexis


def _read_nexis(lines: Sequence[str]) -> _Head | None:
    labels = [_label(line) for line in lines]
    names = [name for name, _ in labels]
    if "length" not in names:
        return None
    length = names.index("length")
    first = next(place for place, name in enumerate(names) if name)
    fields = {name: text for name, text in reversed(labels[first : first + _MAX_HEAD]) if name}
    dated = next((place for place in range(first - 1, -1, -1) if read_date(lines[place])), None)
    if dated is None or dated < 1:
        return None
    if "body" in names[length:]:
        body = names.index("body", length)
    else:  # the text begins below the last label of the head
        head = range(length, min(len(lines), length + _MAX_HEAD))
        body = max(place for place in head if names[place] in _HEAD_LABELS)
    below = range(body + 1, len(lines))
    ends = (place for place in below if names[place] == "load-date" or _NEXIS_END.match(lines[place]))
    above = [line for line in lines[dated + 1 : first] if not is_rights_statement(line)]
    is_old = any(map(_NEXIS_START.match, lines[:3]))
    title = above[-1:] if is_old else lines[dated - 2 : dated - 1]
    return _Head(
        start=body + 1, end=next(ends, len(lines)), title="".join(title), lead=fields.get("highlight", ""),
        authors=_authors("By ", fields.get("byline", "")), publication=_PLACE.sub("", lines[dated - 1]),
        published=read_date(lines[dated]), rights=tuple(filter(is_rights_statement, lines)),
    )  # fmt: skip


def _label(line: str) -> tuple[str, str]:
    found = _NEXIS_LABEL.match(line)
    return (found[1].lower(), (found[2] or "").strip()) if found else ("", "")


def _authors(preposition: str, stated: str) -> tuple[str, ...]:
    """Return the names in a byline, which may lack its preposition."""
    found = read_byline(preposition + stated)
    return found.authors if found is not None else tuple(filter(None, [stated]))


# Wires


def _read_wire(lines: Sequence[str]) -> _Head | None:
    starts = next((place for place, line in enumerate(lines) if _WIRE_START.match(line)), None)
    end = _find(lines, _WIRE_END, from_end=True)
    if starts is None or end is None:
        return None
    title = next((place for place in range(starts + 1, end) if _is_sentence(lines[place])), None)
    if title is None or title + 1 >= end:
        return None
    start = next((place for place in range(title + 1, end) if _AGENCY.search(lines[place])), title + 1)
    agency = _AGENCY.search(lines[start])
    day = _WIRE_DAY.search(lines[end])
    last = next((place for place in range(end - 1, start, -1) if ends_sentence(lines[place])), end - 1)
    return _Head(
        start=start, end=last + 1, title=" ".join(lines[title:start]),
        publication=agency[1] if agency and is_agency(agency[1]) else "",
        published=read_date(f"{day[1]} {day[2].title()} 20{day[3]}") if day else None,
    )  # fmt: skip


def _is_sentence(line: str) -> bool:
    """Return whether a line is not code: most of its words are written like words."""
    words = line.split()
    return len(words) > 2 and sum(word.strip("(),.:;'’\"")[1:].islower() for word in words) * 2 >= len(words)


def _find(lines: Sequence[str], pattern: re.Pattern[str], *, from_end: bool = False) -> int | None:
    places = range(len(lines) - 1, -1, -1) if from_end else range(min(len(lines), _MAX_HEAD))
    return next((place for place in places if pattern.match(lines[place])), None)


def _with_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_PAGE_SIGNS = (b"DocPublicationName", b"articleParagraph")
_ARTICLE_PATHS = (
    f"//article[.//*[{_with_class('DocPublicationName')}]]",
    f"//div[{_with_class('article')}][.//*[substring(@class, string-length(@class) - 7) = 'Headline']][.//p[{_with_class('articleParagraph')}]]",
)
"""The articles of an export of Europresse and of Factiva."""

_PAGE_PARTS = {
    "title": f".//*[{_with_class('titreArticle')} or substring(@class, string-length(@class) - 7) = 'Headline']",
    "author": f".//*[{_with_class('docAuthors')} or {_with_class('author')}]",
    "publication": f".//*[{_with_class('DocPublicationName')}]",
    "line": f".//*[{_with_class('DocHeader')}]",
}
_PAGE_TEXT = f".//*[{_with_class('DocText')}]/* | .//p[{_with_class('articleParagraph')}]"

_EXPORTS = (
    _Export(mark=_FACTIVA_TAGGED_END, begins=False, read=_read_tagged),
    _Export(mark=_FACTIVA_END, begins=False, read=_read_factiva),
    _Export(mark=_NEXIS_END, begins=False, read=_read_nexis),
    _Export(mark=_NEXIS_START, begins=True, read=_read_nexis),
    _Export(mark=_WIRE_END, begins=False, read=_read_wire),
)
