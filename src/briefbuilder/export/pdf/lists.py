"""Lists: L, LI, Lbl and LBody, however deep, with their marks hanging before the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbuilder.domain.document import DrawnList, ListEntry
from briefbuilder.domain.styles import Style
from briefbuilder.export.labels import list_label
from briefbuilder.export.pdf.boxes import barred
from briefbuilder.export.pdf.direction import is_rtl_language
from briefbuilder.export.pdf.paragraph import Label, Setting, paragraph
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, stacked
from briefbuilder.export.pdf.structure import Element

STEP = 18.0
"""Points from one depth to the next, where the style does not hang its marks."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How entries are set: their style, and how many points further in than it says, at start and end."""

    style: Style
    inset: float = 0.0
    outset: float = 0.0


class _Tree:
    """The elements of a list: deeper lists stand in the body of the entry above them."""

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self._open: list[tuple[int, bool, Element, Element]] = []

    def entry(self, entry: ListEntry) -> tuple[Element, Element]:
        """Return the label's and the text's element of a new entry."""
        while self._open and self._open[-1][0] > entry.depth:
            self._open.pop()
        if self._open and self._open[-1][0] == entry.depth and self._open[-1][1] != entry.ordered:
            self._open.pop()
        if not self._open or self._open[-1][0] < entry.depth:
            above = self._open[-1][3] if self._open else self._parent
            made = above.add("L")
            made.attributes = f"<</O/List/ListNumbering/{_numbering(entry)}>>"
            self._open.append((entry.depth, entry.ordered, made, made))
        depth, ordered, whole, _ = self._open[-1]
        item = whole.add("LI")
        label, body = item.add("Lbl"), item.add("LBody", entry.language)
        self._open[-1] = (depth, ordered, whole, body)
        return label, body.add("P")

    def more(self, entry: ListEntry) -> Element:
        """Return the element of a further paragraph of the entry above."""
        while len(self._open) > 1 and self._open[-1][0] > entry.depth:
            self._open.pop()
        if not self._open:
            return self._parent.add("P", entry.language)
        return self._open[-1][3].add("P", entry.language)


def list_blocks(scene: Scene, drawn: DrawnList, parent: Element, width: float) -> list[Block]:
    """Return a block for each paragraph of a list, one for all where the list is part of a quotation."""
    if drawn.quoted:
        return [_quoted(scene, drawn, parent, width)]
    blocks = _entries(scene, drawn, parent, width, _Look(scene.document.styles.style("list")))
    if blocks:
        # What follows a list stands as far from it as from a paragraph.
        blocks[-1].after = max(blocks[-1].after, scene.document.styles.style("body").space_after)
    return blocks


def _quoted(scene: Scene, drawn: DrawnList, parent: Element, width: float) -> Block:
    """Set a list behind the bar of the quotation that it is part of."""
    quote = scene.document.styles.style("quote")
    element = parent.add("BlockQuote", drawn.language)
    # Its marks stand under the quotation's text, however far lists are indented elsewhere.
    style = replace(scene.document.styles.style("list"), indent_start=0.0)
    look = _Look(style, quote.indent_start, quote.indent_end)
    blocks = _entries(scene, drawn, element, width, look)
    slabs = stacked(blocks)
    barred(slabs, quote, width, rtl=is_rtl_language(scene.language(drawn.language)))
    return Block(slabs, quote.space_before, quote.space_after)


def _entries(scene: Scene, drawn: DrawnList, parent: Element, width: float, look: _Look) -> list[Block]:
    """Return a block for each paragraph of a list."""
    tree = _Tree(parent)
    blocks = []
    for place, entry in enumerate(drawn.entries):
        setting = _setting(scene, tree, entry, look, width, drawn.language)
        block = paragraph(scene, entry.content, setting)
        if place:
            block.before = 0.0
        blocks.append(block)
    return blocks


def _setting(
    scene: Scene, tree: _Tree, entry: ListEntry, look: _Look, width: float, language: str | None
) -> Setting:
    style = look.style
    hang = -style.first_line if style.first_line < 0 else STEP
    start = look.inset + max(style.indent_start, hang) + entry.depth * hang
    end = style.indent_end + look.outset
    own = replace(style, indent_start=min(start, (width - end) * 0.6), indent_end=end, first_line=0.0)
    spoken = scene.language(entry.language or language)
    if entry.continues:
        return Setting(own, width, tree.more(entry), spoken)
    label, text = tree.entry(entry)
    written = list_label(entry.depth, entry.ordered, entry.number)
    return Setting(own, width, text, spoken, Label(written, label, hang))


def _numbering(entry: ListEntry) -> str:
    turn = entry.depth % 3
    if entry.ordered:
        return ("Decimal", "LowerAlpha", "LowerRoman")[turn]
    return ("Disc", "None", "Square")[turn]
