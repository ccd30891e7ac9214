"""Taxonomy files, and the topics of a dossier joined with those of its taxonomies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import shown_name
from briefbuilder.system.files import write_atomically
from briefbuilder.typed_json import json_adapter

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.tagging.codebooks.codebook import Codebook

GROUPS = "topic-groups"
"""The dossier's setting that holds the groups of imported topics, as JSON."""
CHOSEN = "taxonomies"
"""The dossier's setting that holds the names of its taxonomies, one per line."""
USUAL_TAXONOMIES = ("economic-security",)
"""The taxonomies of a dossier that does not say: those of older programs, which had only this one."""


@value
class _Fault:
    """An error in a taxonomy file."""

    code: str
    parameters: Mapping[str, str]


@value
class _ParsedCodebook:
    """A taxonomy file as a sealed process sends it."""

    topics: tuple[Topic, ...]
    groups: tuple[TopicGroup, ...]
    languages: tuple[str, ...]
    notices: tuple[Notice, ...]
    faults: tuple[_Fault, ...]


def read_codebook_file(
    path: Path, language: str, only: Iterable[str] = (), job: JobContext | None = None
) -> Codebook:
    """Return the taxonomy in a file of any format, read in a sealed process; with `only`, only in the given languages.

    Names without a language count as `language`. Raises TaxonomyError, or WorkerFailedError if the file needs more
    memory or time than any taxonomy should.
    """
    from briefbuilder.app.warm_up import warm_up_codebooks
    from briefbuilder.app.workers import TaskLimits, WorkerPool
    from briefbuilder.tagging.codebooks.codebook import Codebook
    from briefbuilder.tagging.codebooks.formats import load_codebook
    from briefbuilder.tagging.taxonomy import TaxonomyError

    wanted = frozenset(base_language(each) for each in only)
    # A thesaurus of the size of EuroVoc in all its languages takes some hundred megabytes and half a minute.
    limits = TaskLimits(memory=2 * 1024**3, seconds=120.0)
    with WorkerPool(warm=1) as own:
        parsed = (job.pool if job is not None else own).run_sealed(
            _parse,
            load_codebook(path),
            shown_name(path.name),
            language,
            wanted,
            result_type=_ParsedCodebook,
            prepare=warm_up_codebooks,
            limits=limits,
            cancelled=job.cancelled if job is not None else None,
        )
    return Codebook(
        taxonomy=Taxonomy(topics=parsed.topics, groups=parsed.groups, languages=parsed.languages),
        notices=parsed.notices,
        faults=tuple(TaxonomyError(fault.code, **fault.parameters) for fault in parsed.faults),
    )


def _parse(data: bytes, name: str, language: str, only: frozenset[str]) -> _ParsedCodebook:
    from briefbuilder.tagging.codebooks.formats import parse_codebook

    book = parse_codebook(data, name, language, only)
    taxonomy = book.taxonomy
    return _ParsedCodebook(
        topics=taxonomy.topics,
        groups=taxonomy.groups,
        languages=taxonomy.languages,
        notices=book.notices,
        faults=tuple(_Fault(code=fault.code, parameters=fault.parameters) for fault in book.faults),
    )


def write_codebook(path: Path, taxonomy: Taxonomy, only: Iterable[str] = ()) -> None:
    """Write a taxonomy in the format of the path's suffix, completely or not at all.

    Raises TaxonomyError if the suffix or all languages are unknown, ExportError if the file cannot be written.
    """
    from briefbuilder.tagging.codebooks.formats import restrict_languages, serialize_taxonomy

    wanted = frozenset(base_language(each) for each in only)
    write_atomically(path, serialize_taxonomy(restrict_languages(taxonomy, wanted, path.name), path))


def chosen_names(stored: str | None) -> tuple[str, ...]:
    """Return the names in that setting, those of `USUAL_TAXONOMIES` without it."""
    return USUAL_TAXONOMIES if stored is None else tuple(line for line in stored.split("\n") if line)


def names_as_setting(names: Iterable[str]) -> str:
    """Return names as the setting holds them."""
    return "\n".join(dict.fromkeys(names))


def join_taxonomies(shipped: Taxonomy, own: Iterable[Topic], groups: str | None) -> Taxonomy:
    """Return a taxonomy of both: an own topic replaces a shipped one of the same id.

    Removed topics are left out.
    """
    topics = {topic.id: topic for topic in shipped.topics}
    languages = dict.fromkeys(shipped.languages)
    for topic in own:
        if topic.removed:
            topics.pop(topic.id, None)
            continue
        topics[topic.id] = topic
        languages.update(dict.fromkeys([*topic.names, *topic.terms]))
    return replace(
        shipped,
        topics=tuple(topics.values()),
        groups=tuple(({group.id: group for group in shipped.groups} | _groups(groups)).values()),
        languages=tuple(languages),
    )


def groups_as_setting(stored: str | None, groups: Iterable[TopicGroup], *, over: bool = False) -> str:
    """Return the setting's value with the given groups added to the stored ones, which they replace if `over` is true."""
    known, given = _groups(stored), {group.id: group for group in groups}
    joined = known | given if over else given | known
    return json_adapter(tuple[TopicGroup, ...]).write(tuple(joined.values())).decode()


def _groups(stored: str | None) -> dict[str, TopicGroup]:
    """Return the groups of a setting by id, none if it cannot be read."""
    if stored is None:
        return {}
    from pydantic_core import ValidationError

    try:
        found: tuple[TopicGroup, ...] = json_adapter(tuple[TopicGroup, ...]).read(stored)
    except ValidationError:
        return {}
    return {group.id: group for group in found}
