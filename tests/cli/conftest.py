"""The command line called in this process, and dossiers to call it on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from briefbuilder.__main__ import main
from briefbuilder.app import resources
from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings

Call = Callable[..., CompletedProcess[str]]
Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture(scope="session")
def _all_topics() -> Resources:
    """What ships, with the topics and the matcher of new dossiers."""
    made = Resources()
    made.matcher(made.taxonomy())
    return made


@pytest.fixture(autouse=True)
def _topics_read_once(monkeypatch: pytest.MonkeyPatch, _all_topics: Resources) -> None:
    """Give every command the topics and the matcher that were read before."""
    create = resources.create_resources

    def created(settings: Settings) -> Resources:
        made = create(settings)
        made.adopt(_all_topics)
        return made

    monkeypatch.setattr(resources, "create_resources", created)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call a command; a fault of the program fails the test with its report."""

    def run(*words: str | Path) -> CompletedProcess[str]:
        argv = [str(word) for word in words]
        status = main(argv)
        out, err = capsys.readouterr()
        assert "bug in the program" not in err, err
        return CompletedProcess(argv, status, out, err)

    return run


@pytest.fixture
def rows(call: Call) -> Rows:
    """Call a command with `--json`, which must succeed, and return what it gives."""

    def run(*words: str | Path) -> list[dict[str, Any]]:
        answer = call(*words, "--json")
        assert answer.returncode == 0, answer.stderr
        assert answer.stderr == ""
        return [json.loads(line) for line in answer.stdout.splitlines()]

    return run


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    return root / "resources" / "samples"


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    path = tmp_path_factory.mktemp("cli") / "talks.dossier"
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(samples)]) == 0
    return path


@pytest.fixture
def imported(_imported: Path, tmp_path: Path) -> Path:
    """A dossier of the three sample articles."""
    return Path(shutil.copy(_imported, tmp_path / "talks.dossier"))


@pytest.fixture(scope="session")
def _tagged(tmp_path_factory: pytest.TempPathFactory, _imported: Path) -> Path:
    path = Path(shutil.copy(_imported, tmp_path_factory.mktemp("cli") / "talks.dossier"))
    assert main(["tag", str(path), "--accept-suggestions"]) == 0
    return path


@pytest.fixture
def tagged(_tagged: Path, tmp_path: Path) -> Path:
    """A dossier of the three sample articles with every suggestion accepted."""
    return Path(shutil.copy(_tagged, tmp_path / "talks.dossier"))


@pytest.fixture
def empty(call: Call, tmp_path: Path) -> Path:
    """An empty dossier."""
    path = tmp_path / "empty.dossier"
    assert call("new", path).returncode == 0
    return path
