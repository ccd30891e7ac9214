"""Files of changes: written, refused whole where anything is wrong, taken in in any order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.app.conftest import ENGLISH, ITALIAN
from tests.app.exchange.made_batches import NOW, made_batch, made_line
from tests.app.exchange.shared_sessions import KEY, SessionAtDesk, close_all, make_desks
from tests.narrowing import not_none

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing, remove_briefing
from briefbuilder.app.exchange import files
from briefbuilder.app.exchange.files import (
    OutgoingFile,
    Protector,
    ReceivedFile,
    SenderEntry,
    arrivals,
    read_changes,
    write_changes,
)
from briefbuilder.app.exchange.round import joined_reports
from briefbuilder.app.exchange.secrecy import HouseKey
from briefbuilder.app.exchange.sending import (
    SendChoice,
    note_received,
    note_sent,
    plan_changes,
)
from briefbuilder.app.exchange.settings import DeskMemory
from briefbuilder.app.resources import Resources
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.errors import CancelledError, ExchangeError
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.exchange.records import Batch
from briefbuilder.storage.shared_pieces import Piece, PieceName

OTHER = HouseKey(bytes(range(1, 33)))
TEXT = b'[{"kind": "paragraph"}]' * 50
NAME = PieceName("text", sha256(TEXT).hexdigest())
PROTECTORS = {
    "none": Protector(),
    "house-key": Protector(key=KEY),
    "house-key-encrypted": Protector(key=KEY, encrypts=True),
    "password": Protector(password="a long sentence"),
}


class MadeReader:
    """Batches and a text without a dossier."""

    def __init__(self, batches: list[Batch]) -> None:
        self._batches = {batch.name: batch for batch in batches}

    def batch(self, name: str) -> bytes:
        return self._batches[name].encoded()

    def piece(self, name: PieceName) -> Piece | None:
        return Piece("text", NAME.sha256, "", TEXT) if name == NAME else None


def never() -> bool:
    return False


def made_file(path: Path, protector: Protector) -> list[Batch]:
    line = made_line("weber", 2, made_batch("weber", text=NAME.sha256))
    sender = SenderEntry(
        desk="weber", name="Weber", made="2026-11-28T10:00:00Z", first=line[0].name, heads=(line[-1].name,)
    )
    batches = tuple((batch.name, (NAME,)) for batch in line)
    outgoing = OutgoingFile(sender=sender, batches=batches, protector=protector)
    assert write_changes(outgoing, path, MadeReader(line), never) == path.stat().st_size
    return line


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(ExchangeError) as raised:
        call()
    return raised.value.code


def read(path: Path, protector: Protector) -> ReceivedFile:
    return read_changes(path, never, key=protector.key, password=protector.password)


@pytest.mark.parametrize("name", PROTECTORS)
def test_a_file_that_is_cut_or_altered_anywhere_is_refused_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "password_key", lambda _password, salt: salt * 2)
    protector, path, bad = PROTECTORS[name], tmp_path / "a.bbx", tmp_path / "bad.bbx"
    line = made_file(path, protector)
    data = path.read_bytes()
    assert (b"topic" in data, b"Weber" in data) == (False, name in {"none", "house-key"})
    received = read(path, protector)
    assert received.names == {batch.name for batch in line}
    (part,) = arrivals(received, never, NOW, key=protector.key, password=protector.password)
    assert ([*part.batches], [piece.data for piece in part.pieces]) == (line, [TEXT])
    chance, tried = random.Random(7), 0
    places = {*range(50), *range(len(data) - 34, len(data)), *chance.sample(range(len(data)), 40)}
    for place in sorted(places):
        for altered in (
            data[:place],
            data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :],
            data[:place] + data[place + 1 :],
            data[:place] + b"\0" + data[place:],
        ):
            bad.write_bytes(altered)
            tried += 1
            refused = code_of(lambda: read(bad, protector))
            assert refused in {
                "changes-damaged", "changes-none", "exchange-key-other", "changes-password-wrong", "batch-newer",
                "changes-password-needed",
            }  # fmt: skip
    assert tried > 400
    for more in (data + b"\0", data + data, b""):
        bad.write_bytes(more)
        assert code_of(lambda: read(bad, protector)) in {"changes-damaged", "changes-none"}


def test_a_file_that_was_changed_after_it_was_read_brings_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bbx"
    made_file(path, Protector())
    received = read(path, Protector())
    path.unlink()
    made_file(path, Protector())
    assert code_of(lambda: [*arrivals(received, never, NOW)]) == "changes-damaged"


def test_only_the_right_key_or_password_opens_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bbx"
    for name in ("house-key", "house-key-encrypted"):
        made_file(path, PROTECTORS[name])
        assert code_of(lambda: read(path, Protector())) == "exchange-key-needed"
        assert code_of(lambda: read(path, Protector(key=OTHER))) == "exchange-key-other"
    made_file(path, PROTECTORS["password"])
    assert code_of(lambda: read(path, Protector(key=KEY))) == "changes-password-needed"
    assert code_of(lambda: read(path, Protector(password="another"))) == "changes-password-wrong"
    made_file(path, Protector())
    assert code_of(lambda: read(path, Protector(key=KEY))) == "changes-unprotected"
    assert code_of(lambda: read_changes(path, never, must_be_protected=True)) == "changes-unprotected"


def test_what_is_no_file_of_changes_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "photo.bbx"
    photo.write_bytes(b"\x89PNG" * 100)
    assert code_of(lambda: read(photo, Protector())) == "changes-none"
    assert code_of(lambda: read(tmp_path / "none.bbx", Protector())) == "changes-unreadable"
    assert code_of(lambda: read(tmp_path, Protector())) == "changes-unreadable"


def test_writing_and_reading_can_be_stopped_and_leave_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bbx"
    line = made_file(path, Protector())
    with pytest.raises(CancelledError):
        read_changes(path, lambda: True)
    path.unlink()
    sender = SenderEntry(desk="weber", name="Weber", made="", first=line[0].name, heads=())
    outgoing = OutgoingFile(sender=sender, batches=((line[0].name, ()),), protector=Protector())
    with pytest.raises(CancelledError):
        write_changes(outgoing, path, MadeReader(line), lambda: True)
    assert code_of(lambda: write_changes(outgoing, path / "no" / "a.bbx", MadeReader(line), never)) == (
        "changes-unwritable"
    )
    assert not [*tmp_path.iterdir()]


# Real dossiers.


@pytest.fixture
def desks(tmp_path: Path, resources: Resources) -> Iterator[list[SessionAtDesk]]:
    made = make_desks(tmp_path, resources, ("Weber", "Rossi", "Dupont"), [ITALIAN])
    yield made
    close_all(made)


class MailDesk:
    """A desk that sends and receives files, with what it remembers of its partners."""

    def __init__(self, desk: SessionAtDesk, folder: Path) -> None:
        self.desk = desk
        self.memory = DeskMemory(name=desk.session.store.shared.author)
        self._folder = folder
        self._number = 0

    def send(self, partner: str = "", **choice: object) -> Path:
        self._number += 1
        path = self._folder / f"{self.memory.name} {self._number}.bbx"
        chosen = replace(SendChoice(partner=partner), **choice)  # type: ignore[arg-type]
        outgoing = plan_changes(self.desk.session, chosen, self.memory, Protector())
        write_changes(outgoing, path, self.desk.session.store.shared, never)
        self.memory = note_sent(self.memory, partner, outgoing)
        return path

    def receive(self, path: Path, *, joins: bool = False) -> int:
        received = read_changes(path, never)
        if not joins:
            received.require_same_dossier(self.desk.session.store.shared.names())
        reports = [self.desk.take_in(part) for part in arrivals(received, never, NOW)]
        self.memory = note_received(self.memory, received)
        return joined_reports(reports).taken


@pytest.fixture
def mail(desks: list[SessionAtDesk], tmp_path: Path) -> list[MailDesk]:
    return [MailDesk(desk, tmp_path) for desk in desks]


def test_files_lead_to_the_same_dossier_in_any_order_repeated_and_with_gaps(mail: list[MailDesk]) -> None:
    chance = random.Random(5)
    (article,) = (record.id for record in mail[0].desk.session.store.articles())
    sent: list[Path] = []
    for number in range(3):
        for each in mail:
            each.desk.read(f"{each.memory.name} {number}\n\nA text of {each.memory.name}, number {number}.\n")
            each.desk.rename(article, f"{each.memory.name} {number}")
            others = [other.memory.name for other in mail if other is not each]
            sent.append(each.send(others[number % 2]))
    last = [each.send() for each in mail]
    states = []
    for each in mail:
        for path in [*chance.sample(sent, 6), *chance.sample([*last, *sent, *last], 12)]:
            each.receive(path)
        for path in last:
            each.receive(path)
        states.append(each.desk.state())
        assert each.desk.session.store.shared.waiting() == ()
        assert each.desk.session.store.shared.missing_pieces() == ()
    assert states[0] == states[1] == states[2]


def test_a_partner_gets_what_is_new_and_what_it_did_not_confirm(mail: list[MailDesk]) -> None:
    weber, rossi = mail[:2]
    (article,) = (record.id for record in weber.desk.session.store.articles())
    everything = weber.send("Rossi").stat().st_size
    weber.desk.rename(article, "One")
    lost = weber.send("Rossi")
    assert lost.stat().st_size < everything
    with pytest.raises(ExchangeError, match="changes-nothing"):
        weber.send("rossi")
    weber.desk.rename(article, "Two")
    assert rossi.receive(weber.send("Rossi")) == 0
    assert rossi.desk.take_in(next(arrivals(read_changes(lost, never), never, NOW))).taken == 2
    assert rossi.desk.title(article) == "Two"
    weber.receive(rossi.send("Weber"))
    partner = not_none(weber.memory.partner("Rossi"))
    assert partner.desk == rossi.desk.session.store.shared.desk
    assert set(partner.confirmed) <= set(weber.desk.session.store.shared.heads())
    weber.desk.rename(article, "Three")
    assert rossi.receive(weber.send("Rossi", unconfirmed=True)) == 1


def test_originals_can_be_left_out_and_are_sent_when_the_partner_lacks_them(mail: list[MailDesk]) -> None:
    weber, rossi = mail[:2]
    weber.desk.read(ENGLISH)
    rossi.receive(weber.send("Rossi", originals=False))
    shared = rossi.desk.session.store.shared
    assert [piece.kind for piece in shared.missing_pieces()] == ["original"]
    assert len(rossi.desk.session.store.articles()) == 2
    rossi.desk.read("Rossi\n\nA text of Rossi.\n")
    weber.receive(rossi.send("Weber"))
    weber.desk.read("Weber\n\nAnother text.\n")
    rossi.receive(weber.send("Rossi"))
    assert shared.missing_pieces() == ()


def test_originals_of_reserved_articles_stay_and_their_texts_go(mail: list[MailDesk]) -> None:
    weber, rossi = mail[:2]
    article = weber.desk.read("© All rights reserved\n\nA text that is reserved.\n")
    record = not_none(weber.desk.session.store.record(article))
    weber.desk.set_rights(article, reserved=True)
    weber.desk.read(ENGLISH)
    rossi.receive(weber.send("Rossi", reserved=False))
    missing = rossi.desk.session.store.shared.missing_pieces()
    assert [piece.sha256 for piece in missing] == [record.original.sha256]
    assert rossi.desk.session.store.article(article).blocks


def test_a_marked_briefing_travels_only_with_consent(mail: list[MailDesk], tmp_path: Path) -> None:
    weber, rossi = mail[:2]
    session = weber.desk.session
    act, briefing = compose_briefing(session, "thematic-briefing", "Secret talks", (), {}, "en")
    session.store.apply(act)
    marked = replace(briefing, marking="restreint")
    session.store.apply(edit_briefing(session, marked, "set-marking"))
    for path in tmp_path.glob("*.bbx"):
        path.unlink()
    with pytest.raises(ExchangeError, match=r"changes-marked.*Secret talks"):
        weber.send("Rossi")
    assert not list(tmp_path.glob("*bbx*"))
    rossi.receive(weber.send("Rossi", marked=True))
    found = not_none(rossi.desk.session.store.briefing(briefing.id))
    assert found.marking == "restreint"


def test_a_file_of_another_dossier_is_refused_unless_both_shall_become_one(
    mail: list[MailDesk], tmp_path: Path, resources: Resources
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (stranger,) = make_desks(folder, resources, ["Stranger"], [ITALIAN, ENGLISH])
    path = MailDesk(stranger, folder).send()
    with pytest.raises(ExchangeError, match="changes-other-dossier"):
        mail[0].receive(path)
    assert mail[0].receive(path, joins=True) > 0
    assert len(mail[0].desk.session.store.articles()) == 2
    stranger.session.store.close()


@pytest.mark.parametrize("part", [True, False])
def test_what_was_kept_from_some_needs_consent_though_the_briefing_is_gone(
    mail: list[MailDesk], part: bool
) -> None:
    weber = mail[0]
    session = weber.desk.session
    act, briefing = compose_briefing(session, "thematic-briefing", "Secret talks", (), {}, "en")
    session.store.apply(act)
    closed, first = Release(disclosure="closed"), briefing.parts[0]
    text = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span("Words"),)),), releases={"p": closed})
    changed = replace(first, release=closed) if part else replace(first, items=(text,))
    session.store.apply(
        edit_briefing(session, replace(briefing, parts=(changed, *briefing.parts[1:])), "edit")
    )
    session.store.apply(remove_briefing(session, briefing.id))
    with pytest.raises(ExchangeError, match="changes-marked"):
        weber.send("Rossi")
