"""Faults between the parts of a template, which no single value shows.

They are looked for in the raw tree rather than in the finished Template, so that they are told
together with all others; whatever has the wrong shape is left to the other checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.faults import unknown
from briefbuilder.templating.furnishing import PAGE_SLOTS, SLOT, SUBTITLE_SLOTS, VALUE_SLOTS
from briefbuilder.templating.tree import Path, Tree, TreeFault, Value
from briefbuilder.templating.values import ANY_LANGUAGE
from briefbuilder.templating.words import LANGUAGES, WORDS

_TEXTS = {
    "name", "label", "help", "hint", "description", "start", "centre", "end", "subtitle", "sample", "closing",
}  # fmt: skip
WARNINGS = frozenset({"template-language-missing", "template-word-missing"})
"""The codes of faults with which a template can still be used."""


def semantic_faults(tree: Tree, profiles: Mapping[str, MarkingProfile] | None) -> Iterator[TreeFault]:
    """Yield the faults between parts; marks are looked up where profiles are given."""
    yield from _twice(tree, "fields")
    yield from _twice(tree, "parts")
    yield from _single_kinds(tree)
    yield from _reserved(tree)
    yield from _slots(tree)
    yield from _defaults(tree)
    yield from _lists(tree)
    yield from _languages(tree)
    yield from _words(tree)
    if profiles is not None:
        yield from _marks(tree, profiles)


def _entries(tree: Tree, name: str) -> Iterator[tuple[Path, dict[str, Value]]]:
    listed = tree.at((name,))
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (name, index), entry


def _twice(tree: Tree, name: str) -> Iterator[TreeFault]:
    seen: dict[str, int] = {}
    for path, entry in _entries(tree, name):
        key, place = entry.get("key"), (*path, "key")
        if not isinstance(key, str):
            continue
        if key in seen:
            parameters = {"key": key, "first": str(seen[key])}
            yield TreeFault("template-name-twice", tree.spot(place), parameters)
        seen.setdefault(key, tree.spot(place).line)


def _reserved(tree: Tree) -> Iterator[TreeFault]:
    taken = {*PAGE_SLOTS, *VALUE_SLOTS} - {"date"}
    for path, entry in _entries(tree, "fields"):
        if entry.get("key") in taken:
            spot = tree.spot((*path, "key"))
            yield TreeFault("template-name-reserved", spot, {"key": str(entry["key"])})


def _single_kinds(tree: Tree) -> Iterator[TreeFault]:
    seen: set[str] = set()
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        if kind in {"sources", "contents", "topics"} and isinstance(kind, str):
            if kind in seen:
                yield TreeFault("template-kind-twice", tree.spot((*path, "kind")), {"kind": kind})
            seen.add(kind)


def _slots(tree: Tree) -> Iterator[TreeFault]:
    fields = tuple(str(entry["key"]) for _, entry in _entries(tree, "fields") if "key" in entry)
    everywhere = (*PAGE_SLOTS, *VALUE_SLOTS, *fields)
    for region in ("header", "footer"):
        yield from _slots_under(tree, (region,), everywhere)
    yield from _slots_under(tree, ("subtitle",), (*SUBTITLE_SLOTS, *fields))
    for path, _entry in _entries(tree, "parts"):
        yield from _slots_under(tree, (*path, "closing"), (*SUBTITLE_SLOTS, *fields))


def _slots_under(tree: Tree, path: Path, valid: tuple[str, ...]) -> Iterator[TreeFault]:
    value = tree.at(path)
    steps: Iterator[str | int] = iter(())
    if isinstance(value, dict):
        steps = iter(value)
    elif isinstance(value, list):
        steps = iter(range(len(value)))
    for step in steps:
        yield from _slots_under(tree, (*path, step), valid)
    if isinstance(value, str):
        for slot in SLOT.findall(value):
            if slot not in valid:
                yield unknown("slot", slot, valid, tree, path)
        if "{" in SLOT.sub("", value) or "}" in SLOT.sub("", value):
            yield TreeFault("template-brace", tree.spot(path))


def _defaults(tree: Tree) -> Iterator[TreeFault]:
    for path, entry in _entries(tree, "fields"):
        default, place = entry.get("default"), (*path, "default")
        if default in {None, ""} or isinstance(default, list | dict):
            continue
        if entry.get("kind") == "choice":
            choices = entry.get("choices")
            listed = choices if isinstance(choices, list) else ()
            valid = tuple(str(choice.get("value")) for choice in listed if isinstance(choice, dict))
            if default not in valid:
                yield unknown("value", str(default), valid, tree, place)
        elif entry.get("kind") == "date" and default != "today" and not _is_day(str(default)):
            yield TreeFault("template-day", tree.spot(place), {"value": str(default)})


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _lists(tree: Tree) -> Iterator[TreeFault]:
    switches = {"sources": ("sources", "list"), "contents": ("contents", "show")}
    for path, entry in _entries(tree, "parts"):
        kind = entry.get("kind")
        switch = switches.get(kind) if isinstance(kind, str) else None
        if switch and tree.at(switch) is False:
            parameters = {"kind": str(kind), "switch": ": ".join(switch)}
            yield TreeFault("template-part-switched-off", tree.spot((*path, "kind")), parameters)


def _wanted_languages(tree: Tree) -> tuple[str, ...]:
    listed = tree.at(("languages",))
    return tuple(word for word in listed if isinstance(word, str)) if isinstance(listed, list) else ()


def _languages(tree: Tree) -> Iterator[TreeFault]:
    wanted = _wanted_languages(tree)
    for path in tree.keys:
        value = tree.at(path)
        is_text = path[0] != "styles" and (path[-1] in _TEXTS or (len(path) == 2 and path[0] == "words"))
        if not is_text or not isinstance(value, dict) or ANY_LANGUAGE in value:
            continue
        for language in wanted:
            if value and language not in value and language.partition("-")[0] not in value:
                yield TreeFault(
                    "template-language-missing",
                    tree.spot(path, of_key=True),
                    {"key": str(path[-1]), "language": language},
                )


def _words(tree: Tree) -> Iterator[TreeFault]:
    own = tree.at(("words",))
    said = own if isinstance(own, dict) else {}
    for index, language in enumerate(_wanted_languages(tree)):
        if language.partition("-")[0] in LANGUAGES:
            continue
        missing = [word for word in WORDS if word not in said]
        if missing:
            parameters = {"language": language, "words": ", ".join(missing)}
            yield TreeFault("template-word-missing", tree.spot(("languages", index)), parameters)


def _marks(tree: Tree, profiles: Mapping[str, MarkingProfile]) -> Iterator[TreeFault]:
    name, level = tree.at(("marking", "profile")), tree.at(("marking", "default"))
    if not isinstance(name, str):
        return
    if name not in profiles:
        yield unknown("value", name, tuple(profiles), tree, ("marking", "profile"))
        return
    levels = tuple(each.id for each in profiles[name].levels)
    if level is not None and level not in levels:
        yield unknown("value", str(level), levels, tree, ("marking", "default"))
