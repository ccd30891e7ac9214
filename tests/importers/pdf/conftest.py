"""Fixtures for reading PDFs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.read import read_bytes


@pytest.fixture
def read_pdf() -> Callable[[bytes], ImportedArticle]:
    """Return a function that reads the bytes of a PDF."""
    return lambda data: read_bytes(data, "article.pdf")
