"""What several desks wrote at the same time: as findings of the check before an export, and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from briefbuilder.app.messages import Words
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding, Place, Severity
from briefbuilder.domain.visible_text import shorten
from briefbuilder.exchange.field_forms import MARK
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
_SAME = {"blocks": "text", "name": "names"}
"""Fields that share the name of another one in words."""
_SHORT = 80
"""Code points of the words that name an element."""


def unsettled_findings(
    session: Session, briefing: Briefing, severity: Callable[[Check], Severity]
) -> tuple[Finding, ...]:
    """Return a finding for each place of a briefing where something is to settle; names of people are in none."""
    found: dict[tuple[Check, Place], Finding] = {}
    for conflict in session.store.shared.conflicts():
        code: Check = _CODES.get(conflict.kind, "unsettled-change")
        for place in _places(conflict.key, briefing):
            found.setdefault((code, place), Finding(code=code, severity=severity(code), place=place))
    return tuple(found.values())


def _places(key: FieldKey, briefing: Briefing) -> Iterator[Place]:
    """Yield where a field is in a briefing: a part, an item, a separate field, or the first quotation of an article."""
    if key.collection == "article":
        quoted = (
            (part.id, item.id)
            for part in briefing.walk()
            for item in part.excerpts
            if item.passage.article == key.id
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
    """Return the blocks of a text with those of another below each that differs; None if one has no blocks of its own.

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
            result = {**block, "id": f"{block['id']}-{token_hex(4)}"}
            below.setdefault(place, []).append(
                {**result, "content": content} if "content" in block else result
            )
    merged = [*below.get(-1, ())]
    for index, block in enumerate(one):
        merged += [block, *below.get(index, ())]
    return merged


def _text(block: Json) -> str:
    """Return a block, except for its id and the notes that it refers to."""
    content = [span for span in block.get("content", ()) if span["kind"] != "note_reference"]
    return canonical({**block, "id": "", "content": content}).decode()


# In words.


def field_words(key: FieldKey, words: Words) -> str:
    """Return the name of a field; one that this version does not know is named as it is stored."""
    named, _, element = key.node.partition(MARK)
    if element:
        # An element of a list, such as a term of a topic; its own field says only that it is there.
        shown = shorten(element.replace(MARK, " · "), _SHORT)
        return f"{_field(named, words) or named}: {shown}"
    first, _, rest = key.field.partition(".")
    if first == "fields" and rest:
        return words.text("unsettled-own-field", name=rest)
    return _field(rest.rpartition(".")[2], words) or _field(first, words) or key.field


def _field(name: str, words: Words) -> str:
    code = f"unsettled-field-{_SAME.get(name, name)}"
    return words.text(code) if words.has(code) else ""


def place_words(key: FieldKey, words: Words) -> str:
    """Return what kind of value a field belongs to; a setting is named by what it sets."""
    codes = (f"unsettled-place-{name}" for name in (key.id, key.collection))
    return next((words.text(code) for code in codes if words.has(code)), key.collection)


def value_words(key: FieldKey, value: Any, words: Words) -> str:
    """Return a value of a field as words, its paragraphs on lines of their own; a marking is named by its id."""
    field = key.field.partition(".")[0]
    if key.field == "life":
        return words.text("unsettled-kept" if value else "unsettled-removed")
    if field == "marking":
        level = value.get("id") if isinstance(value, dict) else value
        return level if isinstance(level, str) and level else words.text("unsettled-unmarked")
    if field in {"release", "releases"}:
        return _release_words(value, words)
    if field in {"blocks", "translation"} and value is None:
        return words.text("unsettled-as-in-article")
    if isinstance(value, bool):
        return words.text("unsettled-yes" if value else "unsettled-no")
    return "\n".join(line for line in _lines(value, 0) if line) or words.text("unsettled-empty")


def _release_words(value: Any, words: Words) -> str:
    disclosure = value.get("disclosure") if isinstance(value, dict) else None
    if disclosure == "named" and isinstance(names := value.get("audiences"), list):
        return words.text("unsettled-only", audiences=", ".join(map(str, names)))
    return words.text("unsettled-everyone" if disclosure in {None, "", "usable"} else "unsettled-nobody")


def _lines(value: Any, depth: int) -> Iterator[str]:
    if depth > 20:
        return
    if isinstance(value, dict):
        content = value.get("content")
        if isinstance(content, list):
            yield _inline(content)
        rows: Iterable[Any] = value.get("rows") or () if isinstance(value.get("rows"), list) else ()
        for row in rows:
            cells = row.get("cells", ()) if isinstance(row, dict) else ()
            yield "\t".join(" ".join(_lines(cell, depth + 1)) for cell in cells)
        inner = value.get("blocks")
        if isinstance(inner, list):
            yield from _lines(inner, depth + 1)
        if content is None and inner is None and not rows:
            inside = ((name, ", ".join(_lines(each, depth + 1))) for name, each in value.items() if each)
            yield ", ".join(f"{name}: {shown}" for name, shown in inside)
    elif isinstance(value, list):
        for element in value:
            yield from _lines(element, depth + 1)
    elif value is not None:
        yield str(value)


def _inline(content: list[Any]) -> str:
    texts = (span.get("text", "") for span in content if isinstance(span, dict))
    return "".join(text for text in texts if isinstance(text, str))
