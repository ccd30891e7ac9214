"""The shipped templates as OpenDocument texts: the text of the DOCX, the pages of the PDF, and our own importer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from tests.export.docx.conftest import Expected, WordFile, fold
from tests.export.odt.conftest import OdtFile, faults
from tests.export.torture_documents import torture_document

from briefbuilder.app.export import BuiltFiles, build_all, compose_input
from briefbuilder.app.resources import Resources
from briefbuilder.app.templates import sample_input, sample_sources
from briefbuilder.domain.document import Document, DrawnChart, DrawnTimeline
from briefbuilder.domain.text import join_text
from briefbuilder.export.identity import number_document
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.importers.read import read_bytes


@dataclass(frozen=True)
class Sample:
    """A sample briefing of a template: its document and its files."""

    document: Document
    built: BuiltFiles


@pytest.fixture(scope="module")
def samples() -> Mapping[str, Sample]:
    """A sample of each shipped template, in its first language."""
    resources = Resources()
    sources = sample_sources(resources)
    made = {}
    for name in resources.templates():
        template = resources.template(name)
        profile = resources.profile(template.marking.profile)
        data = sample_input(template, template.languages[0], sources, profile)
        document = number_document(compose_input(data).document).document
        made[template.id] = Sample(document, build_all(data, (".docx", ".odt", ".pdf")))
    assert len(made) >= 8
    return made


def test_each_template_is_valid_and_has_the_text_of_the_docx(samples: Mapping[str, Sample]) -> None:
    for name, sample in samples.items():
        data = sample.built.files[".odt"]
        assert faults(data) == [], name
        odt, word = OdtFile(data), WordFile(sample.built.files[".docx"])
        assert odt.body() == word.body(), name
        for kind in ("footnote", "endnote"):
            assert odt.notes(kind) == word.notes(kind), name


def test_our_importer_reads_the_same_words_from_both_files(samples: Mapping[str, Sample]) -> None:
    for name, sample in samples.items():
        files = sample.built.files
        odt, word = (
            join_text(read_bytes(files[suffix], f"a{suffix}").article.blocks).split("\n")
            for suffix in (".odt", ".docx")
        )
        if any(isinstance(element, DrawnTimeline | DrawnChart) for element in sample.document.elements):
            continue  # The shapes of Word have texts, the pictures of an OpenDocument text have none.
        assert odt == word, name
        assert len(odt) > 5, name


@pytest.mark.office
def test_libreoffice_lays_out_about_the_pages_of_the_pdf(
    samples: Mapping[str, Sample], convert_all: Callable[..., dict[str, Path]]
) -> None:
    """One run for all: each template has about the pages of its PDF, and each page its marking.

    LibreOffice takes wider fonts where the computer has no twins of Word's.
    """
    torture = torture_document()
    files = {f"{name}.odt": sample.built.files[".odt"] for name, sample in samples.items()}
    files["torture.odt"] = render_odt(torture, page_numbers={})
    counts = {f"{name}.odt": sample.built.page_count for name, sample in samples.items()}
    more: list[int] = []
    for name, path in convert_all(files, "pdf").items():
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
        if name in counts:
            more.append(len(pages) - counts[name])
        else:
            assert all(page.count("RESTREINT UE/EU RESTRICTED") == 2 for page in pages)
            # In some fonts a long number ends at the tab stop, and the PDF has no space behind it.
            shown, place = fold("\n".join(pages)).replace(" ", ""), 0
            labels = [line for line in Expected(torture).body if line[:2] in {"1 ", "2 ", "a)", "b)", "2."}]
            for line in labels[:12]:
                found = shown.find(line[:20].replace(" ", ""), place)
                assert found >= 0, f"{line!r} is not in {shown[place : place + 200]!r}"
                place = found
    assert min(more) >= 0
    assert max(more) <= 1
    assert more.count(0) > len(more) / 2
