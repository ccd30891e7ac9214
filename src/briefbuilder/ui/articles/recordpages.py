"""The records of the rows that are on show, read by pages; the last pages are kept at hand."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING

from briefbuilder.ui.services import SessionHolder

if TYPE_CHECKING:
    from briefbuilder.dossier.listing import Listed

PAGE = 200
"""Rows that are read at once."""
KEPT = 8
"""Pages that are kept at hand."""


class RecordPages:
    """Reads a page when one of its rows is asked for."""

    def __init__(self, holder: SessionHolder) -> None:
        self._holder = holder
        self._pages: OrderedDict[int, dict[int, Listed]] = OrderedDict()

    @property
    def loaded(self) -> int:
        """How many records are at hand."""
        return sum(len(page) for page in self._pages.values())

    def listed(self, numbers: array[int], row: int) -> Listed | None:
        """Return the record of a row, the rows being articles by their `numbers`; None for no row."""
        if not 0 <= row < len(numbers):
            return None
        return self._page(numbers, row // PAGE).get(numbers[row])

    def forget(self, row: int | None = None) -> None:
        """Read anew what is asked for next: the page of a row, or all."""
        if row is None:
            self._pages.clear()
        else:
            self._pages.pop(row // PAGE, None)

    def _page(self, numbers: array[int], page: int) -> dict[int, Listed]:
        if page in self._pages:
            self._pages.move_to_end(page)
            return self._pages[page]
        session = self._holder.session
        wanted = numbers[page * PAGE : (page + 1) * PAGE]
        listed = session.library.listed(wanted) if session is not None else ()
        self._pages[page] = {one.number: one for one in listed}
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return self._pages[page]
