"""The last steps that all formats of word processors share: head, guessed headings, notes, language, rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.inline import cut, merged, stripped
from briefbuilder.domain.text import Block, Code, Heading, Inline, ListItem, Note, Paragraph, Span
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.metadata import CoreProperties, read_head
from briefbuilder.importers.docx.walker import StyledBlock, attach_captions
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.plaintext.layout import LineMark, ends_sentence, find_line_mark
from briefbuilder.importers.rights import extract_rights, is_only_rights, is_rights_statement

# Headings of a document that has no heading styles: short lines that are bold from end to end.

_LONGEST = 140
_FEWEST_LETTERS = 3


def guess_headings(written: Sequence[StyledBlock]) -> tuple[list[StyledBlock], list[int]]:
    """Return the blocks, bold lines made headings where there are no others, and the places of those."""
    if any(isinstance(one.block, Heading) for one in written):
        return list(written), []
    guessed = [place for place in range(len(written) - 1) if _may_be(written, place)]
    paragraphs = sum(isinstance(one.block, Paragraph) for one in written)
    if len(guessed) > paragraphs / 2:
        return list(written), []
    result = list(written)
    for place in guessed:
        heading = Heading(id="", content=result[place].block.content, level=2)
        result[place] = replace(result[place], block=unbold_heading(heading))
    return result, guessed


def _may_be(written: Sequence[StyledBlock], place: int) -> bool:
    one, below = written[place], written[place + 1]
    text = one.block.text
    if not one.bold or one.role != "paragraph" or not isinstance(one.block, Paragraph):
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and len(text) <= _LONGEST and not ends_sentence(text) and not below.bold


def unbold_heading(heading: Heading) -> Heading:
    """Return a heading whose letters are not all bold: that is how headings look, not what a word in one means."""
    letters = [one for one in heading.content if isinstance(one, Span) and one.text.strip()]
    if not all(one.bold for one in letters):
        return heading
    content = tuple(replace(one, bold=False) if isinstance(one, Span) else one for one in heading.content)
    return replace(heading, content=merged(content))


# Lists whose marks are typed before a tab: by people, and by converters that know no lists.

_MARKS = frozenset({"bullet", "dash", "number", "letter"})
_DEEPEST = 8


class _OfficeLists:
    """The lists that are open, each with its indent and the kind of its marks."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def item(self, one: StyledBlock, mark: LineMark) -> ListItem:
        """Return a paragraph with a typed mark as an item; what is indented more stands deeper."""
        while self._open and one.indent < self._open[-1][0]:
            self._open.pop()
        starts = not self._open or one.indent > self._open[-1][0] or self._open[-1][1] != mark.kind
        if self._open and one.indent == self._open[-1][0]:
            self._open.pop()
        if len(self._open) <= _DEEPEST:
            self._open.append((one.indent, mark.kind))
        ordered = mark.kind in {"number", "letter"}
        return ListItem(
            id="",
            content=stripped(cut(one.block.content, mark.length, len(one.block.text))),
            depth=len(self._open) - 1,
            ordered=ordered,
            number=mark.value if ordered else None,
            starts=starts,
        )

    def further(self, one: StyledBlock) -> ListItem | None:
        """Return a paragraph without a mark as part of the item above where it is indented as that is."""
        plain = isinstance(one.block, Paragraph) and one.role == "paragraph"
        if not plain or not one.indent or not self._open or self._open[-1][0] != one.indent:
            return None
        ordered = self._open[-1][1] in {"number", "letter"}
        depth = len(self._open) - 1
        return ListItem(id="", content=one.block.content, depth=depth, ordered=ordered, continues=True)

    def end(self) -> None:
        """Close all lists."""
        self._open.clear()


def convert_typed_lists(written: Sequence[StyledBlock]) -> Iterator[StyledBlock]:
    """Yield the blocks, paragraphs with a typed mark as items of a list."""
    lists = _OfficeLists()
    for one in written:
        mark = _mark(one)
        item = lists.item(one, mark) if mark is not None else lists.further(one)
        if item is None:
            lists.end()
            yield one
        else:
            yield replace(one, block=item, role="paragraph")


def _mark(one: StyledBlock) -> LineMark | None:
    text = one.block.text
    plain = isinstance(one.block, Paragraph) and one.role == "paragraph" and not one.bold
    if not plain or "\t" not in text[:8]:
        return None
    mark = find_line_mark(text)
    typed = mark is not None and mark.kind in _MARKS and "\t" in text[: mark.length]
    return mark if typed and text[mark.length if mark else 0 :].strip() else None


def build_document_draft(
    builder: DraftBuilder,
    found: Sequence[StyledBlock],
    notes: Iterable[Note],
    properties: CoreProperties,
    declared: str | None,
    name: str,
) -> Draft:
    """Return the draft of a document: `found` is its text, `declared` its language, `name` its file's."""
    written = list(_with_joined_code(attach_captions(found)))
    head = read_head(written, properties, builder, name)
    body = [one for place, one in enumerate(written) if place not in head.used]
    statements = [one.block.text for one in body if is_rights_statement(one.block.text)]
    made, guessed = guess_headings(_without_rights(builder, body))
    for place, one in enumerate(made):
        block = builder.add(unbold_heading(one.block) if isinstance(one.block, Heading) else one.block)
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
            rights=extract_rights(statements),
        )
    )


def _without_rights(builder: DraftBuilder, body: Sequence[StyledBlock]) -> list[StyledBlock]:
    """Set apart the paragraphs that are wholly a statement of rights."""
    left = [one for one in body if not is_only_rights(one.block.text)]
    if not left:
        return list(body)
    for one in body:
        if is_only_rights(one.block.text):
            builder.notice("rights-set-apart", first_words(one.block.text))
    return left


def join_content(blocks: Iterable[Block]) -> tuple[Inline, ...]:
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


def _with_joined_code(written: Iterable[StyledBlock]) -> Iterator[StyledBlock]:
    """Yield the blocks, neighbouring lines of code as one: word processors make a paragraph of each."""
    lines: list[StyledBlock] = []
    for one in written:
        if isinstance(one.block, Code):
            lines.append(one)
            continue
        yield from _joined_code(lines)
        lines = []
        yield one
    yield from _joined_code(lines)


def _joined_code(lines: Sequence[StyledBlock]) -> Iterator[StyledBlock]:
    if lines:
        text = "\n".join(one.block.text for one in lines)
        yield replace(lines[0], block=Code(id="", content=(Span(text, code=True),)))


def _language(builder: DraftBuilder, declared: str | None) -> str | None:
    base = (declared or "").partition("-")[0].lower() or None
    guessed = guess_language("\n".join(block.text for block in builder.blocks), declared)
    if guessed is None:
        return base
    if guessed != base:
        builder.notice("language-guessed", guessed)
    return guessed
