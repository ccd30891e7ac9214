"""The contents list: Word's TOC field, its lines already filled in so that Word has nothing to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbuilder.domain.document import Content, ContentsEntry, DrawnContents, Run
from briefbuilder.export.docx.counting import label_room
from briefbuilder.export.docx.ooxml import Node, make, qn
from briefbuilder.export.docx.roles import contents_role
from briefbuilder.export.docx.runs import PLAIN, field_character, field_instruction
from briefbuilder.export.docx.story import Story
from briefbuilder.export.docx.styles import tabs

_LABEL_ROOM = 24.0
"""Points that the number of a line takes, at least."""


def draw_contents(contents: DrawnContents, story: Story, pages: Mapping[str, int]) -> Iterator[Node]:
    """Yield the title and the lines of a contents list.

    A page number is an estimate from the layout of the PDF; a line whose page is not known has none.
    """
    if contents.title:
        yield story.paragraph("contents-title", contents.title, contents.language)
    last = len(contents.entries) - 1
    rooms = _rooms(contents, story)
    for index, entry in enumerate(contents.entries):
        head = _field_head(contents) if index == 0 else ()
        page = pages.get(entry.target) if contents.page_numbers else None
        line = _line(entry, story, contents.language, head, (rooms[entry.level], page))
        if index == last:
            line.append(field_character("end"))
        yield line


def _field_head(contents: DrawnContents) -> tuple[Node, ...]:
    deepest = max(1, min(9, max(entry.level for entry in contents.entries)))
    pages = "" if contents.page_numbers else " \\n"
    instruction = f'TOC \\o "1-{deepest}" \\h \\z \\u{pages}'
    return field_character("begin"), field_instruction(instruction), field_character("separate")


def _rooms(contents: DrawnContents, story: Story) -> dict[int, float]:
    """Return the room of the labels of each level, in points."""
    rooms: dict[int, float] = {}
    for entry in contents.entries:
        size = story.styles.style(contents_role(entry.level)).size
        room = label_room(entry.number, size)
        rooms[entry.level] = max(rooms.get(entry.level, _LABEL_ROOM), room)
    return rooms


def _line(
    entry: ContentsEntry,
    story: Story,
    language: str | None,
    head: tuple[Node, ...],
    ends: tuple[float, int | None],
) -> Node:
    """Return a line; `ends` are the room of its label, in points, and its page."""
    room, page = ends
    role = contents_role(entry.level)
    style = story.styles.style(role)
    content: Content = (Run(text=entry.text),)
    if entry.number:
        content = (Run(text=f"{entry.number}\t"), *content)
    stop = (tabs(("left", style.indent_start + room, "")),) if entry.number else ()
    line = story.paragraph(role, content, language, properties=stop, head=head)
    bookmark = story.anchors.get(entry.target)
    if bookmark is None:
        return line
    link = make("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"})
    for run in [node for node in line.findall(qn("w:r")) if node not in head]:
        link.append(run)
    if page is not None:
        story.forms.append_text(link, "\t", PLAIN, style)
        story.forms.append_field(link, f"PAGEREF {bookmark} \\h", str(page), PLAIN, style)
    line.append(link)
    return line
