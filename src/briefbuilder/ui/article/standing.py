"""Keeps the caret, the target and the scrolling where they are while a corrected article is drawn anew."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.domain.moves import Moves
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.repaired import Repaired
from briefbuilder.ui.article.reading import Reading
from briefbuilder.ui.article.target import Target
from briefbuilder.ui.article.view import ArticleView


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article was being read: `caret` is a block and a code point of it.

    `height` is the way from the top of the view to the caret's line, in pixels.
    """

    text: Repaired
    caret: tuple[str, int] | None
    target: Target | None
    height: int

    @classmethod
    def of(cls, view: ArticleView, reading: Reading) -> Standing:
        """Return where an article is being read now."""
        position = view.textCursor().position()
        caret = view.caret_point()
        ghosts = view.ghosts()
        if caret is None and ghosts:
            caret = ghosts[0].blocks[0], 0
        height = view.lines(position, position)[0] - view.verticalScrollBar().value()
        return cls(reading.text, caret, reading.target, height)

    def aim(self, reading: Reading) -> None:
        """Make what was the target the target again, in the article as it is now."""
        target = self.target
        if target is None:
            return
        moves = Moves(self.text, reading.text)
        passage = target.passage
        run = moves.run(passage.blocks, passage.start, passage.end)
        if run is None:
            return
        blocks = tuple(reading.text.by_id[name] for name in run.blocks)
        moved = passage_of(reading.article, blocks, run.start, run.end)
        reading.choose(moved)
        if target.kind == "section" and reading.target is not None and reading.target.kind != "section":
            reading.choose_section(reading.target.section)

    def settle(self, view: ArticleView, reading: Reading) -> None:
        """Put the caret and the scrolling where they were."""
        position = self._position(view, reading)
        if position is None:
            return
        view.place_caret(position)
        view.verticalScrollBar().setValue(view.lines(position, position)[0] - self.height)

    def _position(self, view: ArticleView, reading: Reading) -> int | None:
        if self.caret is None:
            return None
        name, point = self.caret
        moved = Moves(self.text, reading.text).point(name, point)
        if moved is None and name in reading.text.by_id:
            moved = name, 0
        placed = view.paper.places.of(moved[0]) if moved is not None else None
        if placed is not None and moved is not None:
            return placed.position(moved[1])
        return next((ghost.start for ghost in view.paper.ghosts if name in ghost.blocks), None)
