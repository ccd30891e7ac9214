"""Reads the pictures of a returned Word file, and compares them with those of its export; they are known by their bytes."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from lxml.etree import _Element

from briefbuilder.domain.export_record import ExportedPicture
from briefbuilder.domain.subsequences import heaviest_increasing
from briefbuilder.domain.values import value
from briefbuilder.importers.docx.package import Package, Relationship
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.returned.document import GONE, NEW, PLAIN, Recorded, ReturnedDocument
from briefbuilder.returned.views import Unit

if TYPE_CHECKING:
    # A file is read without what compares texts.
    from briefbuilder.returned.alignment import Operation

PictureKind = Literal["picture_deleted", "picture_inserted", "picture_replaced", "picture_moved"]

_Pairs = list[tuple[int, int]]


@value(kw_only=False)
class PictureChange:
    """A changed picture: the paragraphs in which it was in the export and is in the file, None if it is not there."""

    kind: PictureKind
    base: int | None
    mate: int | None
    before: ExportedPicture | None
    after: ExportedPicture | None
    recorded: Recorded = PLAIN


@value(kw_only=False)
class _Standing:
    """A picture where it stands: the operation of its own paragraph, or those of the nearest placed ones around it."""

    picture: ExportedPicture
    paragraph: int
    own: int | None
    above: int
    below: int
    recorded: Recorded = PLAIN

    @property
    def gap(self) -> Hashable:
        """What pictures have in common that are next to each other."""
        return (self.above, self.below) if self.own is None else self.own


def compare_pictures(
    base: Sequence[Unit],
    returned: Sequence[Unit],
    operations: Sequence[Operation],
    document: ReturnedDocument,
) -> list[PictureChange]:
    """Return the pictures that are gone, new, replaced or elsewhere.

    One that is where its neighbours are has not moved by itself.
    """
    left = list(_standing(base, _numbers(operations, of_base=True), ()))
    right = list(_standing(returned, _numbers(operations, of_base=False), _recorded(returned, document)))
    pairs, moved = _same_place(left, right, lambda standing: standing.picture.digest)
    moved += _same_bytes(left, right, pairs + moved)
    replaced, exchanged = _same_place(left, right, lambda _: "", pairs + moved)
    found = [_changed("picture_moved", left[one], right[other]) for one, other in moved]
    found += (_changed("picture_replaced", left[one], right[other]) for one, other in replaced + exchanged)
    every = pairs + moved + replaced + exchanged
    gone = {picture.digest: recorded for picture, recorded in _deleted(document)}
    for number in _without_mate(left, (one for one, _ in every)):
        recorded = gone.get(left[number].picture.digest, PLAIN)
        found.append(_changed("picture_deleted", left[number], None, recorded))
    for number in _without_mate(right, (other for _, other in every)):
        found.append(_changed("picture_inserted", None, right[number]))
    return found


def _changed(
    kind: PictureKind, one: _Standing | None, other: _Standing | None, recorded: Recorded = PLAIN
) -> PictureChange:
    is_recorded = other is not None and other.recorded.mark in NEW
    return PictureChange(
        kind,
        None if one is None else one.paragraph,
        None if other is None else other.paragraph,
        None if one is None else one.picture,
        None if other is None else other.picture,
        other.recorded if other is not None and is_recorded else recorded,
    )


def _numbers(operations: Iterable[Operation], *, of_base: bool) -> dict[int, int]:
    """Return the number of the operation of each paragraph that is in both texts."""
    return {
        unit: number
        for number, operation in enumerate(operations)
        if operation.base and operation.returned
        for unit in (operation.base if of_base else operation.returned)
    }


def _standing(
    units: Sequence[Unit], placed: dict[int, int], recorded: Sequence[Sequence[Recorded]]
) -> Iterator[_Standing]:
    below = [-1] * (len(units) + 1)
    for number in range(len(units) - 1, -1, -1):
        below[number] = placed.get(number, below[number + 1])
    above = -1
    for number, unit in enumerate(units):
        own = placed.get(number)
        above = above if own is None else own
        for index, picture in enumerate(unit.pictures):
            how = recorded[number][index] if recorded else PLAIN
            yield _Standing(picture, number, own, above, below[number], how)


def _recorded(returned: Sequence[Unit], document: ReturnedDocument) -> list[list[Recorded]]:
    """Return how each picture of each paragraph of the file was recorded."""
    return [
        [
            piece.recorded
            for source in unit.sources
            for piece in document.paragraphs[source].pieces
            if piece.picture is not None and piece.recorded.mark not in GONE
        ]
        for unit in returned
    ]


def _deleted(document: ReturnedDocument) -> Iterator[tuple[ExportedPicture, Recorded]]:
    for paragraph in document.paragraphs:
        for piece in paragraph.pieces:
            if piece.picture is not None and piece.recorded.mark in GONE:
                yield piece.picture, piece.recorded


def _without_mate(standing: Sequence[_Standing], mated: Iterable[int]) -> list[int]:
    known = set(mated)
    return [number for number in range(len(standing)) if number not in known]


def _same_place(
    left: Sequence[_Standing],
    right: Sequence[_Standing],
    key: Callable[[_Standing], str],
    known: _Pairs | None = None,
) -> tuple[_Pairs, _Pairs]:
    """Return the pairs of equal keys at one place, and those of them that changed their order there."""
    free = dict.fromkeys(_without_mate(right, (other for _, other in known or ())))
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for number in free:
        for place in _places(right[number]):
            places[key(right[number]), place].append(number)
    pairs: _Pairs = []
    for number in _without_mate(left, (one for one, _ in known or ())):
        for place in _places(left[number]):
            waiting = places[key(left[number]), place]
            while waiting and waiting[0] not in free:
                waiting.popleft()
            if waiting:
                pairs.append((number, waiting[0]))
                del free[waiting.popleft()]
                break
    gaps: dict[Hashable, _Pairs] = defaultdict(list)
    for one, other in pairs:
        gaps[left[one].gap, right[other].gap].append((one, other))
    kept = {pair for each in gaps.values() for pair in heaviest_increasing(each, [1] * len(each))}
    return [pair for pair in pairs if pair in kept], [pair for pair in pairs if pair not in kept]


def _places(one: _Standing) -> Iterator[Hashable]:
    """Yield what a picture has in common with one at the same place, the surest first.

    A picture in a separate paragraph may come into the one above or below.
    """
    if one.own is not None:
        yield "in", one.own
    yield "below", one.above
    yield "above", one.below


def _same_bytes(left: Sequence[_Standing], right: Sequence[_Standing], known: _Pairs) -> _Pairs:
    """Return the pairs of equal bytes among pictures without a mate, in order."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for number in _without_mate(right, (other for _, other in known)):
        places[right[number].picture.digest].append(number)
    free = _without_mate(left, (one for one, _ in known))
    return [
        (number, waiting.popleft()) for number in free if (waiting := places[left[number].picture.digest])
    ]


# The pictures of a file.

_DIGITS = 16
_MOST_HELD = 64 * 1024 * 1024
"""Bytes of pictures that can be taken from one file."""
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART: Final = f"{{{_DRAWN}/chart}}chart"
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    qn("a:blip"): (qn("r:embed"), qn("r:link")),
    qn("v:imagedata"): (qn("r:id"),),
    _CHART: (qn("r:id"),),
    f"{{{_DRAWN}/diagram}}relIds": (qn("r:dm"),),
}
"""The elements that show a picture, a chart or a diagram, and their attributes that name its part."""
_ELSEWHERE = (qn("w:txbxContent"), qn("mc:Fallback"))


class Drawings:
    """The pictures of one part; each part of the package is read once. `held` has their bytes by digest."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._relations = package.relationships(part)
        self._digests: dict[str, str] = {}
        self.held: dict[str, bytes] = {}

    def read(self, drawing: _Element) -> Iterator[ExportedPicture]:
        """Yield the pictures of a drawing; those of text boxes in it are not part of the text around it."""
        words = _description(drawing)
        for element in drawing.iter(*_SHOWN):
            if next(element.iterancestors(*_ELSEWHERE), None) in {None, *drawing.iterancestors(*_ELSEWHERE)}:
                if element.tag == _CHART:
                    # Word writes the part of a chart anew with every save: it is known by what describes it.
                    digest = hashlib.sha256(f"chart {words}".encode("utf-8", "surrogatepass")).hexdigest()
                    yield ExportedPicture(digest=digest[:_DIGITS], words=words)
                    continue
                names = (element.get(attribute) for attribute in _SHOWN[str(element.tag)])
                digests = [self._digest(self._relations.get(name)) for name in names if name]
                yield ExportedPicture(digest="".join(digests[:1]), words=words)

    def _digest(self, relation: Relationship | None) -> str:
        """Return the digest of the bytes that a relation leads to, or of the address of a picture elsewhere."""
        if relation is None:
            return ""
        target = relation.target
        if target not in self._digests:
            data = None if relation.external else self._package.picture(target)
            shown = target.encode("utf-8", "surrogatepass") if data is None else data
            self._digests[target] = hashlib.sha256(shown).hexdigest()[:_DIGITS]
            if data is not None and sum(map(len, self.held.values())) + len(data) <= _MOST_HELD:
                self.held[self._digests[target]] = data
        return self._digests[target]


def _description(drawing: _Element) -> str:
    """Return the alternative text of a drawing; of a chart its last line, since LibreOffice puts the title in a line above."""
    is_chart = next(drawing.iter(_CHART), None) is not None
    for element in drawing.iter(qn("wp:docPr"), qn("v:shape")):
        words = (element.get("descr") or element.get("alt") or "").strip()
        if words:
            return " ".join((words.splitlines()[-1] if is_chart else words).split())
    return ""


def words_of_picture(picture: ExportedPicture | None, units: Sequence[Unit], at: int) -> str:
    """Return the words that describe a picture, or those of its paragraph or the next one, often its caption."""
    written = (unit.text for unit in units[at : at + 2] if not unit.is_blank)
    return (picture and picture.words) or " ".join(next(written, "").split())
