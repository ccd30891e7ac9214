"""What several desks wrote at the same time, as findings of the check before an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from secrets import token_hex
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.notices import Finding, Place, Severity
from briefbuilder.exchange.records import Json, canonical
from briefbuilder.templating.checks import Check

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.exchange.records import FieldKey

_CODES: Mapping[str, Check] = {
    "text": "unsettled-text",
    "marking": "unsettled-marking",
    "release": "unsettled-release",
}


def unsettled_findings(
    session: Session, briefing: Briefing, severity: Callable[[Check], Severity]
) -> tuple[Finding, ...]:
    """Return a finding for each place of a briefing where something is to settle; names of people are in none."""
    shared = session.store.shared
    conflicts = shared.conflicts() if shared.is_shared else ()
    found: dict[tuple[Check, Place], Finding] = {}
    for conflict in conflicts:
        code: Check = _CODES.get(conflict.kind, "unsettled-change")
        for place in _places(conflict.key, briefing):
            found.setdefault((code, place), Finding(code=code, severity=severity(code), place=place))
    return tuple(found.values())


def _places(key: FieldKey, briefing: Briefing) -> Iterator[Place]:
    """Yield where a field is in a briefing: a part, an item, a field of its own, or the first quotation of an article."""
    if key.collection == "article":
        quoted = (
            (part.id, item.id)
            for part in briefing.walk()
            for item in part.items
            if isinstance(item, Excerpt) and item.passage.article == key.id
        )
        first = next(quoted, None)
        if first is not None:
            yield Place(part=first[0], item=first[1], article=key.id)
    elif key.collection == "briefing" and key.id == briefing.id:
        if briefing.item(key.node) is not None:
            holder = briefing.parent_of(key.node)
            yield Place(part=holder.id if holder is not None else None, item=key.node)
        elif briefing.part(key.node) is not None:
            yield Place(part=key.node)
        elif not key.node:
            yield Place(field=key.field.removeprefix("fields."))


def both_texts(one: Json, other: Json) -> list[Json] | None:
    """Return the blocks of a text with those of another below each that differs; None where one has no blocks of its own.

    Blocks of the other text get ids of their own, and refer to the notes that only they have.
    """
    if not isinstance(one, list) or not isinstance(other, list):
        return None
    texts = {_text(block) for block in one}
    notes = {block["id"] for block in one if block["kind"] == "note"}
    places = {block["id"]: place for place, block in enumerate(one)}
    below: dict[int, list[Json]] = {}
    place = -1
    for block in other:
        place = places.get(block["id"], place)
        if block["kind"] == "note":
            if block["id"] not in notes:
                below.setdefault(len(one) - 1, []).append(block)
        elif _text(block) not in texts:
            content = [
                span
                for span in block.get("content", ())
                if span["kind"] != "note_reference" or span["note"] not in notes
            ]
            made = {**block, "id": f"{block['id']}-{token_hex(4)}"}
            below.setdefault(place, []).append({**made, "content": content} if "content" in block else made)
    merged = [*below.get(-1, ())]
    for at, block in enumerate(one):
        merged += [block, *below.get(at, ())]
    return merged


def _text(block: Json) -> str:
    """Return what a block is, but for its id and the notes that it refers to."""
    content = [span for span in block.get("content", ()) if span["kind"] != "note_reference"]
    return canonical({**block, "id": "", "content": content}).decode()
