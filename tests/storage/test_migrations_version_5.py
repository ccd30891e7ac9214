"""A dossier that an earlier program wrote in the fifth version of the format, from before words had stems.

`tests/data/dossier/v5.dossier` is `v4.dossier`, upgraded by that program. It is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk


@pytest.fixture
def path(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(data / "dossier" / "v5.dossier", tmp_path / "v5.dossier"))


def test_it_is_upgraded_and_a_copy_of_the_older_version_stays(path: Path) -> None:
    with Session.open(path, Resources()):
        assert version_on_disk(path) == MIGRATIONS[-1].version
    assert {one.name for one in path.parent.iterdir()} == {"v5.dossier", "v5 (version 5.0).dossier"}


def test_other_forms_of_its_words_are_found_as_in_a_new_dossier(
    path: Path, tmp_path: Path, root: Path
) -> None:
    from briefbuilder.app.commands.imports import import_readings
    from briefbuilder.importers.read import read_file

    samples = sorted(file for file in (root / "resources" / "samples").iterdir() if file.is_file())
    with Session.create(tmp_path / "new.dossier", Resources()) as new, Session.open(path, Resources()) as old:
        import_readings(new, [read_file(file) for file in samples])
        for words in ("semiconduttore ", "partenariati ", "instruments ", "-partenariato"):
            expected, found = (
                {hit.article for hit in one.search.find_sections(Query(words=words))} for one in (new, old)
            )
            assert found
            assert len(found) == len(expected), words
