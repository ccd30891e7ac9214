"""Whatever Document can be composed: both files keep their standards, are repeatable and say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from tests.export.agreement import check
from tests.export.strategies import documents

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
@settings(SOUND, max_examples=25, derandomize=True)
@given(document=documents())
def test_any_document_is_exported_soundly_twice_and_says_the_same(document: Document, base: bytes) -> None:
    check(document, base)


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(SOUND, max_examples=200)
@given(document=documents())
def test_two_hundred_documents_are_exported_soundly(document: Document, base: bytes) -> None:
    check(document, base)
