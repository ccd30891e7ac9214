"""The last steps that all formats of word processors share: head, guessed headings, notes, language, rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.text import Block, Code, Heading, Inline, Note, Span
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.headings import with_guessed_headings, without_bold
from briefbuilder.importers.docx.metadata import Properties, read_head
from briefbuilder.importers.docx.walker import Written, with_captions
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.rights import is_only_rights, is_rights_statement, rights_of


def finished(
    builder: Builder,
    found: Sequence[Written],
    notes: Iterable[Note],
    properties: Properties,
    declared: str | None,
    name: str,
) -> Draft:
    """Return the draft of a document: `found` is its text, `declared` its language, `name` its file's."""
    written = list(_with_joined_code(with_captions(found)))
    head = read_head(written, properties, builder, name)
    body = [one for place, one in enumerate(written) if place not in head.taken]
    statements = [one.block.text for one in body if is_rights_statement(one.block.text)]
    made, guessed = with_guessed_headings(_without_rights(builder, body))
    for place, one in enumerate(made):
        block = builder.add(without_bold(one.block) if isinstance(one.block, Heading) else one.block)
        if block is not None and place in guessed:
            builder.notice("heading-guessed", block.text, block.id)
    for note in notes:
        builder.add(note)
    if properties.created and not head.byline.published:
        builder.notice("date-from-properties", properties.created.isoformat())
    return builder.draft(
        Metadata(
            title=head.title,
            lead=head.lead,
            authors=head.byline.authors or properties.authors,
            publication=head.byline.publication,
            published=head.byline.published or properties.created,
            language=_language(builder, declared),
            rights=rights_of(statements),
        )
    )


def _without_rights(builder: Builder, body: Sequence[Written]) -> list[Written]:
    """Set apart the paragraphs that are wholly a statement of rights."""
    left = [one for one in body if not is_only_rights(one.block.text)]
    if not left:
        return list(body)
    for one in body:
        if is_only_rights(one.block.text):
            builder.notice("rights-set-apart", first_words(one.block.text))
    return left


def joined_content(blocks: Iterable[Block]) -> tuple[Inline, ...]:
    """Return the content of several blocks as one, parted by line ends: a note's paragraphs."""
    content: list[Inline] = []
    for block in blocks:
        if content:
            content.append(Span("\n"))
        content.extend(block.content or (Span(block.text),))
    return tuple(content)


def is_bold(content: Iterable[Inline]) -> bool:
    """Tell whether every letter of some content is bold."""
    return all(isinstance(inline, Span) and inline.bold for inline in content if inline.text.strip())


def _with_joined_code(written: Iterable[Written]) -> Iterator[Written]:
    """Yield the blocks, neighbouring lines of code as one: word processors make a paragraph of each."""
    lines: list[Written] = []
    for one in written:
        if isinstance(one.block, Code):
            lines.append(one)
            continue
        yield from _joined_code(lines)
        lines = []
        yield one
    yield from _joined_code(lines)


def _joined_code(lines: Sequence[Written]) -> Iterator[Written]:
    if lines:
        text = "\n".join(one.block.text for one in lines)
        yield replace(lines[0], block=Code(id="", content=(Span(text, code=True),)))


def _language(builder: Builder, declared: str | None) -> str | None:
    base = (declared or "").partition("-")[0].lower() or None
    guessed = guess_language("\n".join(block.text for block in builder.blocks), declared)
    if guessed is None:
        return base
    if guessed != base:
        builder.notice("language-guessed", guessed)
    return guessed
