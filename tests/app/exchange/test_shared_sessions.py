"""Two and three real dossiers that exchange through a folder."""

from __future__ import annotations

import random
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.app.conftest import ENGLISH, ITALIAN
from tests.app.exchange.shared_sessions import KEY, SessionAtDesk, close_all, make_desks
from tests.narrowing import not_none
from tests.set_clock import set_clock

from briefbuilder.app.commands import articles
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.exchange.places import folder_of, set_up_folder
from briefbuilder.app.exchange.round import prepare_round
from briefbuilder.app.exchange.secrecy import plain_batch
from briefbuilder.app.exchange.settings import ExchangeSettings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.system.clock import Clock

Make = Callable[..., list[SessionAtDesk]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    share = tmp_path / "share"
    share.mkdir()
    set_up_folder(share)
    return share


@pytest.fixture
def make(tmp_path: Path, resources: Resources) -> Iterator[Make]:
    made: list[SessionAtDesk] = []

    def desks(*names: str, **more: object) -> list[SessionAtDesk]:
        made.extend(make_desks(tmp_path, resources, names, **more))  # type: ignore[arg-type]
        return made

    yield desks
    close_all(made)


def test_three_desks_come_to_the_same_dossier_in_any_order_of_rounds(make: Make, root: Path) -> None:
    desks = make("Weber", "Rossi", "Dupont", texts=[ITALIAN], key=KEY)
    (article,) = (record.id for record in desks[0].session.store.articles())
    chance = random.Random(11)
    for number in range(4):
        for desk in chance.sample(desks, 3):
            name = desk.session.store.shared.author
            desk.read(f"{name} {number}\n\nA text of {name}, the number {number} of this desk.\n")
            desk.rename(article, f"{name} {number}")
            if chance.random() < 0.6:
                desk.exchange(root)
    for _ in range(2):
        for desk in chance.sample(desks, 3):
            desk.exchange(root)
    states = [desk.state() for desk in desks]
    assert states[0] == states[1] == states[2]
    assert len([key for key in states[0] if key.startswith("article ")]) == 13
    for desk in desks:
        assert not desk.session.store.shared.missing_pieces()
        assert all(desk.session.store.original(record.id) for record in desk.session.store.articles())
    assert not [
        path
        for path in root.rglob("*")
        if ITALIAN[:20].encode() in ((path.is_file() and path.read_bytes()) or b"")
    ]


def test_the_report_says_who_did_how_much_and_what_is_missing(make: Make, root: Path) -> None:
    weber, rossi = make("Weber", "Rossi", texts=[ITALIAN])
    (article,) = (record.id for record in weber.session.store.articles())
    weber.exchange(root)
    for number in range(4):
        weber.rename(article, f"Title {number}")
        weber.exchange(root)
    files = sorted((root / "desks" / folder_of(weber.session.store.shared.desk)).glob("*.bbx"))
    lost = files[-3:-1]
    for path in lost:
        path.rename(root / path.name)
    report = rossi.exchange(root)
    assert [(source.author, source.name) for source in report.sources] == [("Weber", "Weber")]
    assert (report.taken, report.waiting) == (1, 1)
    assert [(missing.name, missing.batches) for missing in report.missing] == [("Weber", 1)]
    assert rossi.title(article) == "Title 0"
    # The founder finds that they are not there and writes them anew.
    weber.exchange(root)
    assert rossi.exchange(root).waiting == 0
    assert rossi.title(article) == "Title 3"


def test_a_desk_restored_from_a_backup_is_a_fork_that_converges(
    make: Make, root: Path, tmp_path: Path, resources: Resources
) -> None:
    weber, rossi = make("Weber", "Rossi", texts=[ITALIAN, ENGLISH])
    first, second = (record.id for record in weber.session.store.articles())
    backup = tmp_path / "backup.dossier"
    shutil.copy(weber.session.store.path, backup)
    weber.rename(first, "Done after the backup")
    weber.exchange(root)
    weber.session.store.close()
    shutil.copy(backup, weber.session.store.path)
    restored = SessionAtDesk(Session.open(weber.session.store.path, resources), "Weber")
    restored.rename(second, "Done by the restored desk")
    report = restored.exchange(root)
    assert restored.title(first) == "Done after the backup"
    rossi.exchange(root)
    assert restored.state() == rossi.state()
    assert report.same_desk == 1
    restored.session.store.close()


def test_an_encrypted_dossier_refuses_a_place_without_a_key(tmp_path: Path, resources: Resources) -> None:
    with Session.create(tmp_path / "secret.dossier", resources, "correct horse") as session:
        ExchangeSettings().share(session.store, "Weber")
        with pytest.raises(ExchangeError, match="exchange-needs-key"):
            prepare_round(session)
        assert prepare_round(session, KEY).key is KEY


def test_a_dossier_that_is_not_shared_has_nothing_to_exchange(session: Session) -> None:
    with pytest.raises(ExchangeError, match="exchange-not-shared"):
        prepare_round(session)


def test_two_dossiers_of_different_origin_become_one_only_when_that_is_wanted(
    root: Path, tmp_path: Path, resources: Resources
) -> None:
    desks = []
    for name, texts in (("Weber", [ITALIAN, ENGLISH]), ("Rossi", [ENGLISH])):
        folder = tmp_path / name
        folder.mkdir()
        desks += make_desks(folder, resources, [name], texts)
    weber, rossi = desks
    weber.exchange(root)
    with pytest.raises(ExchangeError, match="place-other-dossier"):
        rossi.round(root)
    assert not (root / "desks" / folder_of(rossi.session.store.shared.desk)).exists()
    rossi.round(root, joins=True)
    rossi.exchange(root)
    weber.exchange(root)
    assert weber.state() == rossi.state()
    assert len(weber.session.store.articles()) == 2
    close_all(desks)


def test_what_was_removed_for_good_goes_from_the_place_too(make: Make, root: Path) -> None:
    weber, rossi = make("Weber", "Rossi", key=KEY)
    secret = weber.read("A secret visit\n\nThe minister will visit Vardholm in secret, the office said.\n")
    weber.rename(secret, "A secret visit to Vardholm")
    weber.exchange(root)
    rossi.exchange(root)
    rossi.rename(secret, "Vardholm, as Rossi calls it")
    rossi.exchange(root)
    weber.exchange(root)
    pieces = {path.name for path in (root / "pieces").rglob("*") if path.is_file()}
    assert len(pieces) == 2
    weber.session.store.apply(articles.remove_articles(weber.session, [secret]))
    weber.session.store.purge()
    for desk in (weber, rossi, weber):
        desk.exchange(root)
    assert not [path for path in (root / "pieces").rglob("*") if path.is_file()]
    told = b""
    for path in (root / "desks").rglob("*.bbx"):
        name = path.name[9:-4]
        told += zlib.decompress(plain_batch(KEY, name, path.read_bytes()))
    assert b"Vardholm" not in told
    assert weber.state() == rossi.state()
    assert [desk.unconfirmed for desk in weber.session.store.shared.desks()] == [(), ()]
    written = {path: path.stat().st_mtime_ns for path in (root / "desks").rglob("*.bbx")}
    weber.before = weber.place = None
    weber.exchange(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "desks").rglob("*.bbx")} == written


def test_a_desk_cleans_the_place_of_what_it_wrote_before_its_file_was_moved(
    tmp_path: Path, resources: Resources, root: Path
) -> None:
    (desk,) = make_desks(tmp_path, resources, ["Weber"])
    secret = desk.read("A secret visit\n\nThe minister will visit Vardholm.\n")
    desk.rename(secret, "To Vardholm")
    desk.exchange(root)
    desk.session.store.close()
    moved = desk.session.store.path.rename(tmp_path / "moved.dossier")
    desk = SessionAtDesk(Session.open(moved, resources), "Weber")
    desk.session.store.apply(articles.remove_articles(desk.session, [secret]))
    desk.session.store.purge()
    for _ in range(3):
        desk.exchange(root)
    told = [(path.parent, zlib.decompress(path.read_bytes())) for path in (root / "desks").rglob("*.bbx")]
    assert len({folder for folder, _ in told}) == 2
    assert not [folder for folder, batch in told if b"Vardholm" in batch]
    desk.session.store.close()


def test_the_stricter_marking_stands_by_the_ranks_of_the_template(make: Make, root: Path) -> None:
    weber, rossi = make("Weber", "Rossi", texts=[ITALIAN])
    act, briefing = compose_briefing(weber.session, "eu-fiche", "Talks", (), {}, "en")
    weber.session.store.apply(act)
    weber.exchange(root)
    rossi.exchange(root)
    # Rossi's is the later one, and comes first in the alphabet.
    for desk, level in ((weber, "restreint"), (rossi, "limite")):
        known = not_none(desk.session.store.briefing(briefing.id))
        desk.session.store.apply(edit_briefing(desk.session, replace(known, marking=level), "set-marking"))
    weber.exchange(root)
    rossi.exchange(root)
    report = weber.exchange(root)
    found = [desk.session.store.briefing(briefing.id) for desk in (weber, rossi)]
    assert [each.marking if each else "" for each in found] == ["restreint", "restreint"]
    assert report.to_settle == 1


class SkewedClock(Clock):
    """A clock that is hours ahead or behind."""

    def __init__(self, hours: int) -> None:
        super().__init__()
        self._hours = hours

    def now(self) -> str:
        moment = datetime.fromisoformat(super().now()) + timedelta(hours=self._hours)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_wrong_clocks_are_told_and_all_converge(make: Make, root: Path) -> None:
    weber, rossi, dupont = desks = make("Weber", "Rossi", "Dupont", texts=[ITALIAN])
    (article,) = (record.id for record in weber.session.store.articles())
    for desk, hours in ((rossi, 3), (dupont, -30)):
        set_clock(desk.session.store, SkewedClock(hours).now)
    clocks: dict[tuple[str, str], int] = {}
    for number in range(2):
        for desk in desks:
            desk.rename(article, f"{desk.session.store.shared.author} {number}")
        for desk in (*desks, *desks):
            told = desk.exchange(root).clocks
            clocks |= {(desk.session.store.shared.author, name): minutes for name, minutes in told}
    assert weber.state() == rossi.state() == dupont.state()
    assert weber.title(article) == "Rossi 1"
    assert 175 <= clocks["Weber", "Rossi"] <= 180
    assert ("Rossi", "Weber") not in clocks
    assert all(ahead == "Rossi" or desk == "Dupont" for desk, ahead in clocks)


def test_desks_that_began_with_an_empty_dossier_know_each_other(make: Make, root: Path) -> None:
    weber, rossi = make("Weber", "Rossi")
    weber.read(ITALIAN)
    rossi.read(ENGLISH)
    for desk in (weber, rossi, weber):
        desk.exchange(root)
    assert weber.state() == rossi.state()
    assert len(weber.session.store.articles()) == 2
