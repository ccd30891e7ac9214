"""Read all facts that a text states, sorted by their place, each with the keys of an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefbuilder.domain.facts import Fact, FactBlock, Name, Period, Quantity, QuotedWords
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.evidence.names import read_names
from briefbuilder.evidence.periods import read_periods
from briefbuilder.evidence.quantities import has_decimal_points, read_quantities
from briefbuilder.evidence.quotations import read_quotations
from briefbuilder.evidence.table_units import add_unit

FACTS_VERSION = 30
"""To be raised whenever another fact or key is read from a text."""


def read_facts(blocks: Sequence[FactBlock], language: str, day: date | None) -> tuple[Fact, ...]:
    """Return the facts that blocks of a text state; `day` is that of the publication, from which "on Friday" counts."""
    facts: list[Fact] = list(read_periods(blocks, language, day))
    masked: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for fact in facts:
        masked[fact.block].append((fact.start, fact.end))
    pointed = has_decimal_points(blocks)
    for block in blocks:
        tag = block.language or language
        found = read_quantities(block, tag, masked.get(block.id, ()), pointed=pointed)
        quantities = add_unit(block, found, tag, pointed=pointed)
        facts += quantities
        # The letters of a unit or a magnitude are not names: "2,8 Md£".
        masked[block.id] += ((fact.start, fact.end) for fact in quantities if _has_figures(block, fact))
    held = {name: SpanIndex(spans) for name, spans in masked.items()}
    facts += (fact for fact in read_names(blocks, language) if not _is_within(fact, held))
    facts += read_quotations(blocks)
    order = {block.id: number for number, block in enumerate(blocks)}
    facts.sort(key=lambda fact: (order[fact.block], fact.start, fact.end))
    return tuple(
        replace(fact, keys=tuple(dict.fromkeys(period_keys(fact.stated))))
        if isinstance(fact.stated, Period)
        else fact
        for fact in facts
    )


def period_keys(stated: Period) -> Iterator[str]:
    """Yield the keys of a period: its day, its month, its years."""
    spans = ((stated.first, stated.last), *stated.alternatives)
    for first, last in spans:
        if first == last:
            yield f"d:{first:%Y-%m-%d}"
    for first, last in spans:
        if (first.year, first.month) == (last.year, last.month):
            yield f"m:{first:%Y-%m}"
    for first, last in spans:
        yield f"y:{first.year}"
        yield f"y:{last.year}"


def _has_figures(block: FactBlock, fact: Fact) -> bool:
    return any(letter.isnumeric() for letter in block.text[fact.start : fact.end])


def _is_within(fact: Fact, masked: Mapping[str, SpanIndex]) -> bool:
    return fact.block in masked and masked[fact.block].holds(fact.start, fact.end)


def value_of(fact: Fact) -> str:
    """Return the normal form of what a fact states."""
    match fact.stated:
        case Quantity() as quantity:
            number = f"{quantity.numbers[0].normalize():f}"
            minus = "-" if quantity.sign == "-" else ""
            return f"{minus}{number} {quantity.unit}".rstrip()
        case Period() as period:
            first, last = period.first.isoformat(), period.last.isoformat()
            return first if first == last else f"{first}/{last}"
        case Name() as name:
            return name.id or " ".join(name.words)
        case QuotedWords() as quoted:
            return " ".join(quoted.words)
