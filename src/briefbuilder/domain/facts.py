"""Facts that a text states, each with its place, and what a comparison with the sources found.

Offsets count code points in the text of a block, as everywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Literal

from briefbuilder.domain.values import value

FactKind = Literal["quantity", "date", "name", "quotation"]
Sign = Literal["", "-", "±"]
Bound = Literal["exact", "about", "at-least", "more-than", "at-most", "less-than"]
Grain = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "span"]
NameKind = Literal["person", "organisation", "place", "country", "unknown"]
Outcome = Literal["found", "rounded", "doubtful", "different", "not-found", "not-compared"]


@value
class FactBlock:
    """A block of text whose facts are read; `language` is a BCP 47 tag, or None if it is that of the whole text.

    The text of a table's cell has `headers`: those of its column and its row, and the table's caption.
    """

    id: str
    text: str
    language: str | None = None
    heading: bool = False
    headers: tuple[str, ...] = ()


@value
class Quantity:
    """A number as it was meant: 2.2 billion euros are 2200000000 `cur:EUR`.

    `numbers` has a second reading if the text allows two. `unit` is empty for a bare number; the units are listed in
    `evidence/quantities.py`. `digits` are the significant digits that were written, by which a number is rounded.
    The numbers themselves have no sign: `sign` is that of a number below zero, and "±" if words of a decrease are near, so
    that another text may write the same as a number below zero.
    """

    numbers: tuple[Decimal, ...]
    unit: str = ""
    digits: int = 1
    bound: Bound = "exact"
    sign: Sign = ""


@value
class Period:
    """A day or a period with its first and last day; other readings of a weekday are in `alternatives`."""

    first: date
    last: date
    grain: Grain = "day"
    alternatives: tuple[tuple[date, date], ...] = ()


@value
class Name:
    """A name by its folded words, and by an `id` if it is known in several languages ("country:FR", "body:NATO").

    `full` are the words of the one longer name of the same text that contains this one: Trump, Donald Trump. It is
    `weak` if only its place lets one take it for a name: a German noun, the first word of a sentence, an adjective.
    """

    words: tuple[str, ...]
    id: str = ""
    kind: NameKind = "unknown"
    full: tuple[str, ...] = ()
    weak: bool = False


@value
class QuotedWords:
    """Words in quotation marks, folded."""

    words: tuple[str, ...]


@value
class Fact:
    """Something that a text states at a place.

    `keys` are the texts by which equal facts of any text are found in an index, such as "n:380000" or "d:2018-09-29".
    """

    block: str
    start: int
    end: int
    stated: Quantity | Period | Name | QuotedWords
    keys: tuple[str, ...] = ()

    @property
    def kind(self) -> FactKind:
        """The kind of what is stated."""
        match self.stated:
            case Quantity():
                return "quantity"
            case Period():
                return "date"
            case Name():
                return "name"
            case QuotedWords():
                return "quotation"


def facts_between(facts: Sequence[Fact], start: int, end: int) -> Sequence[Fact]:
    """Return those of the facts of a block, sorted by their places, that begin in a range."""
    begin = attrgetter("start")
    return facts[bisect_left(facts, start, key=begin) : bisect_left(facts, end, key=begin)]


@value
class FactSource:
    """A text with its facts, in which claims are looked up; `day` is that on which `publication` printed it.

    It is `cited` if the briefing quotes it. `shared` are those of the keys being looked up that occur in the source,
    if they are known before its facts are read.
    """

    article: str
    language: str
    day: date | None
    blocks: Sequence[FactBlock]
    facts: Sequence[Fact]
    cited: bool = False
    shared: frozenset[str] | None = None
    publication: str = ""


@value
class ClaimSource:
    """The place in a source that a claim was compared with; `text` is what is there, `value` its normal form."""

    article: str
    block: str
    start: int
    end: int
    text: str
    value: str


@value
class Claim:
    """A fact of the officer's own text and what the sources say of it; `value` is its normal form.

    What is not found may have a source that states it of something else. It is `uncited` if the text cites nothing, so
    that it was only looked up in the articles nearest to its sentence. It is `former` if the sources give it as the
    former value of what differs.
    """

    block: str
    start: int
    end: int
    text: str
    kind: FactKind
    value: str
    outcome: Outcome
    sources: tuple[ClaimSource, ...] = ()
    uncited: bool = False
    former: bool = False
