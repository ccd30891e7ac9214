"""Composes citations and the list of sources, and checks the rules of quoting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import PurePath

from briefbuilder.composing.context import CompositionContext, excerpt_place
from briefbuilder.composing.inlines import SHOWN_LINK, InlineComposer
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.lengths import count_words, item_text
from briefbuilder.composing.tables import set_widths, text_cell, text_widths
from briefbuilder.composing.typography import (
    add_value,
    bind_day,
    bind_ends,
    bind_value,
    direction_mark,
    end_sentence,
    format_label,
    inner_comma,
    list_comma,
    nest_quotes,
    quotation_marks,
    shorten_text,
)
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt, Item
from briefbuilder.domain.document import (
    Content,
    DrawnList,
    DrawnTable,
    ListEntry,
    Run,
    content_text,
)
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.links import is_disguised, plain_address, real_host
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Span
from briefbuilder.domain.values import value
from briefbuilder.templating.checks import Check
from briefbuilder.templating.parts import SourceDetail

_SHORT_TITLE = 60
"""The length of a title in a short citation, in code points."""


def walk_excerpts(context: CompositionContext) -> Iterator[tuple[Excerpt, Place]]:
    """Yield the excerpts in reading order, each with its place."""
    for part in context.inputs.briefing.walk():
        for excerpt in part.excerpts:
            yield excerpt, excerpt_place(excerpt, part)


def check_sources(context: CompositionContext) -> None:
    """Report missing metadata, reserved rights, embargoes, missing translations and long quotations."""
    checked: set[str] = set()
    for excerpt, place in walk_excerpts(context):
        article = context.inputs.articles.get(excerpt.passage.article)
        if article is None or article.id in checked:
            continue
        checked.add(article.id)
        for code in _missing_metadata(article):
            context.report(code, place, article=source_name(article))
        if article.metadata.rights.reserved:
            statement = article.metadata.rights.statement or "©"
            context.report("rights-reserved", place, article=source_name(article), statement=statement)
        until = article.metadata.embargo
        if until is not None and article.metadata.is_embargoed(datetime.fromisoformat(context.inputs.now)):
            moment = until.isoformat(sep=" ", timespec="minutes")
            context.report("embargo-not-over", place, article=source_name(article), until=moment)
        _check_names(article, place, context)
    _check_amounts(context)
    _check_translations(context)


def source_name(article: Article) -> str:
    """Return an article's title, or its file name, for findings."""
    return article.metadata.title or article.original.name


def printed_title(article: Article) -> str:
    """Return the title of an article for the reader; empty if it is only the name of a file, such as "scan_0231"."""
    title = article.metadata.title.strip()
    name = article.original.name
    is_file_name = title in {name, PurePath(name).stem} and re.search(r"[0-9_.-]", title) and " " not in title
    return "" if is_file_name else title


def _missing_metadata(article: Article) -> Iterator[Check]:
    data = article.metadata
    if not printed_title(article):
        yield "source-without-title"
    if not data.publication:
        yield "source-without-outlet"
    if data.published is None:
        yield "source-without-date"
    if not data.url and not any(block.page for block in article.blocks):
        yield "source-without-url"
    if not data.language:
        yield "language-unknown"


def _check_names(article: Article, place: Place, context: CompositionContext) -> None:
    """Report names with characters that reorder or hide them, and a web address that hides its host."""
    data = article.metadata
    for text in (data.title, *data.authors, data.publication or "", article.original.name):
        context.report_hidden(text, place)
    if data.url and is_disguised(data.url):
        context.report("link-disguised", place, link=data.url[:SHOWN_LINK], host=real_host(data.url))


def _check_translations(context: CompositionContext) -> None:
    """Report for each source how many excerpts in another language have no working translation."""
    inputs = context.inputs
    missing: dict[str, list[Place]] = {}
    for excerpt, place in walk_excerpts(context):
        article = inputs.articles.get(excerpt.passage.article)
        foreign = not is_same_language(inputs.language_of(article), inputs.language)
        if article is not None and foreign and not excerpt.translation:
            missing.setdefault(article.id, []).append(place)
    for name, places in missing.items():
        shown = source_name(inputs.articles[name])
        context.report("translation-missing", places[0], article=shown, count=str(len(places)))


def _check_amounts(context: CompositionContext) -> None:
    """Report sources that are quoted with more words than the template allows, at their last excerpt."""
    most = context.inputs.template.sources.words
    if most is None:
        return
    counts: dict[str, int] = {}
    places: dict[str, Place] = {}
    for excerpt, place in walk_excerpts(context):
        name = excerpt.passage.article
        counts[name] = counts.get(name, 0) + count_words(item_text(excerpt))
        places[name] = place
    for name, count in counts.items():
        article = context.inputs.articles.get(name)
        if count > most and article is not None:
            context.report(
                "source-quoted-long",
                places[name],
                article=source_name(article),
                count=str(count),
                limit=str(most),
            )


@value(kw_only=False)
class _CitationComposer:
    """Composes the elements of a citation in the briefing's language; the title keeps its own language."""

    context: CompositionContext
    article: Article
    composer: InlineComposer

    def outlet(self) -> Content:
        return self._own(self.article.metadata.publication, italic=True)

    def authors(self) -> Content:
        """Return the authors; an outlet that is named as its own author is not printed twice."""
        data = self.article.metadata
        names = [name for name in data.authors if name != data.publication]
        language = self.context.inputs.language
        if any(direction_mark(name, language) for name in names):
            return _join_pieces([self._own(name) for name in names], language)
        return self._own(list_comma(language).join(names))

    def title(self, shown: str | None = None, *, quoted: bool = True) -> Content:
        title = printed_title(self.article) if shown is None else shown
        if not title:
            return ()
        language = self.context.inputs.language
        if not quoted:
            return bind_ends(self.composer.compose((Span(title, link=self._link),)), language)
        before, after = quotation_marks(language)
        drawn = self.composer.compose((Span(nest_quotes(title, language)),))
        return (Run(text=before), *bind_ends(drawn, language), Run(text=after))

    def day(self) -> Content:
        published = self.article.metadata.published
        return (Run(text=bind_day(self.context.inputs.format_source_date(published))),) if published else ()

    def address(self) -> Content:
        url = self.article.metadata.url
        if not url:
            return ()
        text = Span(plain_address(url), link=self._link)
        return self.composer.compose((text,), self.context.inputs.language)

    @property
    def _link(self) -> str | None:
        """The link to the source, None if it would hide its host: `_check_names` reports that once."""
        url = self.article.metadata.url
        return url if url and not is_disguised(url) else None

    def pages(self, passages: Iterable[Passage]) -> Content:
        """Return the pages on which the paragraphs of passages begin, if their source has pages."""
        blocks = self.context.index(self.article).blocks
        quoted = (blocks[name] for passage in passages for name in passage.blocks if name in blocks)
        found = [block.page for block in quoted if block.page is not None]
        if not found:
            return ()
        inputs = self.context.inputs
        first, last = min(found), max(found)
        if first == last:
            return (Run(text=add_value(inputs.word("page"), str(first))),)
        return (Run(text=add_value(inputs.word("pages"), f"{first}–{last}")),)

    def short(self) -> Content:
        """Return the outlet, or else the authors, the title in short, and that the source was cited."""
        inputs = self.context.inputs
        title = self.title(shorten_text(printed_title(self.article), _SHORT_TITLE))
        pieces = [self.outlet() or self.authors(), title or self.day(), (Run(text=inputs.word("cited")),)]
        return _join_pieces(pieces, inputs.language)

    def file(self) -> Content:
        inputs = self.context.inputs
        if not inputs.template.sources.files or inputs.audience is not None:
            return ()
        name = self.article.original.name
        return self._own(add_value(inputs.word("file"), name, gap=" ")) if name else ()

    def gap(self, text: str) -> Content:
        return (Run(text=text),) if text else ()

    def plain(self, text: str) -> Content:
        return self._own(text)

    def _own(self, text: str | None, *, italic: bool = False) -> Content:
        language = self.context.inputs.language
        if not text:
            return ()
        own = self.composer.text_language if direction_mark(text, language) else language
        return bind_ends(self.composer.compose((Span(text, italic=italic),), own), language)


def compose_citation(
    article: Article | None,
    excerpts: tuple[Excerpt, ...],
    context: CompositionContext,
    place: Place,
    *,
    titled: bool = True,
) -> Content:
    """Compose the citation of excerpts from one article: outlet, author, title, date, page, URL or file, reliability.

    Above an excerpt the date comes second, as in a press review. The title is omitted unless `titled`. A citation
    with nothing to name says that the outlet is not named.
    """
    inputs = context.inputs
    if article is None:
        return (Run(text=f"[{inputs.word('source-not-found')}]"),)
    namer = _citation_composer(article, context, place)
    where = namer.address() or namer.file()
    page = namer.pages(excerpt.passage for excerpt in excerpts)
    title = namer.title() if titled else ()
    pieces = [namer.outlet(), namer.authors(), title, namer.day(), page, where]
    if inputs.template.sources.place == "above":
        pieces = [namer.outlet(), namer.day(), namer.authors(), title, page, where]
    if titled and not any((*pieces[:4], where)):
        pieces = [namer.gap(inputs.word("no-outlet")), page]
    return _join_citation(pieces, context, _codes(excerpts))


def compose_note(
    article: Article | None, excerpts: tuple[Excerpt, ...], context: CompositionContext, place: Place
) -> Content:
    """Compose the note on the source of excerpts, which may be short if the article was cited before."""
    repeated = context.inputs.template.sources.repeated
    codes = _codes(excerpts)
    if article is None or repeated == "full" or article.id not in context.cited:
        content = compose_citation(article, excerpts, context, place)
    else:
        namer = _citation_composer(article, context, place)
        is_next = context.last_cited == (article.id, len(context.notes))
        known = _ibid(context) if repeated == "ibid" and is_next else namer.short()
        new = [code for code in codes if code != context.cited[article.id]]
        content = _join_citation([known, namer.pages(excerpt.passage for excerpt in excerpts)], context, new)
    if article is not None:
        context.cited[article.id] = codes[-1] if codes else context.cited.get(article.id, "")
        context.last_cited = (article.id, len(context.notes) + 1)
    return content


def _ibid(context: CompositionContext) -> Content:
    """Return the word for the source just cited; the Latin one is in italics."""
    word = context.inputs.word("ibid")
    return (Run(text=word, italic=word.casefold().startswith("ibid")),)


def _codes(excerpts: Iterable[Excerpt]) -> list[str]:
    return list(dict.fromkeys(excerpt.reliability for excerpt in excerpts if excerpt.reliability))


def compose_byline(
    article: Article, excerpts: tuple[Excerpt, ...], context: CompositionContext, place: Place
) -> Content:
    """Compose the line under a headline: outlet, date, author, page, reliability."""
    namer = _citation_composer(article, context, place)
    page = namer.pages(excerpt.passage for excerpt in excerpts)
    pieces = [namer.outlet(), namer.day(), namer.authors(), page]
    return _join_citation(pieces, context, _codes(excerpts), ended=False)


def compose_address(article: Article, context: CompositionContext, place: Place) -> Content:
    """Compose the address of an article, or its file's name if the template asks for it, for the end of a press item."""
    namer = _citation_composer(article, context, place)
    return namer.address() or namer.file()


def compose_source_list(context: CompositionContext, anchor: str, origin: str) -> DrawnList | DrawnTable:
    """Compose the list of sources, each article once, in the order of first use.

    It states missing outlets and dates, and has both the address and, if the template asks for it, the file. It is a
    table if the template names columns.
    """
    if context.inputs.template.sources.columns:
        return _compose_source_table(context, anchor, origin)
    entries: list[ListEntry] = []
    for article_id, codes in context.sources.items():
        namer = _citation_composer(context.inputs.articles[article_id], context, Place(article=article_id))
        pieces = [
            namer.outlet() or namer.gap(context.inputs.word("no-outlet")),
            namer.authors(),
            namer.title(),
            namer.day() or namer.gap(context.inputs.word("no-date")),
            namer.address(),
            namer.file(),
        ]
        content = _join_citation(pieces, context, sorted(codes))
        entries.append(ListEntry(content=content, ordered=True, number=len(entries) + 1))
    return DrawnList(entries=tuple(entries), anchor=anchor, origin=origin)


def _compose_source_table(context: CompositionContext, anchor: str, origin: str) -> DrawnTable:
    """Compose the table of sources: a row for each article, without the columns that no article fills."""
    inputs = context.inputs
    columns = inputs.template.sources.columns
    details: list[tuple[Content, ...]] = []
    for number, (article_id, codes) in enumerate(context.sources.items(), 1):
        namer = _citation_composer(inputs.articles[article_id], context, Place(article=article_id))
        details.append(
            tuple(_source_detail(column.shows, namer, number, sorted(codes)) for column in columns)
        )
    filled = [index for index in range(len(columns)) if any(line[index] for line in details)]
    if filled:
        columns = tuple(columns[index] for index in filled)
        details = [tuple(line[index] for index in filled) for line in details]
    heads = tuple((Run(text=localized_text(column.label, inputs.language)),) for column in columns)
    contents: list[tuple[Content, ...]] = [heads, *details]
    rows = tuple(
        tuple(text_cell(content, head=row == 0) for content in line) for row, line in enumerate(contents)
    )
    texts = [[content_text(content) for content in line] for line in contents]
    return DrawnTable(
        rows=rows,
        widths=set_widths(text_widths(texts), tuple(column.width for column in columns), context.text_width),
        header_rows=1,
        anchor=anchor,
        origin=origin,
    )


def _source_detail(shows: SourceDetail, namer: _CitationComposer, number: int, codes: list[str]) -> Content:
    data, inputs = namer.article.metadata, namer.context.inputs
    details: dict[SourceDetail, Callable[[], Content]] = {
        "number": lambda: namer.gap(str(number)),
        "outlet": lambda: namer.outlet() or namer.gap(inputs.word("no-outlet")),
        "author": namer.authors,
        "title": lambda: namer.title(quoted=False),
        "date": lambda: namer.day() or namer.gap(inputs.word("no-date")),
        "pages": lambda: namer.pages(_quoted_passages(namer.article, inputs.briefing.items)),
        "address": namer.address,
        "language": lambda: namer.gap(data.language or ""),
        "reliability": lambda: namer.gap(", ".join(codes)),
        "rights": lambda: namer.plain(data.rights.statement or ""),
    }
    return details[shows]()


def _quoted_passages(article: Article, items: Iterable[Item]) -> Iterator[Passage]:
    excerpts = (item for item in items if isinstance(item, Excerpt))
    return (item.passage for item in excerpts if item.passage.article == article.id)


def _citation_composer(article: Article, context: CompositionContext, place: Place) -> _CitationComposer:
    inputs = context.inputs
    language = inputs.language_of(article)
    composer = InlineComposer(
        context=context, place=place, text_language=language, element_language=inputs.language
    )
    return _CitationComposer(context, article, composer)


def _join_pieces(pieces: list[Content], language: str) -> Content:
    """Join the pieces of a citation with commas; one that ends a quotation goes inside its marks if that is usual."""
    content: Content = ()
    comma, separator = inner_comma(language), list_comma(language)
    for given in filter(None, pieces):
        mark = direction_mark(content_text(given), language)
        piece = (*given, Run(text=mark)) if mark and given[-1] != Run(text=mark) else given
        last = content[-1] if content else None
        if comma and isinstance(last, Run) and last.text == comma[1:]:
            content = (*content[:-1], Run(text=f"{comma} "), *piece)
        else:
            content = (*content, Run(text=separator), *piece) if content else piece
    return content


def _join_citation(
    pieces: list[Content], context: CompositionContext, codes: list[str], *, ended: bool = True
) -> Content:
    """Join the pieces of a citation with the Admiralty codes; it ends like a sentence if `ended`."""
    language = context.inputs.language
    content = _join_pieces(pieces, language)
    if codes:
        label = bind_value(format_label(context.inputs.word("reliability"), language))
        stop = f"{end_sentence(content_text(content), language)} " if content else ""
        content = (*content, Run(text=f"{stop}{label}{list_comma(language).join(codes)}"))
    stop = end_sentence(content_text(content), language) if ended else ""
    return (*content, Run(text=stop)) if stop else content
