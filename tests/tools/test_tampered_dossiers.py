"""Tampered dossiers are opened, or refused in a sentence; nothing of them runs (all: tools/tampered_dossiers.py --check)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import tampered_dossiers
from tampered_dossiers import check, operate
from tamperings import ALL, SCHEMA, Tampering, make_sample

from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.storage.database import connect
from briefbuilder.storage.hardening import LimitedConnection
from briefbuilder.storage.listing import ListedArticles

OTHERS = {
    "bytes-many-1",
    "briefing-nested",
    "briefing-of-itself",
    "history-of-itself",
    "id-of-article",
    "index-data",
    "index-of-missing",
    "json-numbers",
    "json-surrogate",
    "pages-swapped-0",
    "text-odd-blocks",
    "text-wide-tables",
    "topics-in-a-circle",
    "type-cursor-high",
    "type-integer",
    "type-listing",
    "type-register",
    "type-sections",
    "utf-8",
}
"""Those that are read in these tests, with all that must be refused."""
MEASURED = ("bomb-text", "endless-state", "history-of-a-view", "pages-in-a-circle-listing")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.dossier"
    make_sample(path)
    return path


@pytest.fixture
def tampered(sample: Path, tmp_path: Path) -> Path:
    path = tmp_path / "tampered.dossier"
    path.write_bytes(sample.read_bytes())
    return path


def test_there_are_seventy_and_each_has_a_name_of_its_own() -> None:
    assert len({tampering.name for tampering in ALL}) == len(ALL) >= 70


def test_the_sample_itself_is_used_in_every_way(tampered: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("A new article\n\nIts words.\n", "utf-8")
    outcomes = {one.operation: one.outcome for one in operate(tampered, tmp_path)}
    assert set(outcomes.values()) == {"done"}
    assert set(outcomes) > tampered_dossiers.SLOW


@pytest.mark.parametrize(
    "tampering", [one for one in ALL if one.must_be_refused or one.name in OTHERS], ids=lambda one: one.name
)
def test_each_is_opened_or_refused_in_a_sentence(
    tampering: Tampering, tampered: Path, tmp_path: Path
) -> None:
    tampering.apply(tampered)
    outcomes = [one.outcome for one in operate(tampered, tmp_path, fast=True)]
    assert not [outcome for outcome in outcomes if outcome.startswith("fault")]
    assert all("\n" not in outcome for outcome in outcomes)
    if tampering.must_be_refused:
        assert all(outcome.startswith("refused") for outcome in outcomes)


@pytest.mark.parametrize("name", MEASURED)
def test_the_worst_take_little_time_and_memory(name: str, sample: Path, tmp_path: Path) -> None:
    (tampering,) = (one for one in ALL if one.name == name)
    result = check(tampering, sample, tmp_path, fast=True)
    assert result.fault == ""
    assert result.megabytes > 10


@pytest.mark.parametrize("query", [Query(), Query(tagged=False), Query(tagged=True), Query(used=False)])
def test_no_more_rows_of_pages_in_a_circle_are_read_than_the_file_has_room_for(
    query: Query, tampered: Path
) -> None:
    (tampering,) = (one for one in ALL if one.name == "pages-in-a-circle-listing")
    tampering.apply(tampered)
    with closing(connect(tampered, immutable=True)) as connection:
        assert isinstance(connection, LimitedConnection)
        with pytest.raises(DossierError):
            ListedArticles(connection, tampered).numbers(query)
        assert connection.step_count.steps <= 3_000_000


def test_what_must_be_refused_is_more_than_a_few() -> None:
    assert all(one.must_be_refused for one in SCHEMA)
    assert len(SCHEMA) > 20
