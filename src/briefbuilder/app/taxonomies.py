"""Taxonomy files, and the topics of a dossier joined with those of its taxonomies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.jobs import JobContext
from briefbuilder.app.workers import TaskLimits, run_isolated
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.system.files import write_atomically

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from briefbuilder.tagging.codebooks.codebook import Codebook

# Foreign files are read in a process of their own, with limits.


LIMITS = TaskLimits(memory=4 * 1024**3, seconds=300.0)
"""A thesaurus of the size of EuroVoc in all its languages takes some hundred megabytes and half a minute."""


def read_codebook_file(
    path: Path, language: str, only: Iterable[str] = (), job: JobContext | None = None
) -> Codebook:
    """Return the taxonomy in a file of any format; with `only`, in some languages alone.

    Names without a language count as `language`. Raises TaxonomyError, or WorkerFailedError where the file needs more
    memory or time than any taxonomy should.
    """
    from briefbuilder.tagging.codebooks.formats import read_codebook

    wanted = frozenset(each.lower().partition("-")[0] for each in only)
    if job is not None:
        return job.run_isolated(read_codebook, path, language, wanted, limits=LIMITS)
    return run_isolated(read_codebook, path, language, wanted, limits=LIMITS)


def write_codebook(path: Path, taxonomy: Taxonomy, only: Iterable[str] = ()) -> None:
    """Write a taxonomy in the format of the path's suffix, completely or not at all.

    Raises TaxonomyError where the suffix is unknown, ExportError where the file cannot be written.
    """
    from briefbuilder.tagging.codebooks.formats import restrict_languages, serialize_taxonomy

    wanted = frozenset(each.lower().partition("-")[0] for each in only)
    write_atomically(path, serialize_taxonomy(restrict_languages(taxonomy, wanted), path))


GROUPS = "topic-groups"
"""The dossier's setting that holds the groups of imported topics, as JSON."""


CHOSEN = "taxonomies"
"""The dossier's setting that holds the names of its taxonomies, one per line."""


def chosen_names(stored: str | None) -> tuple[str, ...] | None:
    """Return the names in that setting, None for the taxonomies that ship."""
    return None if stored is None else tuple(line for line in stored.split("\n") if line)


def join_taxonomies(shipped: Taxonomy, own: Iterable[Topic], groups: str | None = None) -> Taxonomy:
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
        groups=_join_groups(shipped.groups, groups),
        languages=tuple(languages),
    )


def groups_as_setting(stored: str | None, groups: Iterable[TopicGroup], *, over: bool = False) -> str:
    """Return the setting's value with some groups added to the stored ones, which they replace where `over` is true."""
    if over:
        known = {group.id: group for group in (() if stored is None else _groups(stored))}
        known |= {group.id: group for group in groups}
        return _adapter().dump_json(tuple(known.values())).decode()
    return _adapter().dump_json(_join_groups(tuple(groups), stored)).decode()


def _join_groups(groups: tuple[TopicGroup, ...], stored: str | None) -> tuple[TopicGroup, ...]:
    joined = {group.id: group for group in (() if stored is None else _groups(stored))}
    joined = {group.id: group for group in groups} | joined
    return tuple(joined.values())


def _groups(stored: str) -> tuple[TopicGroup, ...]:
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(stored)
    except ValidationError:
        return ()


@cache
def _adapter() -> TypeAdapter[tuple[TopicGroup, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[TopicGroup, ...])
