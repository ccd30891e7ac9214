"""Briefings are written into letterhead documents in a sealed process, where nothing more can be loaded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.export.docx.letterhead.conftest import LETTERHEADS, Material, language

from briefbuilder.app import export
from briefbuilder.app.export_input import ExportInput
from briefbuilder.app.workers import PRELOAD_LETTERHEADS, WorkerPool
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.identity import number_document

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="sealed by the Linux kernel"),
    pytest.mark.usefixtures("fresh_fork_server"),
]


def watched(data: ExportInput) -> bool:
    """Prepare as usual, but let the process watch for what it tries to load."""
    export._write_word(data, {})
    return False


@pytest.mark.parametrize("letterhead", LETTERHEADS[::4])
def test_writing_into_a_letterhead_loads_nothing_and_gives_the_same_file(
    material: Material, template_on: Callable[..., Path], letterhead: str
) -> None:
    data = export.complete_input(material(template_on(letterhead), language(letterhead)))
    with WorkerPool(warm=1, preload=PRELOAD_LETTERHEADS) as pool:
        sealed = pool.run_sealed(
            export._merge_word, result_type=export.WordFile, prepare=partial(watched, data)
        )
    document = number_document(export.compose_input(data).document).document
    assert sealed.data == render_docx(document, base=data.base, page_numbers={})


def test_a_worker_builds_the_other_files_and_the_word_file_is_added(
    material: Material, template_on: Callable[..., Path]
) -> None:
    data = export.complete_input(material(template_on("it-lettera.docx"), "it"))
    suffixes = (".docx", ".pdf", ".md")
    with WorkerPool(warm=1, preload=PRELOAD_LETTERHEADS) as pool:
        built = pool.run(export.build_but_letterhead, data, suffixes, result_type=export.BuiltFiles)
        assert set(built.files) == {".pdf", ".md"}
        whole = export.add_letterhead(built, data, suffixes, pool=pool)
    assert whole == export.build_all(data, suffixes)
    assert tuple(whole.files) == suffixes


def test_a_word_file_with_withheld_words_is_refused(
    material: Material, template_on: Callable[..., Path]
) -> None:
    data = material(template_on("it-lettera.docx"), "it")
    words = "Il partenariato digitale è stato avviato al vertice di Tokyo."
    hidden = replace(data, secrets=(words,), audience="Press")
    with pytest.raises(ExportError, match="audience-leak") as caught:
        export.build_all(hidden, (".docx",))
    assert caught.value.parameters["audience"] == "Press"
    assert export.build_all(replace(data, secrets=("x" * 100,)), (".docx",)).files[".docx"]
