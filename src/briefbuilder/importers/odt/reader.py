"""Read an OpenDocument text into a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans, strip_content
from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.list_labels import own_label
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    plain_text,
)
from briefbuilder.importers.clean import collapse_spaces, first_words
from briefbuilder.importers.docx.styles import add_label
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.formulas import Sign
from briefbuilder.importers.limits import TREE_DEPTH, check_paragraphs
from briefbuilder.importers.odt.package import OdtParts, OdtPictureReader, open_parts
from briefbuilder.importers.odt.styles import (
    Letters,
    ListPosition,
    OdtLists,
    OdtStyles,
    OutlineNumbering,
    attribute,
    child_elements,
    int_attribute,
    paragraph_text,
    spaces_of,
    twips,
)
from briefbuilder.importers.office.blocks import (
    CellReader,
    StyledBlock,
    is_running_text,
    join_content,
    styled_paragraph,
    table_blocks,
)
from briefbuilder.importers.office.draft import (
    build_document_draft,
    convert_typed_lists,
    report_headers_footers,
    report_unread,
)
from briefbuilder.importers.office.head import CoreProperties, make_properties
from briefbuilder.importers.office.xml_names import prefixed_name, qn

_HEADERS_FOOTERS: Mapping[str, tuple[str, ...]] = {
    "header": ("style:header", "style:header-left", "style:header-first"),
    "footer": ("style:footer", "style:footer-left", "style:footer-first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """An open OpenDocument file: its body and what reads it."""

    builder: DraftBuilder
    package: OdtParts
    body: _Element
    styles_root: _Element | None
    styles: OdtStyles
    inline: OdtInlineReader
    walker: OdtWalker
    pictures: OdtPictureReader


def open_document(data: bytes, file_name: str, kind: str) -> OpenDocument:
    """Open a file whose body is of a kind such as "office:text"; raise ImportRefusedError if it cannot be read."""
    package = open_parts(data, file_name)
    manifest = package.optional_xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(qn("manifest:encryption-data")), None) is not None:
        raise ImportRefusedError("import-odt-encrypted", name=file_name)
    content = package.xml("content.xml")
    body = content.find(f"{qn('office:body')}/{qn(kind)}") if content is not None else None
    if body is None:
        raise ImportRefusedError("import-odt-without-text", name=file_name)
    if kind != "office:spreadsheet":
        check_paragraphs(sum(1 for _ in body.iter(qn("text:p"), qn("text:h"))), file_name)
    styles_root = package.optional_xml("styles.xml")
    builder = DraftBuilder()
    if any(part.startswith(("basic/", "scripts/")) for part in package.names):
        builder.notice("macros-not-kept")
    styles = OdtStyles([styles_root, content])
    pictures = OdtPictureReader(builder, package)
    inline = OdtInlineReader(styles, pictures.read_formula)
    return OpenDocument(
        builder=builder,
        package=package,
        body=body,
        styles_root=styles_root,
        styles=styles,
        inline=inline,
        walker=OdtWalker(builder, styles, inline, pictures.read_figures),
        pictures=pictures,
    )


def read_odt(data: bytes, file_name: str) -> Draft:
    """Read an OpenDocument text; raise ImportRefusedError if it cannot be read."""
    document = open_document(data, file_name, "office:text")
    blocks = list(convert_typed_lists(document.walker.walk(document.body)))
    notes = list(read_notes(document.walker, document.inline))
    root = document.styles_root
    report_headers_footers(
        document.builder,
        [
            (kind, paragraph_text(element))
            for kind, tags in _HEADERS_FOOTERS.items()
            for tag in tags
            for element in (root.iter(qn(tag)) if root is not None else ())
        ],
    )
    return finish_document(document, blocks, notes, file_name)


def finish_document(
    document: OpenDocument, blocks: Sequence[StyledBlock], notes: Iterable[Note], file_name: str
) -> Draft:
    """Return the draft of what was read, with its properties and the notices of what could not be read."""
    properties = replace(
        read_properties(document.package.optional_xml("meta.xml")), language=document.styles.language or None
    )
    report_unread(document.builder, document.pictures.external_count, document.package.damaged)
    return build_document_draft(document.builder, blocks, notes, properties, file_name)


def read_notes(walker: OdtWalker, inline: OdtInlineReader) -> Iterator[Note]:
    """Yield the notes in the order of their references; those referenced in notes come last."""
    index = 0
    marks = {"foot": 0, "end": 0}
    while index < len(inline.notes):
        note, element = list(inline.notes.items())[index]
        index += 1
        placement: Literal["foot", "end"] = "end" if note.startswith("note:end") else "foot"
        marks[placement] += 1
        body = element.find(qn("text:note-body"))
        content = join_content(walker.read_blocks(body)) if body is not None else ()
        if content:
            yield Note(id=note, content=content, placement=placement, mark=str(marks[placement]))


def read_properties(meta: _Element | None) -> CoreProperties:
    """Return the properties of a document without the placeholders of programs."""
    if meta is None:
        return CoreProperties()

    def first(*tags: str) -> str:
        found = (meta.findtext(f".//{qn(tag)}") or "" for tag in tags)
        return " ".join(next(filter(None, found), "").split())

    return make_properties(
        first("dc:title"), first("meta:initial-creator", "dc:creator"), first("meta:creation-date", "dc:date")
    )


# The body.

_WITHOUT_TEXT = frozenset(
    {
        "text:tracked-changes", "text:note-citation", "text:ruby-text", "text:change", "text:change-start",
        "text:change-end", "text:bibliography-mark-source", "text:script", "office:forms", "svg:title", "svg:desc",
    }
)  # fmt: skip
_MAX_SPAN = 1000
_MAX_SAMPLE = 2000
"""The code points by which the script of a text is known."""

_MAX_REPEATED = 100
_ROW_GROUPS = frozenset({"table:table-rows", "table:table-row-group", "table:table-header-rows"})
_SECTIONS = frozenset(
    {
        "text:section", "text:index-body", "text:index-title", "text:numbered-paragraph", "office:text",
        "text:bibliography",
    }
)  # fmt: skip
_INDEXES = frozenset(
    {
        "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index",
        "text:user-index", "text:alphabetical-index",
    }
)  # fmt: skip
_TEXT_ELEMENTS = frozenset({"text:p", "text:h", "text:list", "table:table"})


@dataclass(slots=True)
class ParagraphContents:
    """The content of a paragraph, the frames anchored to it, and what was dropped."""

    content: list[Inline] = field(default_factory=list)
    frames: list[_Element] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)


class OdtInlineReader:
    """Reads paragraphs; `notes` collects the referenced notes by id, in order.

    `formula` returns the signs of the formula in a frame, none for other frames.
    """

    def __init__(self, styles: OdtStyles, formula: Callable[[_Element], list[Sign]]) -> None:
        self._formula = formula
        self.notes: dict[str, _Element] = {}
        self._styles = styles
        self._marks = {"foot": 0, "end": 0}

    def read(self, paragraph: _Element, style: str) -> ParagraphContents:
        """Return the contents of a paragraph with a style."""
        contents = ParagraphContents()
        form = self._styles.paragraph_format(style, "".join(paragraph.itertext())[:_MAX_SAMPLE])
        self._read_children(paragraph, form, contents, 0)
        return contents

    def _read_children(self, element: _Element, span: Span, contents: ParagraphContents, depth: int) -> None:
        if depth > TREE_DEPTH:
            return
        if element.text:
            contents.content.append(replace(span, text=collapse_spaces(element.text)))
        for child in element:
            kind = prefixed_name(child)
            if kind and kind not in _WITHOUT_TEXT:
                self._read_child(child, kind, span, contents, depth)
            if child.tail:
                contents.content.append(replace(span, text=collapse_spaces(child.tail)))

    def _read_child(
        self, child: _Element, kind: str, span: Span, contents: ParagraphContents, depth: int
    ) -> None:
        if kind in {"text:s", "text:tab", "text:line-break"}:
            text = {"text:tab": "\t", "text:line-break": "\n"}.get(kind) or spaces_of(child)
            contents.content.append(replace(span, text=text))
        elif kind == "text:span":
            self._read_span(child, span, contents, depth)
        elif kind == "text:a":
            url = attribute(child, "xlink:href").strip()
            link = url if SAFE_LINK.match(url) else None
            self._read_children(
                child, replace(span, link=link or span.link, underline=False), contents, depth + 1
            )
        elif not self._collect_special(child, kind, span, contents) and not kind.startswith("office:"):
            self._read_children(child, span, contents, depth + 1)

    def _collect_special(self, child: _Element, kind: str, span: Span, contents: ParagraphContents) -> bool:
        """Collect a note, frame, comment or hidden field; return whether the element was one."""
        if kind == "text:note":
            contents.content.append(self._add_note(child))
        elif kind.startswith("draw:"):
            formula = self._formula(child)
            if formula:
                contents.content.extend(
                    replace(span, text=text, script=script if script != "baseline" else span.script)
                    for text, script in formula
                )
            else:
                contents.frames.append(child)
        elif kind == "office:annotation":
            comment = _comment_text(child)
            if not comment.startswith("HTML:"):  # LibreOffice's comments on unknown markup
                contents.dropped.append(("comment", comment))
        elif _is_hidden(child, kind):
            text = attribute(child, "text:string-value") or "".join(child.itertext())
            if text.strip():
                contents.dropped.append(("hidden-text-dropped", first_words(text)))
        else:
            return False
        return True

    def _read_span(self, element: _Element, span: Span, contents: ParagraphContents, depth: int) -> None:
        style = attribute(element, "text:style-name")
        text = "".join(element.itertext())[:_MAX_SAMPLE]
        if self._styles.is_hidden("text", style):
            if text.strip():
                contents.dropped.append(("hidden-text-dropped", first_words(text)))
            return
        inner = self._styles.span_format(span, style, text)
        self._read_children(
            element, replace(inner, underline=inner.underline and span.link is None), contents, depth + 1
        )

    def _add_note(self, element: _Element) -> NoteReference:
        kind = "end" if attribute(element, "text:note-class") == "endnote" else "foot"
        self._marks[kind] += 1
        note = f"note:{kind}:{len(self.notes)}"
        self.notes[note] = element
        return NoteReference(note=note, mark=str(self._marks[kind]))


def _is_hidden(field: _Element, kind: str) -> bool:
    """Return whether a field is hidden: conditional text or a paragraph, or a variable that is only set."""
    if kind == "text:hidden-text":
        return attribute(field, "text:is-hidden") != "false"
    if kind == "text:hidden-paragraph":
        return attribute(field, "text:is-hidden") == "true"
    return attribute(field, "text:display") == "none"


def _comment_text(annotation: _Element) -> str:
    author = annotation.findtext(qn("dc:creator")) or ""
    text = first_words(paragraph_text(annotation), 300)
    return f"{author}: {text}" if author else text


# Tables


def read_table(element: _Element, inner: Callable[[_Element], tuple[Block, ...]]) -> Table:
    """Return a table; `inner` reads the blocks of a cell."""
    rows: list[Row] = []
    header_rows = 0
    for row, header in _iter_rows(element, header=False):
        cells = tuple(_iter_cells(row, inner, header=header))
        has_blocks = any(cell.blocks for cell in cells)
        repeats = int_attribute(row, "table:number-rows-repeated", 1, _MAX_REPEATED) if has_blocks else 1
        rows.extend([Row(cells=cells)] * repeats)
        header_rows += repeats if header and header_rows == len(rows) - repeats else 0
    return Table(id="", rows=tuple(rows), header_rows=header_rows)


def _iter_rows(element: _Element, *, header: bool) -> Iterator[tuple[_Element, bool]]:
    for child in child_elements(element):
        kind = prefixed_name(child)
        if kind == "table:table-row":
            yield child, header
        elif kind in _ROW_GROUPS:
            yield from _iter_rows(child, header=header or kind == "table:table-header-rows")


def _iter_cells(
    row: _Element, inner: Callable[[_Element], tuple[Block, ...]], *, header: bool
) -> Iterator[Cell]:
    for child in child_elements(row):
        if prefixed_name(child) != "table:table-cell":
            continue  # a covered cell belongs to the one that spans it
        cell = Cell(
            blocks=inner(child),
            column_span=int_attribute(child, "table:number-columns-spanned", 1, _MAX_SPAN) or 1,
            row_span=int_attribute(child, "table:number-rows-spanned", 1, _MAX_SPAN) or 1,
            header=header,
        )
        repeats = int_attribute(child, "table:number-columns-repeated", 1, _MAX_REPEATED)
        yield from [cell] * (repeats if cell.blocks else 1)


@dataclass(slots=True)
class _OdtWalkState:
    quoted: bool = False
    position: ListPosition | None = None
    blocks: list[StyledBlock] = field(default_factory=list)


class OdtWalker:
    """Walks one document; `figures` reads the pictures of a frame."""

    def __init__(
        self,
        builder: DraftBuilder,
        styles: OdtStyles,
        inline: OdtInlineReader,
        figures: Callable[[_Element], Iterator[Figure]],
    ) -> None:
        self._builder = builder
        self._styles = styles
        self._inline = inline
        self._figures = figures
        self._lists = OdtLists(styles)
        self._outline = OutlineNumbering(styles)
        self._state = _OdtWalkState()
        self._depth = 0

    def walk(self, container: _Element) -> list[StyledBlock]:
        """Return the blocks of a container; the blocks read so far are kept meanwhile."""
        outer, self._state = self._state, _OdtWalkState()
        self._walk_children(container)
        inner, self._state = self._state, outer
        return inner.blocks

    def read_blocks(self, container: _Element) -> tuple[Block, ...]:
        """Return the blocks of a table cell or a note."""
        return tuple(styled_block.block for styled_block in self.walk(container))

    def _walk_children(self, container: _Element) -> None:
        self._depth += 1
        if self._depth <= TREE_DEPTH:
            for element in child_elements(container):
                self._walk_element(element, prefixed_name(element))
        self._depth -= 1

    def _walk_element(self, element: _Element, kind: str) -> None:
        if kind in {"text:p", "text:h"}:
            self._add_paragraph(element, kind)
        elif kind == "text:list":
            self._walk_list(element)
        elif kind == "table:table":
            self._add_table(element)
        elif kind in _INDEXES:
            self._omit("contents-list-removed", element)
        elif kind == "text:tracked-changes":
            for deletion in element.iter(qn("text:deletion")):
                self._omit("deletion-dropped", deletion)
        elif kind in _SECTIONS or kind.startswith("?:"):
            if attribute(element, "text:display") == "none" or attribute(element, "text:is-hidden") == "true":
                self._omit("hidden-text-dropped", element)
            else:
                self._walk_children(element)
        elif kind.startswith("draw:"):
            self._add_frame(element)

    def _omit(self, code: str, element: _Element) -> None:
        text = first_words(paragraph_text(element))
        if text:
            self._builder.notice(code, text)

    def _add_paragraph(self, element: _Element, kind: str) -> None:
        style = attribute(element, "text:style-name")
        contents = self._inline.read(element, style)
        for code, subject in contents.dropped:
            self._builder.notice(code, subject)
        role = self._styles.role(style)
        content = merge_spans(tuple(contents.content))
        content = content if role == "code" else strip_content(content)
        if self._styles.is_hidden("paragraph", style):
            if content:
                self._builder.notice("hidden-text-dropped", first_words(plain_text(content)))
            return
        frames_first = role == "caption"
        for frame in contents.frames if frames_first else ():
            self._add_frame(frame)
        if any(inline.text.strip() for inline in content):
            self._add_block(element, kind, style, role, content)
        elif kind == "text:p":
            self._count_empty_item()
        for frame in () if frames_first else contents.frames:
            self._add_frame(frame)

    def _count_empty_item(self) -> None:
        """Count an empty item, and add its label if it contains words."""
        position = self._state.position
        if position is None or position.header or position.continues:
            return
        self._state.position = replace(position, continues=True)
        if position.ordered:
            label = self._lists.label(position, self._lists.count(position))
            if label:
                self._state.blocks.append(StyledBlock(block=Paragraph(id="", content=(Span(label),))))

    def _add_block(
        self, element: _Element, kind: str, style: str, role: str, content: tuple[Inline, ...]
    ) -> None:
        if role == "contents":
            self._builder.notice("contents-list-removed", first_words(plain_text(content)))
            return
        level = int_attribute(element, "text:outline-level", 0, 6) if kind == "text:h" else 0
        level = level or self._styles.heading_level(style) or int(kind == "text:h")
        if level and role not in {"title", "subtitle"} and not is_running_text(plain_text(content)):
            label = self._heading_label(element, level)
            block: Block = Heading(id="", content=add_label(label, content), level=level)
        else:
            block = self._make_block(content, style, role)
        self._state.quoted = isinstance(block, Quote)
        left, right = (
            twips(self._styles.inherited(style, f"fo:margin-{side}")) for side in ("left", "right")
        )
        letters = self._count_letters(element, style)
        styled = styled_paragraph(block, role, letters, (left, right))
        self._state.blocks.append(replace(styled, label=len(block.text) - len(plain_text(content))))

    def _count_letters(self, element: _Element, style: str) -> Counter[Letters]:
        """Return how many letters of a paragraph are bold or not, and in which size in half-points."""
        sample = "".join(element.itertext())[:_MAX_SAMPLE]
        outer = self._styles.letters("paragraph", style, sample, self._styles.default_letters(sample))
        counts: Counter[Letters] = Counter()
        pending = [(element, outer)]
        while pending:
            part, letters = pending.pop()
            counts[letters] += len((part.text or "").strip())
            for child in child_elements(part):
                counts[letters] += len((child.tail or "").strip())
                kind = prefixed_name(child)
                if kind == "text:span":
                    name, text = attribute(child, "text:style-name"), (child.text or "")[:_MAX_SAMPLE]
                    pending.append((child, self._styles.letters("text", name, text, letters)))
                elif kind == "text:a":
                    pending.append((child, letters))
        return counts

    def _heading_label(self, element: _Element, level: int) -> str:
        """Count a heading, and return the label that it has as an item of a list or by the outline numbering."""
        position = self._state.position
        if attribute(element, "text:is-list-header") == "true" or (position is not None and position.header):
            return ""
        if position is None:
            return self._outline.label(level)
        self._state.position = replace(position, continues=True)
        if position.continues or not position.ordered:
            return ""
        number = self._lists.count(position)
        return self._lists.item_label(position).text(number).strip()

    def _make_block(self, content: tuple[Inline, ...], style: str, role: str) -> Block:
        if role in {"title", "subtitle"}:
            return Paragraph(id="", content=content)
        if role == "code":
            return Code(id="", content=(Span(plain_text(content), code=True),))
        position = self._state.position
        if position is not None:
            return self._place_item(content, position, self._styles.list_depth(style))
        if role == "quote":
            return Quote(id="", content=content, continues=self._state.quoted)
        return Paragraph(id="", content=content)

    def _place_item(
        self, content: tuple[Inline, ...], position: ListPosition, named_depth: int
    ) -> ListItem | Paragraph:
        if position.header:
            return self._make_header(content, max(position.depth, named_depth))
        self._state.position = replace(position, continues=True)
        return self._make_item(content, position, named_depth)

    def _make_header(self, content: tuple[Inline, ...], depth: int) -> ListItem:
        """Return the header of a list, which is an item without a label and is not counted."""
        previous = self._state.blocks[-1].block if self._state.blocks else None
        starts = not isinstance(previous, ListItem) or depth > previous.depth
        return ListItem(id="", content=content, depth=depth, starts=starts)

    def _make_item(
        self, content: tuple[Inline, ...], position: ListPosition, named_depth: int
    ) -> ListItem | Paragraph:
        previous = self._state.blocks[-1].block if self._state.blocks else None
        depth = max(position.depth, named_depth)
        is_deeper = isinstance(previous, ListItem) and depth > previous.depth
        is_first = not position.continues and self._lists.begin_item(position)
        count = None if position.continues or not position.ordered else self._lists.count(position)
        label = self._lists.label(position, count) if count is not None else ""
        if label:
            return Paragraph(id="", content=add_label(label, content))
        return ListItem(
            id="",
            content=content,
            depth=depth,
            ordered=position.ordered,
            number=count,
            label=own_label(self._lists.item_label(position), depth) if count is not None else None,
            starts=not position.continues and (is_first or is_deeper or not isinstance(previous, ListItem)),
            continues=position.continues,
        )

    def _walk_list(self, element: _Element) -> None:
        outer = self._state.position
        lists = self._lists.open_list(element, outer)
        for item in child_elements(element):
            kind = prefixed_name(item)
            if kind in {"text:list-item", "text:list-header"}:
                self._state.position = self._lists.place_item(lists, item, header=kind == "text:list-header")
                self._walk_children(item)
        self._state.position = outer

    def _add_table(self, element: _Element) -> None:
        cells = CellReader(self.walk)
        table = read_table(element, cells.read)
        self._state.blocks.extend(table_blocks(table, cells.frame()))
        self._state.quoted = False

    def _add_frame(self, element: _Element) -> None:
        """Add the pictures of a frame and the text of its boxes and shapes."""
        for figure in self._figures(element):
            self._state.blocks.append(StyledBlock(block=figure, role="figure"))
        for box in _iter_text_boxes(element):
            self._state.blocks.extend(self.walk(box))


def _iter_text_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the shapes with text, including those in groups, but none within another."""
    pending = [element]
    while pending:
        shape = pending.pop()
        if any(prefixed_name(child) in _TEXT_ELEMENTS for child in shape):
            yield shape
        else:
            pending.extend(child for child in reversed(shape) if prefixed_name(child).startswith("draw:"))
