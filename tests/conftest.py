"""What every test shares: no screen, no user's settings, and the way to the real inputs beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pydantic.fields  # noqa: F401 -- Qt watches imports, and pydantic's own go in a circle under its eyes
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """Real inputs with their expected results."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the checkout; tests that need it skip where it is not there."""
    folder = ROOT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the real inputs beside the checkout are not on this machine")
    return folder


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of caches for all tests: the unpacked language model takes 68 MB."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, _caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings, templates and caches out of every test."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_caches))
