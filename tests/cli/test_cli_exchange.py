"""The commands of the exchange, on two dossiers through a folder and through files."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.app import policy
from briefbuilder.app.exchange.settings import ExchangeSettings
from briefbuilder.app.policy import Policy
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key


@pytest.fixture
def pair(call: Call, imported: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The dossiers of two desks, and a folder `share` beside them."""
    assert call("share", imported, "--name", "Anna Weber").returncode == 0
    other = Path(shutil.copy(imported, tmp_path / "bruno.dossier"))
    assert call("desk", other, "--name", "Bruno Rossi").returncode == 0
    (tmp_path / "share").mkdir()
    return imported, other


def rename(dossier: Path, title: str, resources: Resources) -> None:
    with Session.open(dossier, resources) as session:
        before = session.store.articles()[0]
        after = replace(
            before, metadata=replace(before.metadata, title=title), read=before.read or before.metadata
        )
        change = Change(key=Key("article", before.id), before=before, after=after)
        session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))


def test_tags_in_a_copy_which_has_no_history_have_no_time(call: Call, tagged: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copied.dossier"
    call("copy", tagged, copied)
    call("share", copied, "--name", "Anna Weber")
    first, *tags = call("who", copied, "1").stdout.splitlines()
    assert first.startswith("20")
    assert tags
    assert all(line.startswith("– · Anna Weber · ") for line in tags), tags


def test_the_desks_of_a_copy_are_its_own_and_the_one_that_it_is_a_copy_of(
    call: Call, rows: Rows, pair: tuple[Path, Path]
) -> None:
    anna, bruno = pair
    (only,) = rows("desks", anna)
    assert (only["name"], only["own"]) == ("Anna Weber", True)
    first, second = rows("desks", bruno)
    assert first == {**only, "own": False}
    new = {"name": "Bruno Rossi", "own": True, "last": None, "moment": None, "unconfirmed": 0}
    assert second == {"desk": None, **new}
    assert call("remove", bruno, "1").returncode == 0
    (changed,) = (row for row in rows("desks", bruno) if row["own"])
    assert changed == {"desk": changed["desk"], **new}
    assert changed["desk"] not in (None, only["desk"])
    assert call("desks", bruno).stdout.splitlines()[-1] == "Bruno Rossi · – · – · your desk"


def test_two_desks_exchange_through_a_folder_and_settle(
    call: Call, rows: Rows, pair: tuple[Path, Path], tmp_path: Path, loaded_resources: Resources
) -> None:
    anna, bruno = pair
    assert call("sync", anna).returncode == 2
    assert rows("sync", anna, "--folder", tmp_path / "share")[0]["written"] == 1
    assert rows("sync", bruno, "--folder", tmp_path / "share")[0]["taken"] == 0
    rename(anna, "By Anna", loaded_resources)
    rename(bruno, "By Bruno", loaded_resources)
    rows("sync", anna)
    answer = call("sync", bruno)
    assert "Received: 1 change. Anna Weber (1)" in answer.stdout
    assert rows("sync", anna)[0]["from"][0] | {"desk": ""} == {"desk": "", "name": "Bruno Rossi", "acts": 1}
    (conflict,) = rows("to-settle", anna)
    assert (conflict["field"], conflict["standing"]) == ("metadata.title", "By Bruno")
    assert [(other["value"], other["author"]) for other in conflict["others"]] == [("By Anna", "Anna Weber")]
    for wrong in (
        ("settle", anna, "2", "--keep"),
        ("settle", anna, "1", "--take", "9"),
        ("settle", anna, "1", "--both"),
    ):
        answer = call(*wrong)
        assert (answer.returncode, answer.stdout) == (1, "")
    assert rows("settle", anna, "1", "--take", "1") == [{"settled": 1, "to_settle": 0}]
    rows("sync", anna)
    assert rows("sync", bruno)[0]["to_settle"] == 0
    assert rows("who", bruno, "1")[0]["text"] == "By Anna"
    assert {row["name"]: row["own"] for row in rows("desks", bruno)} == {
        "Anna Weber": False,
        "Bruno Rossi": True,
    }
    rename(anna, "By Anna again", loaded_resources)
    assert call("remove", bruno, "1").returncode == 0
    rows("sync", anna)
    rows("sync", bruno)
    told = call("to-settle", bruno).stdout.splitlines()
    assert told[0].endswith("By Anna again: one removed it, another changed it")
    assert told[1].strip() == "in use: Kept"
    assert told[2].endswith(": Removed")
    shutil.move(tmp_path / "share", tmp_path / "away")
    lost = call("sync", bruno)
    assert (lost.returncode, lost.stdout) == (1, "")
    assert lost.stderr.count("\n") == 1
    assert "Your changes stay here" in lost.stderr


def test_excerpts_that_go_with_an_article_that_was_removed_for_good_are_told(
    call: Call, rows: Rows, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    anna, bruno = pair
    for desk in pair:
        rows("sync", desk, "--folder", tmp_path / "share")
    rows("tag", bruno, "1", "1", "semiconductors")
    (made,) = rows("compose", bruno, "--template", "thematic-briefing", "--title", "Chips")
    rows("remove", anna, "1")
    rows("purge", anna, "--yes")
    rows("sync", anna)
    (brought,) = rows("sync", bruno)
    assert [(one["briefing"], one["title"]) for one in brought["lost"]] == [(made["briefing"], "Chips")]
    assert brought["lost"][0]["excerpts"] >= 1


def test_a_file_is_no_folder_a_folder_no_server_and_a_time_is_above_zero(
    call: Call, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    anna, _ = pair
    file = tmp_path / "notes.txt"
    file.write_text("notes")
    told = call("sync", anna, "--folder", file)
    assert (told.returncode, "cannot be used now" in told.stderr) == (1, True)
    told = call("sync", anna, "--server", tmp_path / "share")
    assert (told.returncode, "is not the address of a server" in told.stderr) == (1, True)
    assert [*(tmp_path / "share").iterdir()] == []
    for seconds in ("-1", "0", "nan", "inf", "soon"):
        told = call("sync", anna, "--folder", tmp_path / "share", "--watch", seconds)
        assert (told.returncode, "is not a number of seconds" in told.stderr) == (2, True)


def test_what_is_sent_or_packed_never_takes_the_place_of_a_dossier(
    call: Call, pair: tuple[Path, Path]
) -> None:
    anna, bruno = pair
    assert call("compose", anna, "--template", "thematic-briefing", "--title", "Chips").returncode == 0
    before = bruno.read_bytes()
    for command in (("send", anna, "-o", bruno), ("pack", anna, "1", "-o", bruno, "--anyway")):
        answer = call(*command)
        assert (answer.returncode, "does not end in" in answer.stderr) == (1, True)
    assert bruno.read_bytes() == before


def test_changes_go_by_file_with_a_password_or_a_key(
    call: Call, rows: Rows, pair: tuple[Path, Path], tmp_path: Path, loaded_resources: Resources
) -> None:
    anna, bruno = pair
    file, password, key = tmp_path / "week.bbx", tmp_path / "password.txt", tmp_path / "house.key"
    password.write_text("a long sentence\n")
    rename(anna, "By Anna", loaded_resources)
    (sent,) = rows("send", anna, "-o", file, "--to", "Rossi", "--protect-file", password)
    assert sent["protection"] == "password"
    assert call("send", anna, "-o", file, "--to", "Rossi").returncode == 1
    assert call("receive", bruno, file).returncode == 1
    assert rows("receive", bruno, file, "--protect-file", password)[0]["taken"] == 1
    assert rows("receive", bruno, file, "--protect-file", password)[0]["taken"] == 0
    assert call("house-key", key).returncode == 0
    assert call("house-key", key).returncode == 1
    secret = key.read_text().strip()
    back = call("send", bruno, "-o", file, "--to", "Anna Weber", "--key-file", key)
    assert "Sealed with the house key" in back.stdout
    refused, taken = call("receive", anna, file), call("receive", anna, file, "--key-file", key)
    assert (refused.returncode, taken.returncode) == (1, 0)
    assert call("send", anna, "-o", file).returncode == 0
    remembered = ExchangeSettings().path.read_text()
    assert str(key) in json.dumps(json.loads(remembered), ensure_ascii=False)
    for shown in (remembered, back.stdout, back.stderr, refused.stderr, taken.stdout, taken.stderr):
        assert secret not in shown
        assert "a long sentence" not in shown
    assert rows("desk", anna)[0]["partners"][0]["name"] == "Rossi"


def test_a_watch_goes_on_where_the_folder_is_lost_for_a_while(
    call: Call,
    pair: tuple[Path, Path],
    tmp_path: Path,
    loaded_resources: Resources,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, bruno = pair
    share, away = tmp_path / "share", tmp_path / "away"
    assert call("sync", anna, "--folder", share).returncode == 0
    rename(bruno, "By Bruno", loaded_resources)
    slept: list[float] = []

    def turn(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            share.rename(away)
        if len(slept) == 3:
            away.rename(share)
        if len(slept) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr("briefbuilder.cli.exchange.sleep", turn)
    answer = call("sync", bruno, "--folder", share, "--watch", "1")
    assert answer.returncode == 1
    assert answer.stderr.count("cannot be used now") == 1
    assert answer.stdout.count("Written for the other desks: 1 batch") == 1


def test_an_administrator_can_forbid_ways_of_exchange(
    call: Call, pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _ = pair
    fixed = policy.LoadedPolicy(policy=Policy(exchange_places=("server",)))
    monkeypatch.setattr(policy, "load_policy", lambda: fixed)
    for words in (
        ("sync", anna, "--folder", tmp_path / "share"),
        ("send", anna, "-o", tmp_path / "a.bbx"),
        ("receive", anna, tmp_path / "a.bbx"),
    ):
        answer = call(*words)
        assert answer.returncode == 1
        assert "Your administrator does not allow" in answer.stderr
    assert not [*(tmp_path / "share").iterdir()]


def test_a_report_on_the_computer_says_that_a_house_key_is_set_and_not_which(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = bytes(range(32)).hex()
    fixed = policy.LoadedPolicy(policy=Policy(exchange_key=secret), origins={"exchange-key": "policy.yaml:3"})
    monkeypatch.setattr("briefbuilder.cli.doctor.load_policy", lambda: fixed)
    for words in (("doctor",), ("doctor", "--json")):
        told = call(*words).stdout
        assert "exchange-key" in told
        assert secret not in told


def test_an_encrypted_dossier_is_exchanged_only_with_a_key(
    call: Call, imported: Path, tmp_path: Path
) -> None:
    password = tmp_path / "password.txt"
    password.write_text("a long sentence\n")
    assert call("share", imported, "--name", "Anna").returncode == 0
    assert call("password", imported, "--new-password-file", password).returncode == 0
    share = tmp_path / "share"
    share.mkdir()
    given = ("--password-file", password)
    for words in (("sync", imported, "--folder", share), ("send", imported, "-o", tmp_path / "a.bbx")):
        answer = call(*words, *given)
        assert (answer.returncode, "house key" in answer.stderr) == (1, True)
    assert not [*share.iterdir()]
    key = tmp_path / "house.key"
    call("house-key", key)
    assert call("sync", imported, "--folder", share, "--key-file", key, *given).returncode == 0
    sent = call("send", imported, "-o", tmp_path / "a.bbx", *given)
    assert "Encrypted with the house key" in sent.stdout
    for path in (
        path for path in (*share.rglob("*"), tmp_path / "a.bbx") if path.is_file() and path.name != "tip"
    ):
        assert not {b"Semiconductors", b"paragraph"} & {
            word for word in (b"Semiconductors", b"paragraph") if word in path.read_bytes()
        }
