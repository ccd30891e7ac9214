"""Tables within tables: those that lie deeper than any reader follows are laid out as what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Block, Row, Table
from briefbuilder.importers.build import Draft
from briefbuilder.importers.limits import TABLE_DEPTH


def without_deep_tables(draft: Draft) -> Draft:
    """Return a draft in which no table lies deeper than TABLE_DEPTH, with a notice where one did."""
    if not _is_deeper(draft.blocks, TABLE_DEPTH):
        return draft
    notices = (*draft.notices, Notice(code="deep-tables-laid-out", subject=str(TABLE_DEPTH)))
    return replace(draft, blocks=_flat(draft.blocks, TABLE_DEPTH), notices=notices)


def _inner(table: Table) -> Iterable[Block]:
    return (block for row in table.rows for cell in row.cells for block in cell.blocks)


def _is_deeper(blocks: Iterable[Block], depth: int) -> bool:
    tables = (block for block in blocks if isinstance(block, Table))
    return any(depth == 0 or _is_deeper(_inner(table), depth - 1) for table in tables)


def _flat(blocks: Iterable[Block], depth: int) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
        elif depth == 0:
            found += _flat(_inner(block), 0)
        else:
            rows = tuple(
                Row(cells=tuple(replace(cell, blocks=_flat(cell.blocks, depth - 1)) for cell in row.cells))
                for row in block.rows
            )
            found.append(replace(block, rows=rows))
    return tuple(found)
