"""The samples of all shipped templates in all their languages are valid in each paged format, under `make soak` alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.export.docx.conftest import audit
from tests.export.odt.conftest import faults as odt_faults
from tests.export.pdf_validation import faults

from briefbuilder.app.export import compose_input
from briefbuilder.app.resources import Resources
from briefbuilder.app.templates import SampleSources, sample_input, sample_sources
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf

pytestmark = pytest.mark.soak

TEMPLATES = sorted(path.stem for path in (Path(__file__).parents[2] / "templates").glob("*.yaml"))


@pytest.fixture(scope="module")
def sources() -> SampleSources:
    return sample_sources(Resources())


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_shipped_template_gives_valid_files_in_all_its_languages(
    name: str, sources: SampleSources, root: Path
) -> None:
    resources = Resources()
    template = resources.template(name)
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    for language in template.languages:
        inputs = sample_input(template, language, sources, resources.profile(template.marking.profile))
        document = compose_input(inputs).document
        pdf = render_pdf(document)
        docx = render_docx(document, base=base, page_numbers=pdf.page_numbers)
        assert faults(pdf.data) == [], language
        assert lint_docx(docx) == (), language
        assert audit(docx) == [], language
        assert odt_faults(render_odt(document, page_numbers=pdf.page_numbers)) == [], language
