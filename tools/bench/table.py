"""Prints rows of measurements as a table of ratios to the first peer."""

from __future__ import annotations

from dataclasses import dataclass

from bench.measure import Cost


@dataclass(frozen=True, slots=True)
class Row:
    """One contender: what it cost, or None where it is not on this machine."""

    name: str
    value: float | None
    megabytes: float | None = None


def row_of(name: str, cost: Cost | None) -> Row:
    """Return the row of a process that was measured, or of one that is not on this machine."""
    return Row(name, None) if cost is None else Row(name, cost.cpu, cost.megabytes)


def show(title: str, unit: str, rows: list[Row]) -> None:
    """Print a table; ratios are to the first row, which is the program itself (1.00), others above are slower."""
    print(f"\n{title}")
    base = rows[0].value
    width = max(len(row.name) for row in rows)
    for row in rows:
        if row.value is None:
            print(f"  {row.name:{width}}  not on this machine")
            continue
        ratio = f"{row.value / base:6.2f} ×" if base else ""
        memory = f"{row.megabytes:7.0f} MB" if row.megabytes is not None else ""
        print(f"  {row.name:{width}}  {row.value:9.3f} {unit}  {ratio} {memory}")
