"""Elements of a Document as blocks of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefbuilder.domain.document import (
    Content,
    DrawnCallout,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    Run,
    drawn_text,
)
from briefbuilder.export.markdown.escaping import code_block
from briefbuilder.export.markdown.inlines import Inlines
from briefbuilder.export.markdown.lists import Counter, list_blocks
from briefbuilder.export.markdown.tables import table_block
from briefbuilder.export.unpaged import lines_of, quotation_origin


@dataclass(slots=True)
class Blocks:
    """Draws elements; `shift` is by how many levels headings stand below the title."""

    inlines: Inlines
    shift: int

    def draw(self, elements: Iterable[Element], counter: Counter) -> list[str]:
        """Return the blocks of elements; `counter` counts the lists that stand beside one another."""
        blocks: list[str] = []
        open_quotation = ""
        for element in elements:
            made = [block for block in self._blocks(element, counter) if block]
            origin = element.origin if isinstance(element, DrawnQuotation | DrawnList) else ""
            if made and open_quotation and origin == open_quotation and made[0].startswith(">"):
                made[0] = f"{blocks.pop()}\n>\n{made[0]}"
            blocks.extend(made)
            open_quotation = quotation_origin(element) if made else open_quotation
        return blocks

    def _blocks(self, element: Element, counter: Counter) -> Iterable[str]:
        match element:
            case DrawnHeading():
                level = min(min(max(element.level, 1), 6) + self.shift, 6)
                return (self._heading(level, element.content, element.number),)
            case DrawnText():
                return (self._text(element),)
            case DrawnList():
                made = list_blocks(element.entries, self.inlines, counter)
                return (quoted(made),) if element.quoted else made
            case DrawnQuotation():
                return (self._quotation(element),)
            case DrawnContents():
                return self._contents(element, counter)
            case _:
                return self._framed(element, counter)

    def _framed(self, element: Element, counter: Counter) -> Iterator[str]:
        match element:
            case DrawnTable():
                yield self.inlines.text(element.caption)
                yield table_block(element, self.inlines)
            case DrawnFigure():
                if element.alternative_text.strip():
                    yield self.inlines.text((Run(text=f"[{element.alternative_text.strip()}]"),))
                yield self.inlines.text(element.caption)
            case DrawnCallout():
                inner = self.draw(element.elements, Counter())
                yield quoted([self.inlines.text(element.title, bold=True), *inner])
            case DrawnPair():
                yield from self.draw((*element.left, *element.right), counter)

    def _heading(self, level: int, content: Content, number: str) -> str:
        text = self.inlines.text(numbered(content, number), "line")
        bare = text.rstrip("#")
        # Number signs at its end would be taken for the closing of the heading.
        ended = text if bare == text else f"{bare}\\{text[len(bare) :]}"
        return f"{'#' * level} {ended}" if text else ""

    def _text(self, text: DrawnText) -> str:
        if text.role == "title":
            return self._heading(1, text.content, text.number)
        if text.role == "code" and all(isinstance(inline, Run) for inline in text.content):
            lines = lines_of(drawn_text(numbered(text.content, text.number)))
            return code_block(lines) if any(line.strip() for line in lines) else ""
        return self.inlines.text(numbered(text.content, text.number))

    def _quotation(self, quotation: DrawnQuotation) -> str:
        contents = (*quotation.paragraphs, quotation.source)
        return quoted([self.inlines.text(content) for content in contents])

    def _contents(self, contents: DrawnContents, counter: Counter) -> Iterator[str]:
        """Yield the title and the lines as a list; Markdown has no names that they could lead to."""
        yield self.inlines.text(contents.title, bold=True)
        least = min((entry.level for entry in contents.entries), default=1)
        entries = tuple(
            ListEntry(content=numbered((Run(text=entry.text),), entry.number), depth=entry.level - least)
            for entry in contents.entries
        )
        yield from list_blocks(entries, self.inlines, counter)


def numbered(content: Content, number: str) -> Content:
    """Return content with its label before it."""
    return (Run(text=f"{number} "), *content) if number else content


def quoted(blocks: Iterable[str]) -> str:
    """Return blocks as one quotation."""
    lines = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join(f"> {line}".rstrip(" ") for line in lines) if any(lines) else ""
