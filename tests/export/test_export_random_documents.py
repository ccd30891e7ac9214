"""Random documents: both paged formats conform to their standards, are reproducible and agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from tests.export.format_agreement import check
from tests.export.random_documents import documents

from briefbuilder.domain.document import Document

SOUND = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing document is read as it was drawn: making it smaller takes minutes of audits.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    # It takes minutes to write one out, too; the lines that differ are in the failure.
    verbosity=Verbosity.quiet,
)


@pytest.fixture(scope="session")
def base(root: Path) -> bytes:
    return (root / "resources" / "docx" / "base.docx").read_bytes()


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(SOUND, max_examples=4, derandomize=True)
@given(document=documents())
def test_random_document_is_valid_reproducible_and_equal_in_both_formats(
    document: Document, base: bytes
) -> None:
    check(document, base)


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(SOUND, max_examples=200)
@given(document=documents())
def test_two_hundred_random_documents_are_valid(document: Document, base: bytes) -> None:
    check(document, base)
