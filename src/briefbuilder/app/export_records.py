"""Makes what a dossier keeps of an export: the record of a Word file until that comes back, and what the pages say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.composing.check import has_page_limits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Part, briefing_text
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import (
    ExportedParagraph,
    ExportRecord,
    LaidOutPages,
    ParagraphSource,
    block_digest,
)
from briefbuilder.domain.text import Block
from briefbuilder.domain.values import value
from briefbuilder.storage.export_records import unpack_pages
from briefbuilder.templating.parts import printed_heading

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.session import Session
    from briefbuilder.export.identity import NumberedDocument


@value
class KeptExport:
    """What a dossier keeps of an export: what its Word file says, and the facts about its pages if it did not store them yet."""

    briefing: str
    audience: str | None
    record: ExportRecord | None
    pages: LaidOutPages | None


def restore_ids(
    paragraphs: Iterable[ExportedParagraph], numbered: NumberedDocument
) -> tuple[ExportedParagraph, ...]:
    """Return paragraphs with the dossier's ids in place of the numbers of a numbered document."""
    origins = {number: name for name, number in numbered.origins.items()}
    blocks = {number: name for name, number in numbered.blocks.items()}
    return tuple(
        replace(
            paragraph,
            origin=origins.get(paragraph.origin, paragraph.origin),
            block=blocks.get(paragraph.block, paragraph.block),
        )
        if paragraph.origin or paragraph.block
        else paragraph
        for paragraph in paragraphs
    )


def make_record(
    data: ExportInput, export_id: str, paragraphs: Iterable[ExportedParagraph], paths: Iterable[Path]
) -> ExportRecord:
    """Return the record of an export from the paragraphs of its Word file; its name is that of the Word file among `paths`, or of the first."""
    names = [os.fsencode(path.name).decode(errors="replace") for path in paths]
    if any(name.lower().endswith(".docx") for name in names):
        names = [name for name in names if name.lower().endswith(".docx")]
    texts = dict(_texts_of_blocks(data.briefing, data.articles))
    sources = dict(_sources_of_blocks(data.briefing))
    return ExportRecord(
        id=export_id,
        briefing=data.briefing.id,
        moment=data.checked_at or data.moment,
        audience=data.audience,
        file_name=names[0] if names else "",
        template=data.briefing.template,
        has_links=True,
        paragraphs=tuple(_with_source(paragraph, texts, sources) for paragraph in paragraphs),
        text=plain_text_of(data),
    )


def plain_text_of(data: ExportInput) -> str:
    """Return the briefing of an export as plain text, as its record keeps it."""

    def heading(part: Part) -> str:
        topic = data.topics.get(part.topic or "")
        return printed_heading(part, topic, data.template.part(part.key), data.briefing.language)

    return briefing_text(data.briefing, heading)


def keep_export(session: Session, kept: KeptExport) -> None:
    """Keep what an export said in the dossier, unless that is read-only.

    A record gets the moment of now: a document's own moment is to the second; two exports within one would have no order.
    """
    if session.store.read_only:
        return
    if kept.record is not None:
        session.store.keep_export(replace(kept.record, moment=session.store.clock.now()))
    if kept.pages is not None:
        # If that fails, they are laid out again the next time.
        with suppress(DossierError):
            session.store.keep_pages(kept.briefing, kept.audience, kept.pages)


def new_pages(data: ExportInput, pages: LaidOutPages | None) -> LaidOutPages | None:
    """Return the facts about a briefing's pages if the dossier should store them and has not yet, else None."""
    return pages if pages is not None and pages.layout and pages != data.last_pages else None


def packed_pages(session: Session, data: ExportInput) -> bytes | None:
    """Return the last stored facts about a briefing's pages for a recipient, if its export needs them, for `with_last_pages`."""
    if data.template.contents.show or has_page_limits(data):
        return session.store.exports.last_pages(data.briefing.id, data.audience)
    return None


def with_last_pages(pages: bytes | None, data: ExportInput) -> ExportInput:
    """Return an export's input with the last stored facts about the briefing's pages."""
    return data if pages is None else replace(data, last_pages=unpack_pages(pages))


def current_digests(briefing: Briefing, articles: Mapping[str, Article]) -> dict[tuple[str, str], str]:
    """Return the digest of each block of a briefing as it is now, by the ids of its item and itself."""
    return {key: block_digest(text) for key, text in _texts_of_blocks(briefing, articles)}


def _with_source(
    paragraph: ExportedParagraph,
    texts: Mapping[tuple[str, str], str],
    sources: Mapping[tuple[str, str], ParagraphSource],
) -> ExportedParagraph:
    key = (paragraph.origin, paragraph.block)
    if not paragraph.block or paragraph.source not in {"own", "note"}:
        return paragraph
    digest = block_digest(texts[key]) if key in texts else ""
    source = sources.get(key, paragraph.source)
    return replace(
        paragraph,
        digest=digest,
        source="note" if paragraph.source == "note" and source != "quotation" else source,
    )


def _texts_of_blocks(
    briefing: Briefing, articles: Mapping[str, Article]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the text of each block that a briefing shows, by the ids of its item and itself."""
    for item in briefing.items:
        shown: tuple[Block, ...] = item.blocks or ()
        if isinstance(item, Excerpt):
            article = articles.get(item.passage.article)
            if item.blocks is None and article is not None:
                quoted = set(item.passage.blocks)
                shown = tuple(block for block in article.blocks if block.id in quoted or block.kind == "note")
            shown = (*shown, *item.translation)
        for block in shown:
            yield (item.id, block.id), block.text


def _sources_of_blocks(briefing: Briefing) -> Iterator[tuple[tuple[str, str], ParagraphSource]]:
    """Yield which blocks of excerpts are quoted; a translation is the user's own text."""
    for item in briefing.excerpts:
        quoted = item.passage.blocks if item.blocks is None else tuple(block.id for block in item.blocks)
        yield from (((item.id, block.id), "own") for block in item.translation)
        yield from (((item.id, name), "quotation") for name in quoted)
