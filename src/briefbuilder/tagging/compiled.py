"""The compiled form of the taxonomies that ship: JSON beside the YAML files, which take some twenty times as long to read.

The first line names the hashes of the files that it was made of, and it is not used where one of them has changed; each
further line is a topic. The terms of a language are one text: a window needs those of a few languages, and 60,000 texts
take several megabytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup

_FIRST_GROUP = 5
"""The first group of a taxonomy of several files, for its colour: the one that ships as one file has as many groups."""
_TEXTS = ("id", "group", "colour", "uri")
_LISTS = ("broader", "territories", "counterparts")
_BY_LANGUAGE = ("names", "descriptions", "ids")
_LISTS_BY_LANGUAGE = ("terms", "exclusions")


class _JoinedLists(Mapping[str, tuple[str, ...]]):
    """Lists by language, each of which is kept as one text with an item on each line."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return tuple(self._texts[language].split("\n"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def taxonomy_files(path: Path) -> tuple[Path, ...]:
    """Return the YAML files of a taxonomy, which is one file or a folder of parts."""
    return tuple(sorted(path.glob("*.yaml"))) if path.is_dir() else (path,)


def compiled_path(path: Path) -> Path:
    """Return the path of the compiled form of a taxonomy that ships."""
    return path.with_name(f"{path.name.removesuffix('.yaml')}.json")


def load_parts(path: Path) -> Taxonomy:
    """Return a taxonomy that ships, from its compiled form if that is up to date.

    Raises TaxonomyError for the first error of a file.
    """
    parts: dict[str, bytes] = {}
    for file in taxonomy_files(path):
        try:
            parts[file.name] = file.read_bytes()
        except OSError as error:
            from briefbuilder.tagging.taxonomy import unreadable_error

            raise unreadable_error(file, error) from error
    try:
        compiled = compiled_path(path).read_bytes()
    except OSError:
        compiled = b""
    return read_compiled(compiled, parts) or parse_parts(parts)


def parse_parts(parts: Mapping[str, bytes]) -> Taxonomy:
    """Return the taxonomy of some YAML files, by name; raises TaxonomyError for the first error."""
    from briefbuilder.tagging.taxonomy import parse_taxonomy

    parsed: list[Taxonomy] = []
    groups = _FIRST_GROUP if len(parts) > 1 else 0
    for name, data in parts.items():
        taxonomy, faults = parse_taxonomy(data, name, groups)
        if faults:
            raise faults[0]
        parsed.append(taxonomy)
        groups += len(taxonomy.groups)
    return join_parts(parsed)


def join_parts(taxonomies: Sequence[Taxonomy]) -> Taxonomy:
    """Return taxonomies as one; a later topic or group replaces an earlier one of the same id."""
    topics = {topic.id: topic for taxonomy in taxonomies for topic in taxonomy.topics}
    groups = {group.id: group for taxonomy in taxonomies for group in taxonomy.groups}
    languages = dict.fromkeys(language for taxonomy in taxonomies for language in taxonomy.languages)
    return Taxonomy(topics=tuple(topics.values()), groups=tuple(groups.values()), languages=tuple(languages))


def compile_taxonomy(parts: Mapping[str, bytes]) -> bytes:
    """Return the compiled form of some YAML files, by name, with a line for each topic."""
    taxonomy = parse_parts(parts)
    head = {
        "files": _hashes(parts),
        "languages": taxonomy.languages,
        "groups": {group.id: dict(group.names) for group in taxonomy.groups},
    }
    return "".join(f"{_dump(line)}\n" for line in (head, *map(_topic_values, taxonomy.topics))).encode()


def read_compiled(data: bytes, parts: Mapping[str, bytes]) -> Taxonomy | None:
    """Return the taxonomy of a compiled form, None where it is not that of these YAML files."""
    try:
        head, *topics = data.splitlines() or [b"{}"]
        found = json.loads(head)
        if found["files"] != _hashes(parts):
            return None
        return Taxonomy(
            topics=tuple(_read_topic(json.loads(line)) for line in topics),
            groups=tuple(TopicGroup(id=name, names=names) for name, names in found["groups"].items()),
            languages=tuple(found["languages"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _hashes(parts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in parts.items()}


def _topic_values(topic: Topic) -> dict[str, Any]:
    """Return what is not usual in a topic."""
    values: dict[str, Any] = {name: getattr(topic, name) for name in (*_TEXTS, *_LISTS)}
    values |= {name: dict(getattr(topic, name)) for name in _BY_LANGUAGE}
    for name in _LISTS_BY_LANGUAGE:
        values[name] = {language: "\n".join(listed) for language, listed in getattr(topic, name).items()}
    values["inflected"] = topic.inflected
    return {name: value for name, value in values.items() if value}


def _read_topic(values: dict[str, Any]) -> Topic:
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name])
    for name in _LISTS_BY_LANGUAGE:
        if name in values:
            values[name] = _JoinedLists(values[name])
    return Topic(**values)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
