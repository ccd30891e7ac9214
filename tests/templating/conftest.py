"""Helpers of the tests of templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.marking_profiles import load_marking_profile


@pytest.fixture(scope="session")
def profiles(root: Path) -> Mapping[str, MarkingProfile]:
    """Return the included marking profiles by id."""
    paths = sorted((root / "resources" / "markings").glob("*.yaml"))
    return {path.stem: load_marking_profile(path) for path in paths}
