"""Compares the texts beside the body: headers, footers and text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefbuilder.domain.export_record import ExportedParagraph
from briefbuilder.returned.document import Recorded, ReturnedParagraph
from briefbuilder.returned.sequences import MIN_LIKENESS, likeness
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import view_of

_PARTS = ("header", "footer", "box")

MarginChange = tuple[str, str, tuple[Recorded, ...]]
"""A text of a header, a footer or a box before and after a change, and what was recorded of it."""


def compare_headers_footers(
    exported: Iterable[ExportedParagraph], returned: Sequence[ReturnedParagraph]
) -> list[MarginChange]:
    """Return the changes of the texts beside the body.

    Texts are compared without their order or number, since programs write the bands of pages that do not differ once or thrice.
    """
    before = tuple(exported)
    return [
        change
        for part in _PARTS
        for change in _compare_part(
            [one for one in before if one.part == part], [one for one in returned if one.part == part]
        )
    ]


def _compare_part(
    exported: Iterable[ExportedParagraph], returned: Sequence[ReturnedParagraph]
) -> Iterator[MarginChange]:
    """Yield the changes in all headers, all footers or all boxes."""
    old = {key: paragraph.text for paragraph in exported if (key := text_key(paragraph.text))}
    new = {unit.key: unit for unit in view_of(returned) if unit.key}
    originals = {unit.sources: unit for unit in view_of(returned, original=True) if unit.key}
    recorded = {unit.key: unit.recorded for unit in originals.values()}
    gone = [key for key in old if key not in new]
    fresh = [key for key in new if key not in old]
    stated = {key: originals[new[key].sources].key for key in fresh if new[key].sources in originals}
    mates = _pair_texts(fresh, gone, stated)
    for key, mate in mates.items():
        yield old[mate], new[key].text, new[key].recorded if mate in recorded else ()
    for key in fresh:
        if key not in mates:
            yield "", new[key].text, new[key].recorded
    if new or not returned:
        for key in gone:
            if key not in mates.values():
                yield old[key], "", recorded.get(key, ())


def _pair_texts(fresh: Sequence[str], gone: Sequence[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Return for each new text the one that it was made from: the `stated` one, or a text like it.

    If as many texts are left on both sides, they are paired in order.
    """
    mates: dict[str, str] = {}
    left = list(gone)
    for key in fresh:
        mate = stated.get(key, "")
        mate = mate if mate in left else _likely_mate(key, left)
        if mate:
            mates[key] = mate
            left.remove(mate)
    others = [key for key in fresh if key not in mates]
    return mates | (dict(zip(others, left, strict=True)) if len(others) == len(left) else {})


def _likely_mate(key: str, gone: Iterable[str]) -> str:
    """Return which of the texts that are gone a new one was made from, or an empty text."""
    mate = max(gone, key=lambda one: likeness(one, key), default="")
    return mate if likeness(mate, key) >= MIN_LIKENESS or mate in key or key in mate else ""
