"""Places in a house document that are filled with a value: "{{date}}", however Word cut it into runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from briefbuilder.domain.document import Content, PageField, Run
from briefbuilder.export.docx.house.story import text_of, texts_in
from briefbuilder.export.docx.ooxml import RPR, RUN, SPACE, Node, P, clean, make, qn
from briefbuilder.export.docx.runs import field_character, field_instruction

SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES", "section": "STYLEREF 1"}
_TAG, _ALIAS, _ABOUT, _INNER = qn("w:tag"), qn("w:alias"), qn("w:sdtPr"), qn("w:sdtContent")


def slot_name(name: str) -> str:
    """Return the name of a place as it counts: "Reference" and "reference" are one."""
    return name.strip().casefold()


def slots_in(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name of each place in a tree and the paragraph that it stands in."""
    for paragraph in root.iter(P):
        for found in SLOT.findall(text_of(paragraph)):
            yield slot_name(found), paragraph


def control_name(control: Node) -> str:
    """Return the tag of a content control, else its title, as a name; "" where it has neither."""
    about = control.find(_ABOUT)
    for tag in (_TAG, _ALIAS):
        named = about.find(tag) if about is not None else None
        if named is not None and named.get(qn("w:val"), "").strip():
            return slot_name(named.get(qn("w:val"), ""))
    return ""


def fill(root: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    """Put values in the places of a tree, text and content controls alike, each in its place's own form.

    `shown` is what fields that Word counts show until it does.
    """
    for control in list(root.iter(qn("w:sdt"))):
        name = control_name(control)
        if name in values:
            _fill_control(control, values[name], shown)
    for paragraph in list(root.iter(P)):
        if SLOT.search(text_of(paragraph)):
            _fill_paragraph(paragraph, values, shown)


def _fill_control(control: Node, value: Content, shown: dict[str, str]) -> None:
    """Put a value in place of a control: what Word keeps in it is an invitation to type."""
    inner = control.find(_INNER)
    parent = control.getparent()
    if inner is None or parent is None:
        return
    runs = [run for run in inner.iter(RUN) if next(run.iter(qn("w:t")), None) is not None]
    if not runs:
        return
    look = runs[0].find(RPR)
    placeholder = look.find(qn("w:rStyle")) if look is not None else None
    if look is not None and placeholder is not None:
        look.remove(placeholder)
    home = runs[0].getparent()
    if home is not None:
        place = home.index(runs[0])
        for offset, run in enumerate(_made(value, look, shown)):
            home.insert(place + offset, run)
    for run in runs:
        if (holder := run.getparent()) is not None:
            holder.remove(run)
    unwrap(control)


def unwrap(control: Node) -> None:
    """Leave what a content control holds, without the control."""
    parent, inner = control.getparent(), control.find(_INNER)
    if parent is None:
        return
    place = parent.index(control)
    for offset, child in enumerate(list(inner) if inner is not None else []):
        parent.insert(place + offset, child)
    parent.remove(control)


def _fill_paragraph(paragraph: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    texts = list(texts_in(paragraph))
    whole = "".join(node.text or "" for node in texts)
    # From the last to the first: what was found before keeps its place in the text.
    for found in reversed(list(SLOT.finditer(whole))):
        name = slot_name(found[1])
        if name in values:
            _replace(texts, found.start(), found.end(), values[name], shown)


def _replace(texts: list[Node], start: int, end: int, value: Content, shown: dict[str, str]) -> None:
    at, first = 0, None
    for node in texts:
        text = node.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low >= high:
            continue
        if first is None:
            first = node
            tail = text[high:]
            _set(node, text[:low])
            _insert(node, value, tail, shown)
        else:
            _set(node, text[high:])


def _insert(node: Node, value: Content, tail: str, shown: dict[str, str]) -> None:
    """Put a value behind a run's text, and what the run said after it, and had after it, behind that."""
    run = node.getparent()
    home = run.getparent() if run is not None else None
    if run is None or home is None:
        return
    look = run.find(RPR)
    made = _made(value, look, shown)
    rest = make("w:r")
    if look is not None:
        rest.append(deepcopy(look))
    following = list(node.itersiblings())
    text = make("w:t")
    _set(text, tail)
    rest.append(text)
    rest.extend(following)
    place = home.index(run) + 1
    for offset, one in enumerate([*made, *([rest] if tail or following else [])]):
        home.insert(place + offset, one)


def _set(node: Node, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")


def _made(value: Content, look: Node | None, shown: dict[str, str]) -> list[Node]:
    runs: list[Node] = []
    for inline in value:
        if isinstance(inline, Run):
            text = make("w:t")
            _set(text, clean(inline.text))
            runs.append(make("w:r", None, text))
        elif isinstance(inline, PageField):
            result = make("w:t")
            _set(result, shown.get(inline.name, ""))
            runs += [
                field_character("begin"),
                field_instruction(_FIELDS[inline.name]),
                field_character("separate"),
                make("w:r", None, result),
                field_character("end"),
            ]
    if look is not None:
        for run in runs:
            run.insert(0, deepcopy(look))
    return runs
