"""Pictures of a page: those in it or saved beside it come along, the others are counted and never fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Block, Cell, Figure, Row, Table
from briefbuilder.importers.build import Builder
from briefbuilder.importers.html.page import Page

FindBeside = Callable[[str], Picture | None]
"""Returns the picture that was saved beside a page under an address of it."""


class PagePictures:
    """Puts pictures in the place of their addresses; `outside` counts those that are nowhere at hand.

    `beside` finds those that were saved beside the page.
    """

    def __init__(self, builder: Builder, page: Page, beside: FindBeside | None = None) -> None:
        self.outside = 0
        self._builder = builder
        self._page = page
        self._beside = beside

    def put_in(self, block: Block) -> Block | None:
        """Return a block with its pictures, those in a table's cells too; None where nothing is left of it."""
        if isinstance(block, Table):
            rows = (Row(cells=tuple(map(self._cell, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        return self._figure(block) if isinstance(block, Figure) else block

    def _cell(self, cell: Cell) -> Cell:
        blocks = (self.put_in(block) for block in cell.blocks)
        return replace(cell, blocks=tuple(block for block in blocks if block is not None))

    def _figure(self, figure: Figure) -> Figure | None:
        """Return a figure with its picture, one without it where a caption stands, else None."""
        if figure.picture is None:
            return figure if figure.content else None
        picture = self._page.picture(figure.picture)
        if picture is None and self._beside is not None:
            picture = self._beside(figure.picture)
        if picture is None:
            self.outside += 1
            return replace(figure, picture=None) if figure.content else None
        held = self._builder.picture(picture.media_type, picture.data)
        return replace(figure, picture=held, media_type=picture.media_type)
