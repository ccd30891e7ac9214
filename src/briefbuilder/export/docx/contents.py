"""The contents list of a Word file: a TOC field with its lines drawn, so that it is right without an update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbuilder.domain.document import Content, ContentsEntry, DrawnContents, Run
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.export.docx.formatting import indent
from briefbuilder.export.docx.ooxml import PARAGRAPH_ORDER, Node, insert_ordered, make, qn
from briefbuilder.export.docx.runs import PLAIN_FORMAT, ParagraphWriter, field_instruction_run, field_mark_run
from briefbuilder.export.keep_together import MIN_KEPT_CONTENTS
from briefbuilder.export.measures import contents_role
from briefbuilder.export.word_processing import deepest_level, label_widths


def draw_contents(
    contents: DrawnContents, writer: ParagraphWriter, pages: Mapping[str, int]
) -> Iterator[Node]:
    """Yield the title and the lines of a contents list, a TOC field that needs no update.

    Page numbers are estimates from the layout of the PDF; a line without a known page has none.
    """
    if contents.title:
        yield writer.paragraph("contents-title", contents.title, contents.language)
    last = len(contents.entries) - 1
    widths = label_widths(contents, writer.styles)
    for index, entry in enumerate(contents.entries):
        head = _begin_toc_field(contents) if index == 0 else ()
        page = pages.get(entry.target) if contents.page_numbers else None
        line = _contents_line(entry, writer, contents.language, head, widths[entry.level], page)
        if index == last - 1 and last + 1 >= MIN_KEPT_CONTENTS:
            insert_ordered(line[0], PARAGRAPH_ORDER, (make("w:keepNext"),))
        if index == last:
            line.append(field_mark_run("end"))
        yield line


def _begin_toc_field(contents: DrawnContents) -> tuple[Node, ...]:
    deepest = deepest_level(contents)
    pages = "" if contents.page_numbers else " \\n"
    instruction = f'TOC \\o "1-{deepest}" \\h \\z \\u{pages}'
    return field_mark_run("begin"), field_instruction_run(instruction), field_mark_run("separate")


def _contents_line(
    entry: ContentsEntry,
    writer: ParagraphWriter,
    language: str | None,
    head: tuple[Node, ...],
    label_width: float,
    page: int | None,
) -> Node:
    role = contents_role(entry.level)
    style = writer.styles.style(role)
    content: Content = (Run(text=entry.text),)
    if entry.number:
        content = (Run(text=f"{entry.number}\t"), *content)
    hanging = (indent(style.indent_start + label_width, -label_width),) if entry.number else ()
    # The page numbers of all lines are on one side, whatever the direction of a heading.
    rtl = is_right_to_left(language or writer.language)
    line = writer.paragraph(role, content, language, properties=hanging, head=head, rtl=rtl)
    bookmark = writer.anchors.get(entry.target)
    if bookmark is None:
        return line
    link = make("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"})
    for run in [node for node in line.findall(qn("w:r")) if node not in head]:
        link.append(run)
    if page is not None:
        writer.runs.append_text(link, "\t", PLAIN_FORMAT, style)
        writer.runs.append_field(link, f"PAGEREF {bookmark} \\h", str(page), PLAIN_FORMAT, style)
    line.append(link)
    return line
