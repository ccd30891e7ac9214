"""Reading bytes as a PDF of a user's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.read import read_bytes


@pytest.fixture
def read_pdf() -> Callable[[bytes], ImportedArticle]:
    """Read the bytes of a PDF as a user's file."""
    return lambda data: read_bytes(data, "article.pdf")
