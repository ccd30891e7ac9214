"""The taxonomy that ships, and its matcher."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.app.resources import load_parts
from briefbuilder.domain.topics import Taxonomy
from briefbuilder.tagging.matcher import Matcher


@pytest.fixture(scope="session")
def taxonomy(root: Path) -> Taxonomy:
    return load_parts(root / "resources" / "taxonomies" / "economic-security.yaml")


@pytest.fixture(scope="session")
def matcher(taxonomy: Taxonomy) -> Matcher:
    return Matcher(taxonomy)
