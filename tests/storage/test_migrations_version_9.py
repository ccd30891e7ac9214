"""A dossier that an earlier program wrote in the ninth version of the format, shared, without the facts of own texts.

`tests/data/dossier/v9.dossier` is `v8.dossier`, upgraded and shared by that program. It is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from briefbuilder.storage.facts import prepare_facts
from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk
from briefbuilder.storage.opening import open_dossier


def test_it_is_upgraded_with_its_log_and_keeps_what_own_texts_state(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "v9.dossier"
    shutil.copyfile(data / "dossier" / "v9.dossier", path)
    store = open_dossier(path)
    assert version_on_disk(path) == MIGRATIONS[-1].version
    assert (store.count("article"), store.count("briefing"), store.shared.is_shared) == (3, 1, True)
    facts = prepare_facts((), 7)
    assert store.text_facts.find(b"digest") is None
    store.keep_text_facts({b"digest": facts})
    store.close()
    assert {one.name for one in path.parent.iterdir()} == {"v9.dossier", "v9 (version 9.0).dossier"}
    again = open_dossier(path)
    assert again.text_facts.find(b"digest") == facts.data
    again.close()
