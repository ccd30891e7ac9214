"""Read a presentation in Office Open XML into a draft: a heading a slide, its shapes in reading order, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans, strip_content
from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.list_labels import PLAIN_LABEL, ListLabel, NumberStyle, own_label
from briefbuilder.domain.text import (
    Block,
    Cell,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Row,
    Script,
    Span,
    Table,
    plain_text,
)
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.docx.embedded import read_chart_part, read_figure
from briefbuilder.importers.docx.package import Package, Relationship, related_part
from briefbuilder.importers.docx.wordml import child, effective_children, parse_int
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.formulas import omml_signs
from briefbuilder.importers.limits import SLIDES, TREE_DEPTH, check_paragraphs
from briefbuilder.importers.office.blocks import StyledBlock, is_bold, join_content, table_blocks
from briefbuilder.importers.office.draft import build_document_draft, report_comments, report_unread
from briefbuilder.importers.office.head import CoreProperties, read_properties
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.slides.slide import (
    SlideBox,
    attach_note,
    guess_title,
    is_title_slide,
    reading_order,
    report_notes,
    without_breaks,
)

_SLIDE_NAME = re.compile(r"[^\W\d_]+ 1")
"""The name of the first slide, "Slide 1" in the language of the program, which is the title if no text is one."""

_TITLES = frozenset({"title", "ctrTitle"})
_NO_CONTENT = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_SAME_KIND = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
"""What kind of placeholder of a master one of a layout inherits from, if it has no equal."""

_UNITS = frozenset({"p:sp", "p:pic", "p:graphicFrame", "p:grpSp"})


@dataclass(frozen=True, slots=True)
class _Placeholder:
    kind: str
    index: str


@dataclass(slots=True)
class _Layout:
    """A layout with its master; both are read once for all slides."""

    kind: str = ""
    shapes: list[tuple[_Placeholder, _Element]] = field(default_factory=list)
    master_shapes: list[tuple[_Placeholder, _Element]] = field(default_factory=list)
    styles: dict[str, _Element] = field(default_factory=dict)

    def inherited(self, placeholder: _Placeholder) -> list[_Element]:
        """Return the shapes that a placeholder inherits from, nearest first."""
        own = _find_placeholder(self.shapes, placeholder)
        base = placeholder
        if own is not None and (found := _placeholder(own)) is not None:
            base = found
        kind = _SAME_KIND.get(base.kind, base.kind)
        master = next((shape for other, shape in self.master_shapes if other.kind == kind), None)
        return [shape for shape in (own, master) if shape is not None]

    def list_styles(self, placeholder: _Placeholder | None) -> list[_Element]:
        """Return the list styles that the text of a shape inherits from, nearest first."""
        if placeholder is None:
            return []
        styles = [child(shape, "p:txBody", "a:lstStyle") for shape in self.inherited(placeholder)]
        kind = "p:titleStyle" if placeholder.kind in _TITLES else "p:bodyStyle"
        return [style for style in (*styles, self.styles.get(kind)) if style is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slide:
    """A slide that is shown; `number` counts from 1, hidden slides included."""

    number: int
    root: _Element
    relations: dict[str, Relationship]
    layout: _Layout


class _PackageReader:
    """Reads one presentation."""

    def __init__(self, package: Package, builder: DraftBuilder, name: str) -> None:
        self.package = package
        self.builder = builder
        self.notes: list[Note] = []
        self.external_count = 0
        self._name = name
        self._layouts: dict[str, _Layout] = {}

    def slides(self, main: str, root: _Element) -> Iterator[_Slide]:
        """Yield the slides that are shown, in order; the others are reported."""
        relations = self.package.relationships(main)
        named = [relations.get(element.get(qn("r:id")) or "") for element in root.iter(qn("p:sldId"))]
        parts = list(
            dict.fromkeys(
                relationship.target
                for relationship in named
                if relationship is not None and not relationship.external
            )
        )
        if len(parts) > SLIDES:
            raise ImportRefusedError("import-too-many-slides", name=self._name, limit=str(SLIDES))
        for number, part in enumerate(parts, 1):
            slide = self.package.optional_xml(part)
            if slide is None:
                continue
            if slide.get("show") in {"0", "false"}:
                self.builder.notice("slide-hidden", f"{number}: {first_words(_all_text(slide))}")
                continue
            related = self.package.relationships(part)
            yield _Slide(number=number, root=slide, relations=related, layout=self._layout(related))

    def _layout(self, relations: dict[str, Relationship]) -> _Layout:
        part = related_part(relations, "slideLayout")
        if part not in self._layouts:
            self._layouts[part] = self._load_layout(part)
        return self._layouts[part]

    def _load_layout(self, part: str) -> _Layout:
        root = self.package.optional_xml(part) if part else None
        if root is None:
            return _Layout()
        layout = _Layout(kind=root.get("type") or "", shapes=_placeholders(root))
        master = self.package.related_xml(self.package.relationships(part), "slideMaster")
        if master is not None:
            layout.master_shapes = _placeholders(master)
            styles = child(master, "p:txStyles")
            layout.styles = {prefixed_name(style): style for style in (styles if styles is not None else ())}
        return layout

    def read_notes(self, slide: _Slide) -> tuple[Inline, ...]:
        """Return the notes below a slide, with line breaks between their paragraphs."""
        part = related_part(slide.relations, "notesSlide")
        root = self.package.optional_xml(part) if part else None
        text = ShapeText(self.package.relationships(part) if part else {})
        found: list[Block] = []
        for shape in root.iter(qn("p:sp")) if root is not None else ():
            placeholder = _placeholder(shape)
            if placeholder is not None and placeholder.kind == "body":
                found += text.blocks(child(shape, "p:txBody"))
        return join_content(found)


class _SlideReader:
    """Reads the shapes of one slide."""

    def __init__(self, reader: _PackageReader, slide: _Slide) -> None:
        self._reader = reader
        self._slide = slide
        self._builder = reader.builder
        self._text = ShapeText(slide.relations)
        self.title: tuple[Inline, ...] = ()
        self.title_kind = ""

    def read(self) -> list[StyledBlock]:
        """Return the blocks of the slide without its title, which is kept in `title`."""
        tree = child(self._slide.root, "p:cSld", "p:spTree")
        shapes = [] if tree is None else [part for part in effective_children(tree) if self._is_shown(part)]
        rest: list[_Element] = []
        for shape in shapes:
            placeholder = _placeholder(shape)
            if placeholder is not None and placeholder.kind in _TITLES and not self.title:
                self.title = self._title(shape)
                self.title_kind = placeholder.kind
            else:
                rest.append(shape)
        ordered = reading_order(rest, self._box)
        if not self.title and len(ordered) > 1:
            self.title = self._guess_title(ordered[0])
            ordered = ordered[1:] if self.title else ordered
        return [block for shape in ordered for block in self._read_shape(shape, 0)]

    def _is_shown(self, shape: _Element) -> bool:
        if prefixed_name(shape) not in _UNITS:
            return False
        placeholder = _placeholder(shape)
        if placeholder is not None and placeholder.kind in _NO_CONTENT:
            return False
        properties = _own_properties(shape)
        if properties is not None and properties.get("hidden") in {"1", "true"}:
            text = first_words(_all_text(shape))
            if text:
                self._builder.notice("hidden-text-dropped", text)
            return False
        return True

    def _title(self, shape: _Element) -> tuple[Inline, ...]:
        return without_breaks(join_content(self._text.blocks(child(shape, "p:txBody"))))

    def _guess_title(self, shape: _Element) -> tuple[Inline, ...]:
        """Return the text of the first shape if it looks like the title of a slide that has none."""
        title = guess_title(self._text.blocks(child(shape, "p:txBody")))
        if title:
            self._builder.notice("heading-guessed", plain_text(title))
        return title

    def _box(self, shape: _Element) -> SlideBox | None:
        placeholder = _placeholder(shape)
        inherited = self._slide.layout.inherited(placeholder) if placeholder is not None else []
        return next((box for element in (shape, *inherited) if (box := _own_box(element)) is not None), None)

    def _read_shape(self, shape: _Element, depth: int) -> Iterator[StyledBlock]:
        kind = prefixed_name(shape)
        if kind == "p:sp":
            yield from self._read_text(shape)
        elif kind == "p:pic":
            yield from self._read_picture(shape)
        elif kind == "p:graphicFrame":
            yield from self._read_frame(shape)
        elif kind == "p:grpSp" and depth < TREE_DEPTH:
            inner = [part for part in effective_children(shape) if self._is_shown(part)]
            for part in reading_order(inner, self._box):
                yield from self._read_shape(part, depth + 1)

    def _read_text(self, shape: _Element) -> Iterator[StyledBlock]:
        placeholder = _placeholder(shape)
        subtitle = placeholder is not None and placeholder.kind == "subTitle"
        styles = () if subtitle else self._slide.layout.list_styles(placeholder)
        for block in self._text.blocks(child(shape, "p:txBody"), styles):
            role = "subtitle" if subtitle and isinstance(block, Paragraph) else "paragraph"
            yield StyledBlock(block=block, role=role, bold=is_bold(block.content))

    def _read_picture(self, shape: _Element) -> Iterator[StyledBlock]:
        blip = next(shape.iter(qn("a:blip")), None)
        relation = self._relation(blip, "r:embed")
        if relation is None or relation.external:
            self._reader.external_count += 1
            return
        described = _alternative_text(shape)
        for figure in read_figure(self._builder, self._reader.package, relation.target, described):
            yield StyledBlock(block=figure, role="figure")

    def _read_frame(self, frame: _Element) -> Iterator[StyledBlock]:
        """Read a table, a chart, a diagram, or the picture of an embedded object."""
        table = next(frame.iter(qn("a:tbl")), None)
        if table is not None:
            yield from self._read_table(table)
            return
        for part in frame.iter():
            kind = prefixed_name(part)
            if kind == "?:chart":
                yield from self._read_chart(self._relation(part, "r:id"))
            elif kind == "?:relIds":
                yield from self._read_diagram(self._relation(part, "r:dm"))
            elif kind == "p:oleObj":
                self._builder.notice("part-not-read", part.get("progId") or "")
        for picture in frame.iter(qn("p:pic")):
            yield from self._read_picture(picture)
            return  # the alternatives of an object have the same picture

    def _read_table(self, element: _Element) -> Iterator[StyledBlock]:
        properties = child(element, "a:tblPr")
        lines = list(element.iter(qn("a:tr")))
        header = len(lines) > 1 and properties is not None and properties.get("firstRow") in {"1", "true"}
        rows = tuple(
            Row(
                cells=tuple(
                    self._cell(cell, len(lines) - place, header=header and place == 0)
                    for cell in line.iter(qn("a:tc"))
                    if cell.get("hMerge") not in {"1", "true"} and cell.get("vMerge") not in {"1", "true"}
                )
            )
            for place, line in enumerate(lines)
        )
        yield from table_blocks(Table(id="", rows=rows, header_rows=int(header)))

    def _cell(self, cell: _Element, rows_left: int, *, header: bool) -> Cell:
        spans = [min(max(parse_int(cell.get(name)) or 1, 1), 1000) for name in ("gridSpan", "rowSpan")]
        return Cell(
            blocks=self._text.blocks(child(cell, "a:txBody")),
            column_span=spans[0],
            row_span=min(spans[1], rows_left),
            header=header,
        )

    def _read_chart(self, relation: Relationship | None) -> Iterator[StyledBlock]:
        for table in read_chart_part(self._builder, self._reader.package, relation):
            yield StyledBlock(block=table, role="table")

    def _read_diagram(self, relation: Relationship | None) -> Iterator[StyledBlock]:
        if relation is None or relation.external:
            return
        root = self._reader.package.optional_xml(relation.target)
        starts = True
        for paragraph in root.iter(qn("a:p")) if root is not None else ():
            content = self._text.content(paragraph)
            if any(inline.text.strip() for inline in content):
                yield StyledBlock(block=ListItem(id="", content=content, starts=starts))
                starts = False

    def _relation(self, element: _Element | None, name: str) -> Relationship | None:
        return self._slide.relations.get((element.get(qn(name)) or "") if element is not None else "")


def _without_slide_name(properties: CoreProperties, blocks: Sequence[StyledBlock]) -> CoreProperties:
    """Return the properties without a title that is only the program's name of the first slide."""
    title = match_key(properties.title)
    if not _SLIDE_NAME.fullmatch(properties.title) or any(
        match_key(styled.block.text) == title for styled in blocks
    ):
        return properties
    return replace(properties, title="")


def read_pptx(data: bytes, file_name: str) -> Draft:
    """Read a presentation; raise ImportRefusedError if it cannot be read."""
    package = Package(data, file_name)
    main = package.main_part("ppt/presentation.xml")
    root = package.xml(main)
    if root is None or prefixed_name(root) != "p:presentation":
        raise ImportRefusedError("import-no-document", name=file_name)
    builder = DraftBuilder()
    if package.has_macros:
        builder.notice("macros-not-kept")
    reader = _PackageReader(package, builder, file_name)
    blocks = _read_slides(reader, list(reader.slides(main, root)), file_name)
    properties = _without_slide_name(read_properties(package), blocks)
    report_unread(builder, reader.external_count, package.damaged)
    return build_document_draft(builder, blocks, reader.notes, properties, file_name)


def _read_slides(reader: _PackageReader, slides: list[_Slide], name: str) -> list[StyledBlock]:
    divided = any(slide.layout.kind == "secHead" for slide in slides)
    found: list[StyledBlock] = []
    noted: list[str] = []
    for place, slide in enumerate(slides):
        shapes = _SlideReader(reader, slide)
        blocks = shapes.read()
        if shapes.title:
            level = 2 if divided and slide.layout.kind != "secHead" else 1
            first = place == 0 and bool(shapes.title_kind) and is_title_slide(blocks)
            heading: Block = Heading(id="", content=shapes.title, level=level)
            if first:
                heading = Paragraph(id="", content=shapes.title)
            blocks.insert(0, StyledBlock(block=heading, role="title" if first else "paragraph"))
        notes = reader.read_notes(slide)
        if notes:
            attach_note(reader.notes, blocks, notes)
            noted.append(str(slide.number))
        _report_comments(reader, slide)
        found += (replace(styled, block=replace(styled.block, page=slide.number)) for styled in blocks)
        check_paragraphs(len(found), name)
    report_notes(reader.builder, noted)
    return found


def _report_comments(reader: _PackageReader, slide: _Slide) -> None:
    for relation in slide.relations.values():
        if relation.kind != "comments" or relation.external:
            continue
        root = reader.package.optional_xml(relation.target)
        texts = [
            "".join(part.itertext())
            for part in (root.iter() if root is not None else ())
            if prefixed_name(part) in {"p:text", "?:txBody"}
        ]
        report_comments(reader.builder, [("", text) for text in texts])


def _placeholder(shape: _Element) -> _Placeholder | None:
    for properties in shape:
        if prefixed_name(properties).startswith("p:nv"):
            found = child(properties, "p:nvPr", "p:ph")
            if found is not None:
                return _Placeholder(found.get("type") or "", found.get("idx") or "")
    return None


def _placeholders(root: _Element) -> list[tuple[_Placeholder, _Element]]:
    tree = child(root, "p:cSld", "p:spTree")
    found = ((_placeholder(shape), shape) for shape in (tree if tree is not None else ()))
    return [(placeholder, shape) for placeholder, shape in found if placeholder is not None]


def _find_placeholder(shapes: list[tuple[_Placeholder, _Element]], wanted: _Placeholder) -> _Element | None:
    """Return the placeholder of a layout with the same index, or the same kind if there is no index."""
    if wanted.index:
        return next((shape for found, shape in shapes if found.index == wanted.index), None)
    titles = _TITLES if wanted.kind in _TITLES else {wanted.kind}
    return next((shape for found, shape in shapes if found.kind in titles), None)


def _own_properties(shape: _Element) -> _Element | None:
    """Return the element with the name and the description of a shape."""
    return next(shape.iter(qn("p:cNvPr")), None)


def _own_box(shape: _Element) -> SlideBox | None:
    frame = child(shape, "p:xfrm")
    for holder in ("p:spPr", "p:grpSpPr"):
        frame = child(shape, holder, "a:xfrm") if frame is None else frame
    offset, extent = child(frame, "a:off"), child(frame, "a:ext")
    if offset is None or extent is None:
        return None
    numbers = [parse_int(offset.get(name)) for name in "xy"]
    sizes = [parse_int(extent.get(name)) for name in ("cx", "cy")]
    left, top, width, height = (float(number or 0) for number in (*numbers, *sizes))
    return SlideBox(left=left, top=top, right=left + max(width, 1), bottom=top + max(height, 1))


def _alternative_text(shape: _Element) -> str:
    properties = _own_properties(shape)
    return (properties.get("descr") or properties.get("title") or "") if properties is not None else ""


def _all_text(element: _Element) -> str:
    paragraphs = (
        "".join(text.text or "" for text in paragraph.iter(qn("a:t")))
        for paragraph in element.iter(qn("a:p"))
    )
    return " ".join(filter(str.strip, paragraphs))


def slides_text(data: bytes, file_name: str) -> str:
    """Return the text of all slides in file order, hidden ones and notes included."""
    package = Package(data, file_name)
    main = package.main_part("ppt/presentation.xml")
    relations = package.relationships(main)
    root = package.xml(main)
    pieces: list[str] = []
    for number, listed in enumerate(root.iter(qn("p:sldId")) if root is not None else (), 1):
        relation = relations.get(listed.get(qn("r:id")) or "")
        if relation is None or relation.external or number > SLIDES:
            continue
        notes = related_part(package.relationships(relation.target), "notesSlide")
        for part, label in ((relation.target, f"[{number}]"), (notes, f"[{number} …]")):
            slide = package.optional_xml(part) if part else None
            lines = [
                plain_text(ShapeText({}).content(element)).strip()
                for element in (slide.iter(qn("a:p")) if slide is not None else ())
            ]
            text = "\n".join(filter(None, lines))
            if text:
                pieces.append(f"{label}\n{text}")
    return "\n\n".join(pieces)


# Text in DrawingML: paragraphs, lists by inherited bullets, and the format of runs.

_NUMBER_STYLES: dict[str, NumberStyle] = {
    "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman",
}  # fmt: skip
_FORMS = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Plain": ("", "")}
"""The text before and after a number, by the endings of ST_TextAutonumberScheme."""
_LEVELS = 9
_OFF = frozenset({"0", "false", "off"})
_MAX_NUMBER = 99_999


@dataclass(frozen=True, slots=True)
class _Bullet:
    """The mark of a list item; `start` is the first number of a numbered list, `label` how it is written."""

    ordered: bool
    start: int = 1
    label: ListLabel = PLAIN_LABEL


class ShapeText:
    """Reads the text of the shapes of one slide; `relations` are those of the slide."""

    def __init__(self, relations: Mapping[str, Relationship]) -> None:
        self._relations = relations

    def blocks(self, body: _Element | None, styles: Sequence[_Element] = ()) -> tuple[Block, ...]:
        """Return the paragraphs and list items of a text body, none without one.

        `styles` are the list styles that it inherits from, nearest first; they say which levels have bullets.
        """
        own = child(body, "a:lstStyle")
        chain = [*([] if own is None else [own]), *styles]
        numbers: dict[int, int] = {}
        found: list[Block] = []
        for paragraph in body.iter(qn("a:p")) if body is not None else ():
            content = strip_content(self.content(paragraph))
            if not any(inline.text.strip() for inline in content):
                continue
            level = _level(paragraph)
            bullet = _bullet(paragraph, level, chain)
            for deeper in [depth for depth in numbers if depth > level or bullet is None]:
                del numbers[deeper]
            if bullet is None:
                found.append(Paragraph(id="", content=content))
                continue
            number = None
            if bullet.ordered:
                number = numbers[level] = numbers[level] + 1 if level in numbers else bullet.start
            else:
                numbers.pop(level, None)
            item = _item(content, level, number, found[-1] if found else None)
            label = None if number is None else own_label(bullet.label, item.depth)
            found.append(replace(item, label=label))
        return tuple(found)

    def content(self, paragraph: _Element) -> tuple[Inline, ...]:
        """Return the content of a paragraph."""
        return merge_spans(tuple(self._spans(paragraph)))

    def _spans(self, element: _Element) -> Iterator[Span]:
        for part in effective_children(element):
            kind = prefixed_name(part)
            if kind == "a:r" or (kind == "a:fld" and part.get("type") != "slidenum"):
                yield self._run(part)
            elif kind == "a:br":
                yield Span("\n")
            elif kind.startswith(("m:", "?:")):  # formulas, which Office 2010 wraps in a separate element
                yield from (Span(text, script=script) for text, script in omml_signs(part))

    def _run(self, run: _Element) -> Span:
        text = run.findtext(qn("a:t")) or ""
        span = Span(text.replace("\v", "\n").replace("_x000B_", "\n"))
        properties = child(run, "a:rPr")
        if properties is None:
            return span
        return replace(
            span,
            bold=_is_on(properties.get("b")),
            italic=_is_on(properties.get("i")),
            underline=properties.get("u", "none") != "none" and self._link(properties) is None,
            strike=properties.get("strike", "noStrike") != "noStrike",
            script=_script(properties.get("baseline")),
            link=self._link(properties),
        )

    def _link(self, properties: _Element) -> str | None:
        click = child(properties, "a:hlinkClick")
        relation = self._relations.get(click.get(qn("r:id")) or "") if click is not None else None
        if relation is None or not relation.external or not SAFE_LINK.match(relation.target):
            return None
        return relation.target


def _item(content: tuple[Inline, ...], level: int, number: int | None, before: Block | None) -> ListItem:
    ordered = number is not None
    depth = min(level, before.depth + 1) if isinstance(before, ListItem) else 0
    same = isinstance(before, ListItem) and (
        before.depth > depth or (before.depth == depth and before.ordered == ordered)
    )
    return ListItem(id="", content=content, depth=depth, ordered=ordered, number=number, starts=not same)


def _level(paragraph: _Element) -> int:
    properties = child(paragraph, "a:pPr")
    level = parse_int(properties.get("lvl")) if properties is not None else None
    return min(max(level or 0, 0), _LEVELS - 1)


def _bullet(paragraph: _Element, level: int, styles: Sequence[_Element]) -> _Bullet | None:
    own = child(paragraph, "a:pPr")
    inherited = (child(style, f"a:lvl{level + 1}pPr") for style in styles)
    for properties in (own, *inherited):
        for part in properties if properties is not None else ():
            kind = prefixed_name(part)
            if kind == "a:buNone":
                return None
            if kind == "a:buAutoNum":
                start = parse_int(part.get("startAt")) or 1
                label = _label(part.get("type") or "")
                return _Bullet(ordered=True, start=min(max(start, 1), _MAX_NUMBER), label=label)
            if kind in {"a:buChar", "a:buBlip"}:
                return _Bullet(ordered=False)
    return None


def _label(scheme: str) -> ListLabel:
    """Return the label of an automatic numbering such as "alphaLcParenBoth"; those of other scripts have digits."""
    styles = (style for name, style in _NUMBER_STYLES.items() if scheme.startswith(name))
    prefix, suffix = next((form for name, form in _FORMS.items() if scheme.endswith(name)), ("", "."))
    return ListLabel(next(styles, "decimal"), prefix, suffix)


def _is_on(value: str | None) -> bool:
    return value is not None and value not in _OFF


def _script(baseline: str | None) -> Script:
    shift = parse_int((baseline or "0").rstrip("%")) or 0
    return "super" if shift > 0 else "sub" if shift < 0 else "baseline"
