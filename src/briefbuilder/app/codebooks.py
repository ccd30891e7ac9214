"""Taxonomies in and out of files of every form; foreign ones are read in a process of their own, with limits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefbuilder.app.jobs import JobContext, Limits, run_isolated
from briefbuilder.domain.topics import Taxonomy
from briefbuilder.export.files import write_atomically
from briefbuilder.tagging.codebooks.book import Codebook
from briefbuilder.tagging.codebooks.forms import ENDINGS, read_codebook, written

__all__ = ["ENDINGS", "Codebook", "read_codebook_file", "write_codebook"]

LIMITS = Limits(memory=4 * 1024**3, seconds=300.0)
"""A thesaurus of the size of EuroVoc in all its languages takes some hundred megabytes and half a minute."""


def read_codebook_file(
    path: Path, language: str, only: Iterable[str] = (), job: JobContext | None = None
) -> Codebook:
    """Return the taxonomy in a file, whatever its form; with `only`, in some languages alone.

    Names without a language count as `language`. Raises TaxonomyError, or WorkerFailedError where the file asks
    for more memory or time than any taxonomy needs.
    """
    wanted = frozenset(each.lower().partition("-")[0] for each in only)
    if job is not None:
        return job.run_isolated(read_codebook, path, language, wanted, limits=LIMITS)
    return run_isolated(read_codebook, path, language, wanted, limits=LIMITS)


def write_codebook(path: Path, taxonomy: Taxonomy, language: str, only: Iterable[str] = ()) -> None:
    """Write a taxonomy in the form that the path's ending asks for, whole or not at all.

    Raises TaxonomyError where the ending asks for none, ExportError where the disk does not let it.
    """
    from briefbuilder.tagging.codebooks.forms import restricted

    wanted = frozenset(each.lower().partition("-")[0] for each in only)
    write_atomically(path, written(restricted(taxonomy, wanted), path, language))
