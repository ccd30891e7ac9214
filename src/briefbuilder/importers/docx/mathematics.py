"""Formulas of a document as a line of signs: what Word draws and does not write (brackets, roots, sums) is put in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from briefbuilder.importers.docx.names import child, name, short


def line_of(formula: _Element) -> str:
    """Return the signs of a formula, in order."""
    return "".join(_signs(formula))


def _signs(element: _Element) -> Iterator[str]:
    for part in element:
        kind = short(part)
        if kind in {"m:t", "w:t"}:
            yield part.text or ""
        elif kind == "m:d":
            yield from _bracketed(part)
        elif kind == "m:nary":
            yield _sign(part, "m:naryPr", "m:chr", "∫")
            yield from _signs(part)
        elif kind == "m:rad":
            yield "√"
            yield from _signs(part)
        elif kind == "m:f":
            yield "/".join(line_of(side) for side in part if short(side) in {"m:num", "m:den"})
        else:
            yield from _signs(part)


def _bracketed(delimited: _Element) -> Iterator[str]:
    between = _sign(delimited, "m:dPr", "m:sepChr", "|")
    yield _sign(delimited, "m:dPr", "m:begChr", "(")
    yield between.join(line_of(one) for one in delimited.iterchildren(name("m:e")))
    yield _sign(delimited, "m:dPr", "m:endChr", ")")


def _sign(element: _Element, properties: str, tag: str, default: str) -> str:
    """Return the sign that is set, which may be none, or the one that Word draws where nothing is said."""
    found = child(element, properties, tag)
    return default if found is None else found.get(name("m:val")) or ""
