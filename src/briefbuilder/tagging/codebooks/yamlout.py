"""Writes a taxonomy as our own YAML, which a house keeps on its share and edits by hand."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from briefbuilder.domain.topics import Taxonomy, Topic


def as_yaml(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as YAML."""
    languages = dict.fromkeys(taxonomy.languages)
    for topic in taxonomy.topics:
        for listed in (topic.names, topic.terms, topic.exclusions, topic.descriptions):
            languages.update(dict.fromkeys(listed))
    for group in taxonomy.groups:
        languages.update(dict.fromkeys(group.names))
    whole = {
        "version": "1",
        "languages": list(languages),
        "groups": {group.id: dict(group.names) for group in taxonomy.groups},
        "topics": [_topic(topic, taxonomy) for topic in taxonomy.topics],
    }
    if not taxonomy.groups:
        del whole["groups"]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(whole, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def _topic(topic: Topic, taxonomy: Taxonomy) -> dict[str, object]:
    above = [wider for wider in topic.broader if taxonomy.topic(wider) is not None]
    keys: dict[str, object] = {"id": topic.id}
    if topic.group:
        keys["group"] = topic.group
    keys["name"] = dict(topic.names)
    keys |= {"description": dict(topic.descriptions)} if topic.descriptions else {}
    keys |= {"broader": above[0] if len(above) == 1 else above} if above else {}
    keys |= {"terms": _lists(topic.terms)} if topic.terms else {}
    keys |= {"not": _lists(topic.exclusions)} if topic.exclusions else {}
    keys |= {"uri": topic.uri} if topic.uri else {}
    return keys | {"colour": topic.colour}


def _lists(listed: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(terms) for language, terms in listed.items()}
