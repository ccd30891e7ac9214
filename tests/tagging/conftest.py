"""The taxonomy that ships, and its matcher."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.domain.topics import Taxonomy
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.taxonomy import load_taxonomy


@pytest.fixture(scope="session")
def taxonomy(root: Path) -> Taxonomy:
    return load_taxonomy(root / "resources" / "taxonomies" / "economic-security.yaml")


@pytest.fixture(scope="session")
def matcher(taxonomy: Taxonomy) -> Matcher:
    return Matcher(taxonomy)
