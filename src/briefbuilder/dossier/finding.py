"""A search for articles under way: steps of some milliseconds, so that a window lives between them."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from briefbuilder.domain.wanted import Wanted
from briefbuilder.dossier.faults import told
from briefbuilder.dossier.listing import Listing
from briefbuilder.dossier.query import Query
from briefbuilder.dossier.register import article_and_place
from briefbuilder.dossier.scan import Scan
from briefbuilder.dossier.search import RANKED, ranked

_NATURAL = frozenset({"relevance", "latest-import"})
"""Orders in which a search finds: what is found first is shown first."""
_PART = 20_000
"""Articles that are put in another order in one step: some milliseconds."""


class Finding:
    """The articles that answer, as far as they are found.

    `step` looks further and tells whether it is done. `numbers` is whole, and in its order, at the end; before that
    it is the beginning of the whole where it is `settled`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        listing: Listing,
        wanted: Wanted,
        query: Query,
        at_first: int | None = None,
    ) -> None:
        self._connection = connection
        self._path = path
        self._listing = listing
        self._query = query
        self._at_first = at_first
        self._waits = False
        self._sections: list[int] = []
        self._places: dict[int, int] = {}
        self._steps: Iterator[list[int]] | None = None
        self._order: Iterator[int] | None = None
        self.wanted = wanted
        self.numbers: array[int] = array("q")
        self.done = False

    @property
    def settled(self) -> bool:
        """Whether what is found so far is the beginning of the whole, so that it can be shown already."""
        if self.waits or self.wanted.order == "latest-import":
            return True
        return self.wanted.order == "relevance" and len(self._sections) > RANKED

    @property
    def waits(self) -> bool:
        """Whether the first rows are there and all the others are left to the next step."""
        return self._waits

    def place_of(self, number: int) -> int | None:
        """Return the section of an article that its snippet is of, counted from 0; None where no words led to it."""
        return self._places.get(number)

    def step(self) -> bool:
        """Look further for some milliseconds; return whether everything is found."""
        if self.done:
            return True
        with told(self._path):
            if self._steps is None and not self._begin():
                return self.done
            assert self._steps is not None
            found = next(self._steps, None)
            if found is None:
                self._end()
            else:
                self._take(found)
        return self.done

    def finish(self) -> array[int]:
        """Look to the end, and return the numbers of the articles in their order."""
        while not self.step():
            pass
        return self.numbers

    def _begin(self) -> bool:
        """Make ready for the walk; False where there are no words, and so nothing to walk for."""
        if not self._query.wanted:
            self._waits = self._at_first is not None and not self.wanted.words.strip() and not self._waits
            if not self.wanted.words.strip():
                self.numbers = self._listing.numbers(self.wanted, self._at_first if self._waits else None)
            self._waits = self._waits and len(self.numbers) == self._at_first
            self.done = not self._waits
            return False
        allowed = frozenset(self._listing.numbers(self.wanted.unordered)) if self.wanted.narrowed else None
        self._steps = Scan(self._connection, self._query, allowed).steps()
        return True

    def _take(self, found: list[int]) -> None:
        if len(self._sections) <= RANKED:
            self._sections += found
        for section in found:
            article, place = article_and_place(section)
            if article not in self._places:
                self.numbers.append(article)
            # The walk goes back, so the last one taken is the first section of the article.
            self._places[article] = place

    def _end(self) -> None:
        if self.wanted.order not in _NATURAL:
            self._put_in_order()
            return
        self.done = True
        if self.wanted.order == "relevance" and len(self._sections) <= RANKED:
            self._rank()

    def _put_in_order(self) -> None:
        """Go on through the order of all articles, which is an index, and keep those that were found."""
        if self._order is None:
            self._order = self._listing.in_order(Wanted(order=self.wanted.order))
            self.numbers = array("q")
        part = list(islice(self._order, _PART))
        self.numbers.extend(filter(self._places.__contains__, part))
        self.done = not part

    def _rank(self) -> None:
        best: dict[int, int] = {}
        for section, _ in ranked(self._connection, self._query, self._sections):
            article, place = article_and_place(section)
            best.setdefault(article, place)
        self._places = best
        self.numbers = array("q", best)
