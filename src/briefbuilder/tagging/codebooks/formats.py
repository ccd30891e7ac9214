"""Read and write codebooks: the format is detected by content when reading, by suffix when writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Literal

import yaml

from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.codebooks.codebook import Codebook
from briefbuilder.tagging.taxonomy import TaxonomyError, parse_taxonomy, unreadable_error

CodebookFormat = Literal["yaml", "csv", "rdf-xml", "turtle"]
ENDINGS: dict[str, CodebookFormat] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".rdf": "rdf-xml",
    ".xml": "rdf-xml",
    ".ttl": "turtle",
}
"""The file suffixes for writing."""
MAX_BYTES = 64 * 1024 * 1024
"""The largest file of rows or YAML, in bytes."""
MAX_RDF_BYTES = 256 * 1024 * 1024
"""The largest file of RDF, in bytes; EuroVoc in all languages has some two hundred million."""
_HEAD = 65_536
_COMMENTS = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z))*")
_TURTLE = re.compile(
    r"(?:@(?:prefix|base)\b|(?:PREFIX|BASE)\s|<[a-z][a-z0-9+.-]*:[^\s<>\"]*>\s+(?:<|a\s|\w*:))", re.ASCII
)


def to_yaml(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as YAML."""
    languages = dict.fromkeys(taxonomy.languages)
    for topic in taxonomy.topics:
        for listed in (topic.names, topic.terms, topic.exclusions, topic.descriptions):
            languages.update(dict.fromkeys(listed))
    for group in taxonomy.groups:
        languages.update(dict.fromkeys(group.names))
    inflected = bool(taxonomy.topics) and all(topic.inflected for topic in taxonomy.topics)
    whole: dict[str, object] = {"version": "1", "languages": list(languages)}
    if inflected:
        whole["inflected"] = True
    if taxonomy.groups:
        whole["groups"] = {group.id: dict(group.names) for group in taxonomy.groups}
    whole["topics"] = [_topic(topic, taxonomy, inflected=inflected) for topic in taxonomy.topics]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(whole, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def _topic(topic: Topic, taxonomy: Taxonomy, *, inflected: bool) -> dict[str, object]:
    above = [wider for wider in topic.broader if taxonomy.topic(wider) is not None]
    keys: dict[str, object] = {"id": topic.id}
    if topic.group:
        keys["group"] = topic.group
    keys["name"] = dict(topic.names)
    keys |= {"description": dict(topic.descriptions)} if topic.descriptions else {}
    keys |= {"broader": above[0] if len(above) == 1 else above} if above else {}
    keys |= {"terms": _lists(topic.terms)} if topic.terms else {}
    keys |= {"not": _lists(topic.exclusions)} if topic.exclusions else {}
    keys |= {"inflected": topic.inflected} if topic.inflected != inflected else {}
    keys |= {"territories": list(topic.territories)} if topic.territories else {}
    keys |= {"with": list(topic.counterparts)} if topic.counterparts else {}
    keys |= {"uri": topic.uri} if topic.uri else {}
    keys |= {"ids": dict(topic.ids)} if topic.ids else {}
    return keys | {"colour": topic.colour}


def _lists(listed: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(terms) for language, terms in listed.items()}


def load_codebook(path: Path) -> bytes:
    """Return the bytes of a file; raises TaxonomyError if it is too large or cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_RDF_BYTES:
            raise TaxonomyError("codebook-too-large", file=path.name)
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise unreadable_error(path, error) from error


def detect_format(data: bytes, name: str) -> CodebookFormat:
    """Return the format of a file's bytes; raises TaxonomyError if it is unknown or the file is too large."""
    codebook_format = _detect_by_content(data[:_HEAD])
    if codebook_format is None and ENDINGS.get(PurePath(name).suffix.lower()) == "yaml":
        codebook_format = "yaml"
    if codebook_format is None:
        raise TaxonomyError("codebook-unknown", file=name)
    if len(data) > (MAX_RDF_BYTES if codebook_format in {"rdf-xml", "turtle"} else MAX_BYTES):
        raise TaxonomyError("codebook-too-large", file=name)
    return codebook_format


def parse_codebook(data: bytes, name: str, language: str, only: frozenset[str] = frozenset()) -> Codebook:
    """Return the taxonomy of a file's bytes in any format.

    Names without a language have the language `language`. With `only`, other languages are left out. All errors of a
    YAML file are returned; the first error of another file is raised as TaxonomyError.
    """
    codebook_format = detect_format(data, name)
    if codebook_format == "yaml":
        taxonomy, faults = parse_taxonomy(data, name)
        return Codebook(taxonomy=restrict_languages(taxonomy, only), faults=faults)
    if codebook_format in {"rdf-xml", "turtle"}:
        from briefbuilder.tagging.codebooks.skos import read_skos

        return read_skos(data, name, "turtle" if codebook_format == "turtle" else "rdf-xml", language, only)
    from briefbuilder.tagging.codebooks.sheets import read_csv

    book = read_csv(data, name, language)
    return Codebook(taxonomy=restrict_languages(book.taxonomy, only), notices=book.notices)


def serialize_taxonomy(taxonomy: Taxonomy, path: Path) -> bytes:
    """Return a taxonomy in the format of a path's suffix; raises TaxonomyError if the suffix is unknown."""
    codebook_format = ENDINGS.get(path.suffix.lower())
    if codebook_format is None:
        raise TaxonomyError("codebook-ending", file=path.name, valid=", ".join(ENDINGS))
    if codebook_format == "yaml":
        return to_yaml(taxonomy)
    if codebook_format == "csv":
        from briefbuilder.tagging.codebooks.sheets import to_csv

        return to_csv(taxonomy)
    from briefbuilder.tagging.codebooks.skos import to_rdf_xml, to_turtle

    return to_turtle(taxonomy) if codebook_format == "turtle" else to_rdf_xml(taxonomy)


def restrict_languages(taxonomy: Taxonomy, only: frozenset[str]) -> Taxonomy:
    """Return a taxonomy in the given languages; a topic without a name in any of them keeps all its names."""
    if not only:
        return taxonomy

    def is_kept(tag: str) -> bool:
        return tag.partition("-")[0] in only

    topics = tuple(
        replace(
            topic,
            names={tag: name for tag, name in topic.names.items() if is_kept(tag)} or topic.names,
            terms={tag: terms for tag, terms in topic.terms.items() if is_kept(tag)},
            exclusions={tag: terms for tag, terms in topic.exclusions.items() if is_kept(tag)},
            descriptions={tag: text for tag, text in topic.descriptions.items() if is_kept(tag)},
        )
        for topic in taxonomy.topics
    )
    return replace(
        taxonomy, topics=topics, languages=tuple(tag for tag in taxonomy.languages if is_kept(tag))
    )


def _detect_by_content(head: bytes) -> CodebookFormat | None:
    from briefbuilder.tagging.codebooks.sheets import is_csv

    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    start = text[_COMMENTS.match(text).end() :]  # type: ignore[union-attr]
    if _TURTLE.match(start):
        return "turtle"
    if start.startswith("<"):
        return "rdf-xml" if "22-rdf-syntax-ns#" in text else None
    if re.search(r"^(?:version|topics|languages|groups)\s*:", text, re.MULTILINE) or start.startswith("{"):
        return "yaml"
    return "csv" if is_csv(text) else None
