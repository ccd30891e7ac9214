"""A program that is killed while it changes a password loses nothing: the old or the new password opens everything."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.opening import create, open_dossier

pytest.importorskip("sqlcipher3")


PASSWORDS = ("one", "two", "")
"""The passwords that follow each other; an empty one means that there is no password."""
_CHILD = f"""
import sys
from itertools import cycle
from pathlib import Path
from briefbuilder.storage.passwords import change_password
path, old = Path(sys.argv[1]), sys.argv[2]
turn = cycle({PASSWORDS})
while next(turn) != old:
    pass
for new in turn:
    print("begin", new, flush=True)
    change_password(path, old or None, new or None)
    print("done", new, flush=True)
    old = new
"""


def read_whole(path: Path, password: str) -> object:
    store = open_dossier(path, password=password or None)
    try:
        assert not store.read_only
        records = [one for one in store.values("article") if isinstance(one, ArticleRecord)]
        return [(store.article(one.id), store.original(one.id)) for one in records], store.undo_name
    finally:
        store.close()


def opens_with(path: Path, password: str) -> bool:
    try:
        store = open_dossier(path, password=password or None)
    except DossierError as error:
        if error.code in {"password-wrong", "password-needed"}:
            return False
        raise
    store.close()
    return (store.password or "") == password


def run_and_kill(path: Path, old: str, seconds: float) -> tuple[str, str]:
    """Change passwords in another process and kill it; return the last password that was set, and the one begun."""
    command = [sys.executable, "-c", _CHILD, str(path), old]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline()]
        time.sleep(seconds)
        child.kill()
        told += child.stdout.readlines()
    words = [line.split(" ") for line in told if line.endswith("\n")]
    done = [new.strip() for kind, new in words if kind == "done"]
    begun = [new.strip() for kind, new in words if kind == "begin"]
    return (done[-1] if done else old), begun[-1]


@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.soak)])
def test_nothing_is_lost_when_the_program_is_killed_while_a_password_is_changed(
    path: Path, reading: MakeReading, imported: Import, kills: int
) -> None:
    store = create(path)
    for number in range(60):
        imported(store, reading(*(f"{number} {part} " * 200 for part in range(20)), title=str(number)))
    store.close()
    before = read_whole(path, "")
    chance = random.Random(kills)
    present = ""
    for _ in range(kills):
        done, begun = run_and_kill(path, present, chance.uniform(0, 2.5))
        # The next password may have been set, and the program killed before it could say so.
        present = next(password for password in (done, begun) if opens_with(path, password))
        assert read_whole(path, present) == before
        assert [file.name for file in path.parent.iterdir()] == [path.name]
