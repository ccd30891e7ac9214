"""How a source is named: beside an excerpt, in a note, and in the list at the end."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.composing.inlines import Pen
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.typography import (
    LEFT_TO_RIGHT_MARK,
    NO_BREAK,
    date_in_words,
    inner_comma,
    labelled,
    quoted,
    runs_right_to_left,
)
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.document import Content, DrawnList, ListEntry, Run, drawn_text
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Span


@dataclass(frozen=True, slots=True)
class _Namer:
    """Names one article in the briefing's language; its title keeps its own."""

    ledger: Ledger
    article: Article
    pen: Pen

    def outlet(self) -> Content:
        return self._own(self.article.metadata.publication, italic=True)

    def authors(self) -> Content:
        return self._own(", ".join(self.article.metadata.authors))

    def title(self) -> Content:
        title = self.article.metadata.title.strip()
        if not title:
            return ()
        before, after = quoted("\0", self.ledger.material.language).split("\0")
        spans = (Span(title),)
        return (Run(text=before), *self.pen.drawn(spans), Run(text=after))

    def day(self) -> Content:
        published = self.article.metadata.published
        language = self.ledger.material.language
        return (Run(text=date_in_words(published, language)),) if published else ()

    def address(self) -> Content:
        url = self.article.metadata.url
        return self.pen.drawn((Span(url, link=url),), self.ledger.material.language) if url else ()

    def pages(self, passage: Passage) -> Content:
        """Return the pages that a passage's paragraphs begin on, where its source has pages."""
        names = frozenset(passage.blocks)
        found = [block.page for block in self.article.blocks if block.id in names and block.page is not None]
        if not found:
            return ()
        material = self.ledger.material
        first, last = min(found), max(found)
        if first == last:
            return (Run(text=f"{material.word('page')}{NO_BREAK}{first}"),)
        return (Run(text=f"{material.word('pages')}{NO_BREAK}{first}–{last}"),)

    def file(self) -> Content:
        if self.ledger.material.audience is not None:
            return ()
        name = self.article.original.name
        return self._own(f"{self.ledger.material.word('file')} {name}") if name else ()

    def gap(self, text: str) -> Content:
        return (Run(text=text),)

    def _own(self, text: str | None, *, italic: bool = False) -> Content:
        language = self.ledger.material.language
        if text and runs_right_to_left(text, language):
            language = self.pen.text_language
        return self.pen.drawn((Span(text, italic=italic),), language) if text else ()


def citation(
    article: Article | None, excerpt: Excerpt, ledger: Ledger, place: Place, *, titled: bool = True
) -> Content:
    """Return the words that name an excerpt's source: outlet, author, title, date, page, URL or file, code.

    Above an excerpt the date comes second, as in a press review; under its own title it is not `titled` again.
    """
    material = ledger.material
    if article is None:
        return (Run(text=f"[{material.word('source-not-found')}]"),)
    namer = _namer(article, ledger, place)
    where = namer.address() or namer.file()
    page = namer.pages(excerpt.passage)
    title = namer.title() if titled else ()
    pieces = [namer.outlet(), namer.authors(), title, namer.day(), page, where]
    if material.template.sources.place == "above":
        pieces = [namer.outlet(), namer.day(), namer.authors(), title, page, where]
    return _sentence(pieces, ledger, [excerpt.reliability] if excerpt.reliability else [])


def source_list(ledger: Ledger, anchor: str, origin: str) -> DrawnList:
    """Return the list of all sources, each article once, in the order of first use.

    A source is named as it is in notes, and its file after its address; the list says plainly where it tells no
    outlet or no date.
    """
    entries: list[ListEntry] = []
    for article_id, codes in ledger.sources.items():
        namer = _namer(ledger.material.articles[article_id], ledger, Place(article=article_id))
        pieces = [
            namer.outlet() or namer.gap(ledger.material.word("no-outlet")),
            namer.authors(),
            namer.title(),
            namer.day() or namer.gap(ledger.material.word("no-date")),
            namer.address(),
            namer.file(),
        ]
        content = _sentence(pieces, ledger, sorted(codes))
        entries.append(ListEntry(content=content, ordered=True, number=len(entries) + 1))
    return DrawnList(entries=tuple(entries), anchor=anchor, origin=origin)


def _namer(article: Article, ledger: Ledger, place: Place) -> _Namer:
    material = ledger.material
    language = material.language_of(article)
    pen = Pen(ledger=ledger, place=place, text_language=language, element_language=material.language)
    return _Namer(ledger, article, pen)


def _closed(piece: Content, language: str) -> Content:
    """Return a piece that what follows does not run into: a number after Arabic words would stand before them."""
    against = runs_right_to_left(drawn_text(piece), language)
    return (*piece, Run(text=LEFT_TO_RIGHT_MARK)) if against else piece


def _sentence(pieces: list[Content], ledger: Ledger, codes: list[str]) -> Content:
    material = ledger.material
    content: Content = ()
    comma = inner_comma(material.language)
    for piece in (_closed(piece, material.language) for piece in pieces if piece):
        last = content[-1] if content else None
        if comma and isinstance(last, Run) and last.text == comma[1:]:
            content = (*content[:-1], Run(text=f"{comma} "), *piece)
        else:
            content = (*content, Run(text=", "), *piece) if content else piece
    if codes:
        label = labelled(material.word("reliability"), material.language)
        content = (*content, Run(text=f". {label}{', '.join(codes)}"))
    return (*content, Run(text="."))
