"""Render a Document as one HTML file that contains everything it shows and loads nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, assert_never

from lxml import etree
from lxml.etree import _Element as Node

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    FramedElement,
    InlinePicture,
    ListEntry,
    NoteMark,
    Run,
    has_picture,
    walk_elements,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.export.characters import clean_text
from briefbuilder.export.direction import is_content_right_to_left
from briefbuilder.export.html.stylesheet import ALIGNS, build_css
from briefbuilder.export.identity import EXPORT_ID
from briefbuilder.export.labels import (
    ALPHABET,
    LIST_TYPES,
    MARK_SEPARATOR,
    NumberedNote,
    css_list_marker,
    follows_mark,
    number_notes,
)
from briefbuilder.export.measures import POINTS_PER_PIXEL
from briefbuilder.export.table_grid import build_grid
from briefbuilder.export.unpaged import (
    NestedList,
    NestedListItem,
    band_lines,
    heading_shift,
    merge_runs,
    nest_entries,
    page_field_text,
    quotation_origin,
    sanitize_web_url,
    split_lines,
    valid_language,
)

# Nodes


def make_node(tag: str, attributes: Mapping[str, str] | None = None, children: Iterable[Node] = ()) -> Node:
    """Return a node; attributes without a value are left out."""
    node = etree.Element(tag)
    for name, value in (attributes or {}).items():
        if value:
            node.set(name, clean_text(value))
    node.extend(list(children))
    return node


def add_node(parent: Node, tag: str, attributes: Mapping[str, str] | None = None) -> Node:
    """Append a new node to a parent and return it."""
    node = make_node(tag, attributes)
    parent.append(node)
    return node


def add_text(parent: Node, text: str) -> None:
    """Append text to a node, after everything already in it."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean_text(text)
    else:
        parent.text = (parent.text or "") + clean_text(text)


def serialize(root: Node) -> bytes:
    """Return a whole page in UTF-8."""
    text = etree.tostring(root, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return (text + "\n").encode()


# Inline content


@dataclass(slots=True)
class HtmlInlineWriter:
    """Writes inline content into nodes.

    `places` maps anchors to ids. `language` is that of the enclosing node: only differing languages are marked.
    """

    document: Document
    places: dict[str, str]
    notes: dict[str, NumberedNote] = field(init=False)
    language: str = field(init=False)
    _marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.language = self.document.language
        self.notes = number_notes(self.document)

    def fill(self, node: Node, content: Content) -> Node:
        """Append content to a node and return the node."""
        inlines = tuple(merge_runs(content))
        if "dir" not in node.attrib and is_content_right_to_left(content, self.language) != is_right_to_left(
            self.language
        ):
            node.set("dir", "rtl")
        for place, inline in enumerate(inlines):
            if isinstance(inline, Run):
                self._run(node, inline)
            elif isinstance(inline, NoteMark):
                self._mark(node, inline, is_second=follows_mark(inlines, place, self.notes))
            elif isinstance(inline, InlinePicture):
                self.picture(node, inline.picture, inline.size[0], inline.alternative_text)
            else:
                add_text(node, page_field_text(inline))
        return node

    def picture(self, node: Node, name: str, width: float | None, words: str) -> bool:
        """Append a picture of the document of at most a width in points; return whether it can be drawn."""
        picture = self.document.pictures.get(name)
        file = picture.file if picture is not None else None
        if file is None:
            return False
        width_points = min(width or file.width * POINTS_PER_PIXEL, file.width * 4.0)
        source = f"data:{file.media_type};base64,{b64encode(file.data).decode()}"
        pixels = str(max(round(width_points / POINTS_PER_PIXEL), 1))
        # An empty alternative text marks the picture as decorative.
        image = add_node(node, "img", {"src": source, "width": pixels, "alt": words})
        image.set("alt", image.get("alt", ""))
        return True

    @contextmanager
    def using_language(self, language: str | None) -> Iterator[None]:
        """Write everything in the `with` block inside a node of this language."""
        enclosing = self.language
        self.language = valid_language(language) or enclosing
        try:
            yield
        finally:
            self.language = enclosing

    def language_attributes(self, language: str | None) -> dict[str, str]:
        """Return the attributes of a node whose language differs from the enclosing one."""
        tag = valid_language(language)
        if not tag or tag == self.language:
            return {}
        return {"lang": tag, "dir": direction(tag)}

    def _run(self, node: Node, run: Run) -> None:
        if not run.text:
            return
        for tag, attributes in self._wrappers(run):
            node = add_node(node, tag, attributes)
        for index, line in enumerate(split_lines(run.text)):
            if index:
                add_node(node, "br")
            add_text(node, line)

    def _wrappers(self, run: Run) -> list[tuple[str, dict[str, str]]]:
        """Return the elements around the text of a run, outermost first."""
        address = sanitize_web_url(run.link)
        target = self.places.get(run.target or "", "")
        language = self.language_attributes(run.language)
        candidates: tuple[tuple[bool, str, dict[str, str]], ...] = (
            (bool(address or target), "a", {"href": address or f"#{target}"}),
            (run.bold, "strong", {}),
            (run.italic, "em", {}),
            (run.underline, "u", {}),
            (run.strike, "s", {}),
            (run.code, "code", {}),
            (run.keeps_case, "span", {"class": "keeps-case"}),
            (run.script == "sub", "sub", {}),
            (run.script == "super", "sup", {}),
        )
        wrappers: list[tuple[str, dict[str, str]]] = [
            (tag, attributes) for applies, tag, attributes in candidates if applies
        ]
        if language:
            wrappers[:1] = [(wrappers[0][0], wrappers[0][1] | language)] if wrappers else [("span", language)]
        return wrappers

    def _mark(self, node: Node, mark: NoteMark, *, is_second: bool) -> None:
        note = self.notes.get(mark.note)
        if note is None:
            return
        if is_second:
            add_text(add_node(node, "sup", {"class": "mark"}), MARK_SEPARATOR)
        first = "" if note.name in self._marked else f"{note.name}-mark"
        self._marked.add(note.name)
        link = add_node(
            add_node(node, "sup", {"class": "mark"}),
            "a",
            {"href": f"#{note.name}", "id": first, "role": "doc-noteref"},
        )
        add_text(link, note.label)


def direction(tag: str) -> str:
    """Return the writing direction of a language."""
    return "rtl" if is_right_to_left(tag) else "ltr"


# Figures


def figure_node(figure: DrawnFigure, inlines: HtmlInlineWriter) -> Iterator[Node]:
    """Yield the figure; the caption goes with a picture that cannot be drawn, as in the other formats."""
    node = make_node("figure", {"style": f"text-align: {ALIGNS[figure.align]}" if figure.align else ""})
    if not has_picture(inlines.document, figure):
        return
    if not inlines.picture(node, figure.picture, figure.width, figure.alternative_text):
        return
    if figure.wide:
        node[-1].set("style", "width: 100%")
    if figure.caption:
        inlines.fill(add_node(node, "figcaption"), figure.caption)
    yield node


def drawing_nodes(drawn: DrawnChart | DrawnTimeline, inlines: HtmlInlineWriter) -> Iterator[Node]:
    """Yield the figure of a chart or a timeline, which a screen reader reads as its alternative text."""
    # Imported here because only drawings need it: the fonts are opened to measure their texts.
    from briefbuilder.export.drawings.layout import alternative_text, lay_out_drawing
    from briefbuilder.export.drawings.svg import svg_element
    from briefbuilder.export.drawings.text_fitting import TextFitter

    document = inlines.document
    page = document.page
    area = (page.column_width, page.text_height)
    drawings = lay_out_drawing(drawn, document, area, TextFitter.from_document(document))
    if not drawings:
        return
    node = make_node("figure")
    if isinstance(drawn, DrawnChart) and drawn.title:
        inlines.fill(add_node(node, "figcaption"), drawn.title)
    for number, drawing in enumerate(drawings, 1):
        picture = svg_element(drawing)
        picture.set("role", "img")
        picture.set("aria-label", clean_text(alternative_text(drawn, number, len(drawings))))
        picture.set("style", f"display: block; width: 100%; max-width: {drawing.width:.0f}pt")
        node.append(picture)
    yield node


# Lists


def _list_node(child: ListEntry | NestedList, inlines: HtmlInlineWriter) -> Node:
    if isinstance(child, ListEntry):
        return _entry_node("p", child, inlines)
    first = child.items[0].entry
    attributes = {"class": f"depth{child.depth % 3}"}
    if child.ordered and first.label is not None:
        attributes = {"type": LIST_TYPES[first.label.style]}
    if child.ordered and first.number != 1:
        attributes["start"] = str(first.number)
    items = (_item_node(item, inlines) for item in child.items)
    return make_node("ol" if child.ordered else "ul", attributes, items)


def _item_node(item: NestedListItem, inlines: HtmlInlineWriter) -> Node:
    """Return a list item; its text is a paragraph if further paragraphs follow."""
    shown = item.entry.label or (item.entry.shown_label if item.entry.number > ALPHABET else None)
    node = make_node("li", {"style": css_list_marker(shown, item.entry.number) if item.entry.ordered else ""})
    if any(isinstance(child, ListEntry) for child in item.body):
        node.append(_entry_node("p", item.entry, inlines))
    elif inlines.language_attributes(item.entry.language):
        node.append(_entry_node("span", item.entry, inlines))
    else:
        inlines.fill(node, item.entry.content)
    node.extend([_list_node(child, inlines) for child in item.body])
    return node


def _entry_node(tag: str, entry: ListEntry, inlines: HtmlInlineWriter) -> Node:
    node = make_node(tag, inlines.language_attributes(entry.language))
    with inlines.using_language(entry.language):
        return inlines.fill(node, entry.content)


# Notes


def notes_node(inlines: HtmlInlineWriter, placement: Literal["foot", "end"]) -> Node | None:
    """Return the notes of a placement in the order of their marks, or None without notes."""
    notes = [note for note in inlines.notes.values() if note.note.placement == placement]
    if not notes:
        return None
    # ARIA has no role for footnotes; on a page without sheets they are endnotes.
    section = make_node("section", {"class": f"{placement}notes", "role": "doc-endnotes"})
    entries = add_node(section, "ol")
    for note in notes:
        item = add_node(entries, "li", {"id": note.name})
        inlines.fill(item, note.note.content)
        add_text(item, " ")
        back = {"href": f"#{note.name}-mark", "role": "doc-backlink", "aria-label": f"↩ {note.label}"}
        add_text(add_node(item, "a", back), "↩")
    return section


# Tables

DrawElements = Callable[[Node, Iterable[Element]], Node]


def table_node(table: DrawnTable, inlines: HtmlInlineWriter, draw: DrawElements) -> Node:
    """Return a table; spans beyond the table or into another cell are cut short."""
    node = make_node("table", {"class": table.frame})
    if table.caption:
        inlines.fill(add_node(node, "caption"), table.caption)
    rows, columns = build_grid(table.rows, len(table.widths))
    if rows and len(table.widths) == columns and sum(table.widths) > 0:
        group = add_node(node, "colgroup")
        for share in table.widths:
            add_node(group, "col", {"style": f"width: {100 * share / sum(table.widths):.4g}%"})
    header_rows = min(max(table.header_rows, 0), len(rows))
    for tag, first, last in (("thead", 0, header_rows), ("tbody", header_rows, len(rows))):
        part = add_node(node, tag) if last > first else node
        for index in range(first, last):
            row = add_node(part, "tr")
            for slot in rows[index]:
                if slot.cell is None:
                    add_node(row, "td", {"colspan": _span_attribute(slot.span)})
                elif not slot.continues:
                    spans = (slot.span, min(slot.rows, last - index))
                    row.append(_cell_node(slot.cell, spans, inlines, draw, in_head=tag == "thead"))
    return node


def _cell_node(
    cell: DrawnCell, spans: tuple[int, int], inlines: HtmlInlineWriter, draw: DrawElements, *, in_head: bool
) -> Node:
    attributes = {"colspan": _span_attribute(spans[0]), "rowspan": _span_attribute(spans[1])}
    if in_head:
        attributes["scope"] = "col" if spans[0] == 1 else "colgroup"
    elif cell.header:
        attributes["scope"] = "row" if spans[1] == 1 else "rowgroup"
    if cell.flush_end:
        attributes["class"] = "number-cell"
    node = make_node("th" if in_head or cell.header else "td", attributes)
    only = cell.elements[0] if len(cell.elements) == 1 else None
    if isinstance(only, DrawnText) and not (
        only.anchor or only.number or only.language or only.role == "code"
    ):
        if only.role not in {"table", "table-header", "body"}:
            node.set("class", f"{node.get('class', '')} {only.role}".strip())
        return inlines.fill(node, only.content)
    return draw(node, cell.elements)


def _span_attribute(count: int) -> str:
    return str(count) if count > 1 else ""


# Elements


@dataclass(slots=True)
class HtmlBlockWriter:
    """Writes elements; headings are moved down by `shift` levels below the title."""

    inlines: HtmlInlineWriter
    shift: int
    endnotes_drawn: bool = False
    _named: set[str] = field(default_factory=set)

    def draw(self, parent: Node, elements: Iterable[Element]) -> Node:
        """Append the nodes of elements to a parent and return it."""
        break_pending = False
        open_quotation = ""
        for element in elements:
            break_pending = break_pending or isinstance(element, DrawnBreak)
            with self.inlines.using_language(element.language):
                nodes = tuple(self._nodes(element))
            for index, node in enumerate(nodes):
                if not index:
                    self._name(node, element)
                if (
                    not break_pending
                    and open_quotation
                    and open_quotation == element.origin
                    and _continues_quotation(node, parent)
                ):
                    parent[-1].extend(list(node))
                else:
                    parent.append(node)
                if break_pending:
                    node.set("class", f"{node.get('class', '')} new-page".strip())
                    break_pending = False
                open_quotation = quotation_origin(element)
        return parent

    def _name(self, node: Node, element: Element) -> None:
        for name, value in self.inlines.language_attributes(element.language).items():
            node.set(name, value)
        place = self.inlines.places.get(element.anchor, "")
        if place and place not in self._named:
            self._named.add(place)
            node.set("id", place)

    def _nodes(self, element: Element) -> Iterable[Node]:
        match element:
            case DrawnHeading():
                return (self._heading(element.level, element.content, element.number),)
            case DrawnText():
                return (self._text(element),)
            case DrawnList():
                return self._list(element)
            case DrawnQuotation():
                return (self._quotation(element),)
            case DrawnContents():
                return (self._contents(element),)
            case _:
                return self._framed(element)

    def _framed(self, element: FramedElement) -> Iterator[Node]:
        match element:
            case DrawnTable():
                if element.rows or element.caption:
                    yield table_node(element, self.inlines, self.draw)
            case DrawnFigure():
                yield from figure_node(element, self.inlines)
            case DrawnChart() | DrawnTimeline():
                yield from drawing_nodes(element, self.inlines)
            case DrawnCallout():
                yield self._callout(element)
            case DrawnPair():
                pair = make_node("div", {"class": "pair"})
                self.draw(add_node(pair, "div"), element.left)
                self.draw(add_node(pair, "div"), element.right)
                yield pair
            case DrawnEndnotes():
                yield from self._endnotes(element)
            case DrawnBreak():
                pass
            case _:
                assert_never(element)

    def _endnotes(self, endnotes: DrawnEndnotes) -> Iterator[Node]:
        if self.endnotes_drawn:
            return
        self.endnotes_drawn = True
        node = notes_node(self.inlines, "end")
        if node is not None:
            if endnotes.title:
                node.insert(0, self._heading(1, endnotes.title))
            yield node

    def _heading(self, level: int, content: Content, number: str = "") -> Node:
        role = min(max(level, 1), 6)
        node = make_node(f"h{min(role + self.shift, 6)}", {"class": f"heading{role}"})
        return self._labelled(node, content, number)

    def _labelled(self, node: Node, content: Content, number: str) -> Node:
        if number:
            add_text(add_node(node, "span", {"class": "number"}), number)
            add_text(node, " ")
        return self.inlines.fill(node, content)

    def _text(self, text: DrawnText) -> Node:
        if text.role == "title":
            return self._labelled(make_node("h1", {"class": "title"}), text.content, text.number)
        if text.role == "code":
            return self._labelled(make_node("pre"), text.content, text.number)
        return self._labelled(make_node("p", {"class": text.role}), text.content, text.number)

    def _list(self, drawn: DrawnList) -> Iterator[Node]:
        nodes = [_list_node(branch, self.inlines) for branch in nest_entries(drawn.entries)]
        if not drawn.quoted:
            return iter(nodes)
        return iter((make_node("blockquote", None, nodes),)) if nodes else iter(())

    def _quotation(self, quotation: DrawnQuotation) -> Node:
        """Return the quotation; its source line is in the language of the document."""
        node = make_node("blockquote")
        for content in quotation.paragraphs:
            self.inlines.fill(add_node(node, "p"), content)
        if quotation.source:
            language = self.inlines.document.language
            attributes = {"class": "source", **self.inlines.language_attributes(language)}
            with self.inlines.using_language(language):
                self.inlines.fill(add_node(add_node(node, "footer"), "cite", attributes), quotation.source)
        return node

    def _callout(self, callout: DrawnCallout) -> Node:
        node = make_node("aside")
        if callout.title:
            self.inlines.fill(add_node(node, "p", {"class": "callout-title"}), callout.title)
        return self.draw(node, callout.elements)

    def _contents(self, contents: DrawnContents) -> Node:
        node = make_node("nav", {"role": "doc-toc"})
        if contents.title:
            self.inlines.fill(add_node(node, "p", {"class": "contents-title"}), contents.title)
        entries = add_node(node, "ol") if contents.entries else node
        for entry in contents.entries:
            item = add_node(entries, "li", {"class": f"contents{min(max(entry.level, 1), 3)}"})
            target = self.inlines.places.get(entry.target)
            line = add_node(item, "a", {"href": f"#{target}"}) if target else item
            self._labelled(line, (Run(text=entry.text),), entry.number)
        return node


def _continues_quotation(node: Node, parent: Node) -> bool:
    """Return whether a piece of a quotation can be merged into the previous one."""
    return (
        node.tag == "blockquote"
        and len(parent) > 0
        and parent[-1].tag == "blockquote"
        and node.get("id") is None
        and node.get("lang") == parent[-1].get("lang")
    )


_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Makes browsers block anything that would be loaded or executed."""


def render_html(document: Document) -> bytes:
    """Return the file in UTF-8; the same document gives the same bytes."""
    inlines = HtmlInlineWriter(document, _anchor_ids(document.elements))
    body = HtmlBlockWriter(inlines, heading_shift(document))
    page = make_node("body")
    _add_band(page, "header", band_lines(document, "top"), inlines)
    if document.headers_footers.watermark:
        add_text(add_node(page, "p", {"class": "marking"}), document.headers_footers.watermark)
    main = add_node(page, "main")
    body.draw(main, document.elements)
    if not body.endnotes_drawn and (endnotes := notes_node(inlines, "end")) is not None:
        main.append(endnotes)
    footnotes = notes_node(inlines, "foot")
    if footnotes is not None:
        page.append(footnotes)
    _add_band(page, "footer", band_lines(document, "bottom"), inlines)
    language = valid_language(document.language)
    return serialize(
        make_node("html", {"lang": language, "dir": direction(language)}, (_head_node(document), page))
    )


def _head_node(document: Document) -> Node:
    head = make_node("head")
    add_node(head, "meta", {"charset": "utf-8"})
    add_node(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    add_node(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add_text(add_node(head, "title"), " ".join(document.title.split()))
    metadata = {
        "description": document.subject,
        "keywords": ", ".join(document.keywords),
        "date": document.created.astimezone().date().isoformat(),
        "identifier": document.properties.get(EXPORT_ID, ""),
    }
    for name, content in metadata.items():
        if content:
            add_node(head, "meta", {"name": name, "content": content})
    add_node(head, "style").text = build_css(document.styles, document.page, document.language)
    return head


def _add_band(page: Node, tag: str, lines: tuple[BandLine, ...], inlines: HtmlInlineWriter) -> None:
    """Append the lines above or below the text.

    A line with only a centre is one paragraph; without a centre, the two ends share the whole line.
    """
    if not lines:
        return
    band = add_node(page, tag)
    for line in lines:
        if line.centre and not (line.start or line.end):
            inlines.fill(
                add_node(band, "p", {"class": line.role, "style": "text-align: center"}), line.centre
            )
            continue
        row = add_node(band, "div", {"class": f"band {line.role}"})
        for place, content in (("start", line.start), ("middle", line.centre), ("end", line.end)):
            if content or line.centre or (place == "start" and line.end):
                inlines.fill(add_node(row, "div", {"class": place}), content)


def _anchor_ids(elements: Iterable[Element]) -> dict[str, str]:
    """Return an id for each anchor, since anchors may contain characters that ids and links cannot."""
    anchors = dict.fromkeys(element.anchor for element in walk_elements(elements) if element.anchor)
    return {anchor: f"place-{index}" for index, anchor in enumerate(anchors, 1)}
