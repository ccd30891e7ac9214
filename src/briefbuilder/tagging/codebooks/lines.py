"""What a form has no place for, as lines at the end of a description: read back, and plain to people meanwhile.

id: derisking
name it: Riduzione dei rischi
terms en: de-risk* | derisk*
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbuilder.domain.topics import Topic, TopicGroup
from briefbuilder.tagging.codebooks.book import Draft, GroupDraft

_HEAD = "[briefbuilder]"
_LINE = re.compile(
    r"(?P<key>id|uri|name|description|terms|not|broader)(?: (?P<language>[A-Za-z0-9-]+))?: (?P<value>.*)\Z"
)
_BAR = re.compile(r"(?<!\\)\|")


def joined_cell(values: tuple[str, ...]) -> str:
    """Return several values as one, with bars between them."""
    return " | ".join(value.replace("|", "\\|") for value in values)


def split_cell(text: str) -> list[str]:
    """Return the values that stand in one, between bars, semicolons being left alone, or line by line."""
    parts = (part.replace("\\|", "|").strip() for line in text.splitlines() for part in _BAR.split(line))
    return [part for part in parts if part]


def with_lines(description: str, lines: Iterator[str]) -> str:
    """Return a description with lines behind it."""
    return "\n".join(([description, ""] if description else []) + [_HEAD, *lines])


def topic_lines(topic: Topic, shown: str) -> Iterator[str]:
    """Yield the lines of a topic whose name and description are shown in one language."""
    yield f"id: {topic.id}"
    if topic.uri:
        yield f"uri: {topic.uri}"
    yield from _names(topic.names, shown)
    for language, text in topic.descriptions.items():
        if language != shown:
            yield f"description {language}: {' '.join(text.split())}"
    for key, listed in (("terms", topic.terms), ("not", topic.exclusions)):
        for language, terms in listed.items():
            yield f"{key} {language}: {joined_cell(terms)}"
    if len(topic.broader) > 1:
        yield f"broader: {joined_cell(topic.broader)}"


def group_lines(group: TopicGroup, shown: str) -> Iterator[str]:
    """Yield the lines of a group whose name is shown in one language."""
    yield f"id: {group.id}"
    yield from _names(group.names, shown)


def _names(names: object, shown: str) -> Iterator[str]:
    assert isinstance(names, dict)
    # The order of languages is kept; the shown one stands here by its tag alone.
    for language, name in names.items():
        yield f"name {language}: {name}" if language != shown else f"name {language}: ="


def take_lines(draft: Draft, text: str, name: str, language: str) -> None:
    """Put what a description and its lines say into a draft whose name is `name` in some language."""
    description, found = _parted(text)
    shown = language
    for key, tag, value in found:
        if key == "name" and value == "=":
            shown = tag
        _take(draft, key, tag or language, value, name)
    if not draft.names:
        draft.names = {shown: name}
        draft.terms = draft.terms if found else {shown: [name]}
    if description:
        draft.descriptions = {shown: description, **draft.descriptions}


def take_group_lines(draft: GroupDraft, text: str, name: str, language: str) -> None:
    """Put what a description and its lines say into a group."""
    _, found = _parted(text)
    for key, tag, value in found:
        if key == "id":
            draft.id = value
        elif key == "name":
            draft.names[tag or language] = name if value == "=" else value
    if not draft.names:
        draft.names = {language: name}


def _take(draft: Draft, key: str, language: str, value: str, name: str) -> None:
    if key == "id":
        draft.id = value
    elif key == "uri":
        draft.uri = value
    elif key == "name":
        draft.names[language] = name if value == "=" else value
    elif key == "description":
        draft.descriptions[language] = value
    elif key == "broader":
        draft.broader = split_cell(value)
    else:
        (draft.terms if key == "terms" else draft.exclusions)[language] = split_cell(value)


def _parted(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return a description without its lines, and the lines."""
    before, head, after = text.replace("\r\n", "\n").rpartition(_HEAD)
    if not head:
        return text.strip(), []
    matches = (_LINE.match(line) for line in after.splitlines())
    return before.strip(), [(one["key"], one["language"] or "", one["value"]) for one in matches if one]
