"""Compares headers, footers and text boxes, which templates and letterheads make: changes in them are told, not taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefbuilder.domain.export_record import ExportedParagraph
from briefbuilder.returned.document import Recorded, ReturnedParagraph
from briefbuilder.returned.keys import text_key
from briefbuilder.returned.sequences import MIN_LIKENESS, likeness
from briefbuilder.returned.views import view_of

_PARTS = ("header", "footer", "box")


def compare_furniture(
    exported: Iterable[ExportedParagraph], returned: Sequence[ReturnedParagraph]
) -> list[tuple[str, str, tuple[Recorded, ...]]]:
    """Return the texts before and after each change, and what was recorded of it.

    Texts are compared without their order or number, since programs write the bands of pages that do not differ once or thrice.
    """
    before = [one for one in exported if one.part in _PARTS]
    found: list[tuple[str, str, tuple[Recorded, ...]]] = []
    for part in _PARTS:
        old = {key: one.text for one in before if one.part == part and (key := text_key(one.text))}
        new = {unit.key: unit for unit in view_of(returned) if unit.part == part and unit.key}
        originals = {unit.key for unit in view_of(returned, original=True) if unit.part == part}
        gone = [key for key in old if key not in new]
        for key, unit in new.items():
            if key in old:
                continue
            mate = max(gone, key=lambda one: likeness(one, unit.key), default=None)
            if mate is not None and (likeness(mate, key) >= MIN_LIKENESS or mate in key or key in mate):
                gone.remove(mate)
                found.append((old[mate], unit.text, unit.recorded if mate in originals else ()))
            else:
                found.append(("", unit.text, unit.recorded))
        found += ((old[key], "", ()) for key in gone if new or not any(one.part == part for one in returned))
    return found
