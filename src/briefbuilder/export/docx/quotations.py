"""How a quotation is told from what stands around it: the bar at its side, lists inside it, its headings."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.domain.document import Content, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.docx.form import BAR, BAR_SPACE, border, indent, indents
from briefbuilder.export.docx.ooxml import Node, make

_WIDER = 0.125
"""Points by which every second bar is wider: Word joins the bars of neighbours only where they are alike."""
_MOST_SPACE = 31.0
"""The widest space between a border and its text that Word knows, in points."""


@dataclass(slots=True, eq=False, repr=False)
class Bars:
    """Keeps the bars of neighbouring quotations apart; all that is of one excerpt shares one."""

    style: Style
    _origin: str | None = None
    _odd: bool = False

    def turn(self, origin: str) -> None:
        """Begin a quotation; `origin` is the excerpt's, empty where it stands for itself."""
        if origin != self._origin or not origin:
            self._odd = not self._odd
        self._origin = origin

    def properties(self, *, rtl: bool = False) -> tuple[Node, ...]:
        """Return what a paragraph of the quotation needs beside its style; the style's own bar is at the left."""
        return (self._bar(BAR_SPACE, rtl=rtl),) if (self._odd or rtl) and self.style.rule else ()

    def list_properties(self, left: float, hang: float, *, rtl: bool = False) -> tuple[Node, ...]:
        """Return what an entry of a quoted list needs: `left` is its text's indent at its start, in points."""
        start, end = indents("quote", self.style)
        place = (indent(start + left, -hang, end),)
        if not self.style.rule:
            return place
        # Word measures the space from where the line begins, that is from the mark of the entry.
        return (*place, self._bar(min(BAR_SPACE + left - hang, _MOST_SPACE), rtl=rtl))

    def _bar(self, space: float, *, rtl: bool) -> Node:
        """Return the bar at the side where lines begin; of borders Word knows the left and the right alone."""
        width = BAR + (_WIDER if self._odd else 0.0)
        bar = border("right" if rtl else "left", self.style.rule or "#000000", width, space)
        if rtl:
            return make("w:pBdr", None, make("w:left", {"w:val": "nil"}), bar)
        return make("w:pBdr", None, bar)


def is_lead_in(content: Content) -> bool:
    """Tell whether a quoted paragraph is a heading of its source, bold throughout but for quotation marks."""
    runs = [inline for inline in content if isinstance(inline, Run) and any(map(str.isalnum, inline.text))]
    return bool(runs) and all(run.bold for run in runs)
