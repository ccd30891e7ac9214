"""The common archive on a real PostgreSQL: what desks exchange there, what it refuses, and what is told when it fails."""

from __future__ import annotations

import multiprocessing
import os
import random
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import PASSWORD, SQL, Server, running_server
from tests.app.exchange.hour_of_acts import ACTS, work
from tests.app.exchange.made_batches import blanked_batch
from tests.app.exchange.shared_sessions import SessionAtDesk, close_all, make_desks, read_text

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.exchange.postgresql import (
    MOST_ARTICLE,
    ArchiveArticle,
    CommonArchive,
)
from briefbuilder.app.exchange.round import exchange_all
from briefbuilder.app.exchange.secrecy import HouseKey, unwrap, wrap
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, SharedAct, decode_batch

LOCK = "    PERFORM FROM briefbuilder.dossiers WHERE id = NEW.dossier_id FOR NO KEY UPDATE;\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def batch_of(desk: str, word: str, prev: Batch | None = None, parents: Sequence[Batch] = ()) -> Batch:
    act = SharedAct("edit", len(word), desk, (FieldWrite(FieldKey("topic", word[:100], "", "name"), word),))
    return Batch(
        desk, prev.name if prev else None, tuple(sorted(each.name for each in parents)), (act,), 9000
    )


def send(archive: CommonArchive, *batches: Batch) -> None:
    for batch in batches:
        archive.write_batch(batch.name, batch.desk, batch.encoded())


def dossier_number(server: Server, dossier: str) -> int:
    return int(server.as_superuser(f"SELECT id FROM briefbuilder.dossiers WHERE name = '{dossier}'"))


# What desks do.


def test_what_one_desk_writes_another_reads_in_order(server: Server) -> None:
    dossier = server.add_dossier("order", rossi="write", weber="write")
    first = batch_of("rossi", "first")
    second = batch_of("rossi", "second", first)
    third = batch_of("weber", "third", None, (second,))
    with server.archive("rossi", dossier) as rossi, server.archive("weber", dossier) as weber:
        assert rossi.batch_names() == ()
        send(rossi, first, second)
        assert weber.batch_names() == (first.name, second.name)
        send(weber, third)
        # The second time a batch is sent, nothing happens.
        send(weber, first, third)
        assert rossi.batch_names() == (first.name, second.name, third.name)
        assert [decode_batch(rossi.read_batch(name), name) for name in rossi.batch_names()] == [
            first,
            second,
            third,
        ]


def test_batches_are_read_together_whatever_their_number_and_size(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.app.exchange.postgresql._AHEAD", 3_000)
    dossier = server.add_dossier("many", rossi="write", weber="read")
    generator = random.Random(4)
    batches: list[Batch] = []
    for number in range(60):
        # Some are larger than what is read together.
        word = f"{number} {generator.randbytes(4_000 if number in {20, 21, 40} else 10).hex()}"
        batches.append(batch_of("rossi", word, batches[-1] if batches else None))
    with server.archive("rossi", dossier) as rossi, server.archive("weber", dossier) as weber:
        send(rossi, *batches)
        assert weber.batch_names() == tuple(batch.name for batch in batches)
        read = list(batches)
        generator.shuffle(read)
        for batch in (*batches, *read):
            assert weber.read_batch(batch.name) == batch.encoded()


def test_a_large_piece_comes_back_whole(server: Server) -> None:
    dossier = server.add_dossier("pieces", rossi="write", weber="write")
    data = {
        name: os.urandom(size) for name, size in (("large", 3 * 2**20 + 5), ("exact", 2**20), ("empty", 0))
    }
    with server.archive("rossi", dossier) as rossi, server.archive("weber", dossier) as weber:
        for each in data.values():
            name = sha256(each).hexdigest()
            assert not weber.has_piece(name)
            assert weber.read_piece(name) is None
            rossi.write_piece(name, each)
            assert weber.has_piece(name)
            # The second time, and by another desk, nothing changes.
            weber.write_piece(name, each)
            assert weber.read_piece(name) == each


def test_a_purged_batch_is_blanked_and_its_piece_removed_by_who_sent_them(server: Server) -> None:
    dossier = server.add_dossier("purge", rossi="write", weber="write", admin="purge")
    batch = batch_of("rossi", "secret")
    blank = blanked_batch(batch, "topic", "secret")
    name = sha256(b"piece").hexdigest()
    with (
        server.archive("rossi", dossier) as rossi,
        server.archive("weber", dossier) as weber,
        server.archive("admin", dossier) as admin,
    ):
        send(rossi, batch)
        rossi.write_piece(name, b"piece")
        assert not weber.blank_batch(batch.name, blank.encoded())
        assert not weber.remove_piece(name)
        assert rossi.blank_batch(batch.name, blank.encoded())
        assert rossi.remove_piece(name)
        # The batch keeps its name and place, and its words are gone.
        assert weber.batch_names() == (batch.name,)
        assert decode_batch(weber.read_batch(batch.name), batch.name) == blank
        assert weber.read_piece(name) is None
        weber.write_piece(name, b"piece")
        assert admin.remove_piece(name)
        # What is there already is not written again.
        assert not admin.blank_batch(batch.name, blank.encoded())
        assert admin.blank_batch(batch.name, batch.encoded())
    told = server.as_superuser("SELECT blanked_by FROM briefbuilder.batches WHERE blanked_at IS NOT NULL")
    assert told == "admin"


def test_with_a_house_key_the_server_keeps_the_order_of_what_it_cannot_read(server: Server) -> None:
    dossier = server.add_dossier("sealed", rossi="write")
    key = HouseKey(os.urandom(32))
    first = batch_of("rossi", "confidential")
    second = batch_of("rossi", "secret", first)
    sealed = [wrap(key, "batch", batch.name, batch.encoded()) for batch in (first, second)]
    with server.archive("rossi", dossier, key) as rossi:
        with pytest.raises(ExchangeError, match="server-parent-missing"):
            rossi.write_batch(second.name, "rossi", sealed[1])
        for batch, data in zip((first, second), sealed, strict=True):
            rossi.write_batch(batch.name, "rossi", data)
        read = [unwrap(key, "batch", name, rossi.read_batch(name)) for name in rossi.batch_names()]
        assert [decode_batch(data) for data in read] == [first, second]
    # Without the key, a desk neither reads what is there nor adds to it in plain.
    with server.archive("rossi", dossier) as other:
        assert other.read_batch(first.name) == sealed[0]
        with pytest.raises(ExchangeError):
            other.write_batch(first.name, "rossi", sealed[0])


def test_running_the_set_up_again_changes_nothing(server: Server) -> None:
    dossier = server.add_dossier("twice", rossi="write")
    batch = batch_of("rossi", "kept")
    with server.archive("rossi", dossier) as rossi:
        send(rossi, batch)
        server.set_up(SQL.read_text(encoding="utf-8"))
        assert rossi.batch_names() == (batch.name,)
        assert rossi.read_batch(batch.name) == batch.encoded()


# What is refused.


@contextmanager
def driver(server: Server, user: str) -> Iterator[Any]:
    """A connection with which a desk may try any SQL."""
    from pg8000.native import Connection

    context = ssl.create_default_context(cafile=server.authority)
    connection = Connection(
        user, "localhost", "briefbuilder", server.port, PASSWORD, ssl_context=context, timeout=30
    )
    try:
        yield connection
    finally:
        connection.close()


INSERT = """
    INSERT INTO briefbuilder.batches (dossier_id, name, past, desk, body, digest{columns})
    VALUES (:dossier, sha256('\\x01'), ARRAY[]::bytea[], 'x', {body}, sha256({digest}){values})
"""
OWN = {"columns": "", "body": "'\\x02'", "digest": "'\\x02'", "values": ""}
MISUSE = {
    "in the name of another desk": (INSERT.format(**OWN | {"columns": ", sent_by", "values": ", 'rossi'"}), "42501"),
    "change a batch": ("UPDATE briefbuilder.batches SET body = '\\x00' WHERE dossier_id = :dossier", "42501"),
    "delete a batch": ("DELETE FROM briefbuilder.batches WHERE dossier_id = :dossier", "42501"),
    "delete a piece": ("DELETE FROM briefbuilder.pieces WHERE dossier_id = :dossier", "42501"),
    "a body with the digest of another": (INSERT.format(**OWN | {"digest": "'\\x03'"}), "23514"),
    "a body that is too large": (
        INSERT.format(**OWN | dict.fromkeys(("body", "digest"), "convert_to(repeat('x', 33558529), 'UTF8')")),
        "23514",
    ),
    "a number of one's own": (INSERT.format(**OWN | {"columns": ", number", "values": ", 1"}), "42501"),
    "give oneself rights": (
        "INSERT INTO briefbuilder.members SELECT 'weber', group_id, true, true FROM briefbuilder.dossiers WHERE id = :dossier",
        "42501",
    ),
    "give oneself rights by the function": ("SELECT briefbuilder.set_rights('misuse', 'weber', 'purge'), :dossier", "42501"),
    "lock the others out": ("SELECT FROM briefbuilder.dossiers WHERE id = :dossier FOR UPDATE", "42501"),
    "an own table": ("CREATE TABLE briefbuilder.mine AS SELECT :dossier AS mine", "42501"),
    "a table of the schema public": ("CREATE TABLE public.mine AS SELECT :dossier AS mine", "42501"),
    "a temporary table": ("CREATE TEMPORARY TABLE mine AS SELECT :dossier AS mine", "42501"),
}  # fmt: skip


@pytest.mark.parametrize("misuse", MISUSE)
def test_the_server_refuses(server: Server, misuse: str) -> None:
    from pg8000.exceptions import DatabaseError

    dossier = (
        server.add_dossier("misuse", rossi="write", weber="write")
        if not _is_there(server, "misuse")
        else "misuse"
    )
    sql, code = MISUSE[misuse]
    number = str(dossier_number(server, dossier))
    with driver(server, "weber") as connection:
        with pytest.raises(DatabaseError) as refused:
            connection.run(sql.replace(":dossier", number))
        assert refused.value.args[0]["C"] == code
        # The same connection may do what it may.
        connection.run(INSERT.format(**OWN).replace(":dossier", number) + " ON CONFLICT DO NOTHING")


def _is_there(server: Server, dossier: str) -> bool:
    return bool(server.as_superuser(f"SELECT id FROM briefbuilder.dossiers WHERE name = '{dossier}'"))


def test_a_batch_whose_past_is_unknown_is_refused(server: Server) -> None:
    dossier = server.add_dossier("parents", rossi="write")
    first = batch_of("rossi", "first")
    second = batch_of("rossi", "second", first)
    merged = batch_of("weber", "merged", None, (first, second))
    with server.archive("rossi", dossier) as rossi:
        for early, missing in ((second, {first.name}), (merged, {first.name, second.name})):
            with pytest.raises(ExchangeError) as refused:
                send(rossi, early)
            assert refused.value.code == "server-parent-missing"
            assert refused.value.parameters["name"] in missing
        send(rossi, first, second, merged)
        assert rossi.batch_names() == (first.name, second.name, merged.name)


def test_rights_are_those_of_the_group(server: Server) -> None:
    mine = server.add_dossier("mine", rossi="write", reader="read")
    other = server.add_dossier("other", weber="write")
    batch = batch_of("rossi", "mine")
    name = sha256(b"piece").hexdigest()
    article = ArchiveArticle("a", "Mine", "Courier", None, "en", "Only for us.", "0" * 64)
    with server.archive("rossi", mine) as rossi:
        send(rossi, batch)
        rossi.write_piece(name, b"piece")
        rossi.archive([article])
    # Whoever may only read writes nothing.
    with server.archive("reader", mine) as reader:
        assert reader.read_batch(batch.name) == batch.encoded()
        assert reader.read_piece(name) == b"piece"
        attempts: tuple[Callable[[], object], ...] = (
            lambda: send(reader, batch_of("reader", "x")),
            lambda: reader.write_piece(sha256(b"x").hexdigest(), b"x"),
            lambda: reader.archive([article]),
        )
        for attempt in attempts:
            with pytest.raises(ExchangeError, match="server-rights"):
                attempt()
        assert not reader.blank_batch(batch.name, b"x")
        assert not reader.remove_piece(name)
    # Whoever is in another group does not even see that there is such a dossier.
    with pytest.raises(ExchangeError) as refused, server.archive("weber", mine) as stranger:
        stranger.batch_names()
    assert refused.value.code == "server-dossier"
    with server.archive("weber", other) as stranger:
        assert stranger.search("only") == ()
    with driver(server, "weber") as connection:
        for table in ("batches", "pieces", "articles", "dossiers"):
            own = "name = 'mine'" if table == "dossiers" else f"dossier_id = {dossier_number(server, mine)}"
            assert connection.run(f"SELECT count(*) FROM briefbuilder.{table} WHERE {own}") == [[0]]
    # A right that is taken away is gone at once.
    brief = server.add_dossier("brief", guest="write")
    with server.archive("guest", brief) as guest:
        assert guest.batch_names() == ()
        server.as_superuser("SELECT briefbuilder.set_rights('brief', 'guest', 'none')")
        with pytest.raises(ExchangeError, match="server-rights"):
            guest.batch_names()


def test_there_is_no_connection_without_a_verified_certificate(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pg8000.exceptions import DatabaseError
    from pg8000.native import Connection

    dossier = server.add_dossier("tls", rossi="write")
    # The server takes no plain connection, whatever a program would send.
    with pytest.raises(DatabaseError) as refused:
        Connection("rossi", "127.0.0.1", "briefbuilder", server.port, PASSWORD, ssl_context=False, timeout=30)
    assert refused.value.args[0]["C"] == "28000"
    other = server.address("rossi", dossier, authorities=server.folder / "other.pem")
    with pytest.raises(ExchangeError, match="server-certificate"):
        CommonArchive(other, PASSWORD).batch_names()
    # The certificate is of the authority, but not for the name in the address.
    connect = socket.create_connection
    other = server.address("rossi", dossier, host="archive.example")
    with monkeypatch.context() as patch:
        patch.setattr(socket, "create_connection", lambda to, seconds: connect(("127.0.0.1", to[1]), seconds))
        with pytest.raises(ExchangeError) as failed:
            CommonArchive(other, PASSWORD).batch_names()
    assert failed.value.code == "server-certificate"
    with _answering(b"N") as port, pytest.raises(ExchangeError) as failed:
        CommonArchive(server.address("rossi", dossier, port=port), PASSWORD).batch_names()
    assert failed.value.code == "server-no-tls"


@contextmanager
def _answering(answer: bytes) -> Iterator[int]:
    """A server that answers the wish for TLS, and must receive nothing else; its port."""
    received = b""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            nonlocal received
            line, _ = listening.accept()
            with line:
                line.recv(8)
                line.sendall(answer)
                received = line.recv(100)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(30)
    assert received == b""


# What is told.


def test_each_fault_of_a_connection_has_its_sentence(server: Server, tmp_path: Path) -> None:
    dossier = server.add_dossier("faults", rossi="write")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    (tmp_path / "no.pem").write_text("nothing", encoding="utf-8")
    rossi = server.address("rossi", dossier)
    cases = [
        (rossi, "wrong", "server-login"),
        (server.address("nobody", dossier), PASSWORD, "server-login"),
        (server.address("rossi", "no such"), PASSWORD, "server-dossier"),
        (server.address("rossi", dossier, database="nowhere"), PASSWORD, "server-login"),
        (server.address("rossi", dossier, port=free), PASSWORD, "place-lost"),
        (
            server.address("rossi", dossier, authorities=tmp_path / "missing.pem"),
            PASSWORD,
            "server-authorities",
        ),
        (server.address("rossi", dossier, authorities=tmp_path / "no.pem"), PASSWORD, "server-authorities"),
    ]
    for address, password, code in cases:
        with pytest.raises(ExchangeError) as failed:
            CommonArchive(address, password).batch_names()
        assert (failed.value.code, PASSWORD in str(failed.value)) == (code, False), address
    server.as_superuser(
        "CREATE OR REPLACE FUNCTION briefbuilder.version() RETURNS integer LANGUAGE sql AS 'SELECT 99'"
    )
    try:
        with pytest.raises(ExchangeError) as failed, server.archive("rossi", dossier) as archive:
            archive.batch_names()
        assert failed.value.code == "server-version"
    finally:
        server.set_up(SQL.read_text(encoding="utf-8"))


def test_a_broken_connection_is_told_and_the_next_call_goes_on(server: Server) -> None:
    dossier = server.add_dossier("broken", rossi="write", weber="write")
    first = batch_of("rossi", "first")
    second = batch_of("rossi", "second", first)
    with server.archive("rossi", dossier) as rossi, server.archive("weber", dossier) as weber:
        send(rossi, first)
        assert weber.batch_names() == (first.name,)
        server.as_superuser(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN ('rossi', 'weber')"
        )
        for attempt in (lambda: send(rossi, second), weber.batch_names):
            with pytest.raises(ExchangeError, match="place-lost"):
                attempt()
        send(rossi, second)
        assert weber.batch_names() == (first.name, second.name)


def test_an_archive_that_nobody_holds_leaves_no_connection(server: Server) -> None:
    dossier = server.add_dossier("dropped", lambert="read")
    connections = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'lambert'"
    archive = server.archive("lambert", dossier)
    assert archive.batch_names() == ()
    assert server.as_superuser(connections) == "1"
    del archive
    while server.as_superuser(connections) != "0":
        time.sleep(0.01)


def test_a_piece_whose_writing_breaks_off_is_not_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = server.add_dossier("half", rossi="write", weber="write")
    data = os.urandom(3 * 2**20)
    name = sha256(data).hexdigest()
    with server.archive("rossi", dossier) as rossi, server.archive("weber", dossier) as weber:
        assert not rossi.has_piece(name)
        with monkeypatch.context() as patch:
            patch.setattr("briefbuilder.app.exchange.postgresql.sha256", _fails_at(3))
            with pytest.raises(KeyboardInterrupt):
                rossi.write_piece(name, data)
        assert weber.read_piece(name) is None
        weber.write_piece(name, data)
        assert rossi.read_piece(name) == data


def _fails_at(count: int) -> Callable[[bytes], Any]:
    calls = iter(range(1, 100))

    def failing(data: bytes) -> Any:
        if next(calls) == count:
            raise KeyboardInterrupt
        return sha256(data)

    return failing


# Commits and their numbers.


@pytest.mark.parametrize("is_locked", [True, False], ids=["with the lock", "without the lock"])
def test_a_reader_since_a_number_misses_no_batch_of_a_slow_transaction(
    server: Server, is_locked: bool
) -> None:
    """A lower number that is committed later is what the lock prevents; without it, this is how a batch is lost."""
    if not is_locked:
        script = SQL.read_text(encoding="utf-8")
        assert script.count(LOCK) == 1
        server.set_up(script.replace(LOCK, ""))
    try:
        dossier = server.add_dossier(f"numbers {is_locked}", rossi="write", weber="write", reader="read")
        slow, quick = batch_of("rossi", "slow"), batch_of("weber", "quick")
        number = dossier_number(server, dossier)
        with (
            driver(server, "rossi") as rossi,
            server.archive("weber", dossier) as weber,
            server.archive("reader", dossier) as reader,
        ):
            assert reader.batch_names() == weber.batch_names() == ()
            rossi.run("BEGIN")
            rossi.run(
                "INSERT INTO briefbuilder.batches (dossier_id, name, past, desk, body, digest) "
                f"VALUES ({number}, decode('{slow.name}', 'hex'), ARRAY[]::bytea[], 'rossi', '\\x01', sha256('\\x01'))"
            )
            writing = threading.Thread(target=send, args=(weber, quick))
            writing.start()
            while writing.is_alive() and not _waits(server):
                time.sleep(0.01)
            seen = reader.batch_names()
            rossi.run("COMMIT")
            writing.join(30)
            seen = reader.batch_names()
        assert (set(seen) == {slow.name, quick.name}) is is_locked
        assert quick.name in seen
    finally:
        if not is_locked:
            server.set_up(SQL.read_text(encoding="utf-8"))


def _waits(server: Server) -> bool:
    return server.as_superuser("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") != "0"


def test_a_reader_sees_every_batch_of_desks_that_write_at_the_same_time(server: Server) -> None:
    desks = [f"desk{number}" for number in range(5)]
    dossier = server.add_dossier("together", reader="read", **dict.fromkeys(desks, "write"))
    lines = {desk: [batch_of(desk, f"{desk} {number}") for number in range(20)] for desk in desks}

    def write(desk: str) -> None:
        with server.archive(desk, dossier) as archive:
            send(archive, *lines[desk])

    threads = [threading.Thread(target=write, args=(desk,)) for desk in desks]
    with server.archive("reader", dossier) as reader:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            reader.batch_names()
        seen = reader.batch_names()
    assert sorted(seen) == sorted(batch.name for line in lines.values() for batch in line)


# Dossiers.


def test_three_processes_become_the_same_after_one_was_cut_off_for_an_hour(
    server: Server, tmp_path: Path, resources: Resources
) -> None:
    names = ("rossi", "weber", "dupont")
    close_all(make_desks(tmp_path, resources, names, ["A paper\n\nMinisters met in Vienna on Tuesday.\n"]))
    addresses = {name: server.address(name, "hour") for name in names}
    server.add_dossier("hour", **dict.fromkeys(names, "write"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nowhere = taken.getsockname()[1]
    context = multiprocessing.get_context("spawn")
    processes = []
    for name, address in addresses.items():
        is_cut_off = name == "dupont"
        reached = replace(address, port=nowhere) if is_cut_off else address
        # Read here: each process would load what recognizes languages.
        paper = read_text(f"Paper of {name}\n\nWords of {name} alone.\n")
        arguments = (tmp_path / f"{name}.dossier", reached, paper)
        processes.append(context.Process(target=work, args=arguments, kwargs={"is_cut_off": is_cut_off}))
    for process in processes:
        process.start()
    for process in processes:
        process.join(180)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    # The line is there again: two turns bring everything to everybody.
    desks = [SessionAtDesk(Session.open(tmp_path / f"{name}.dossier", resources), name) for name in names]
    for desk, name in [*zip(desks, names, strict=True)] * 2:
        with CommonArchive(addresses[name], PASSWORD) as archive:
            _, report = exchange_all(desk.session, archive, None, lambda: False)
        assert report.problem is None
        assert (report.waiting, report.damaged, report.missing_pieces) == (0, 0, 0)
    first, *others = (desk.state() for desk in desks)
    assert all(state == first for state in others)
    batches = [desk.session.store.shared.names() for desk in desks]
    assert batches[0] == batches[1] == batches[2]
    # Nothing of the hour is lost: each desk has the article of each other with its last title, and all acts.
    titles = {record.metadata.title for record in desks[0].session.store.articles()}
    assert {f"{name} {ACTS - 1}" for name in names} <= titles
    came = [act for arrival in desks[0].session.store.shared.arrivals() for act in arrival.acts]
    assert sum(act.code == "edit-metadata" for act in came) == 2 * ACTS
    close_all(desks)


def test_what_is_removed_for_good_goes_from_the_server_and_an_emptied_server_is_filled_again(
    server: Server, tmp_path: Path, resources: Resources
) -> None:
    desks = make_desks(tmp_path, resources, ("rossi", "weber"), ["Kept\n\nWords that stay.\n"])
    rossi, weber = desks
    rossi.place = server.archive("rossi", server.add_dossier("removal", rossi="write", weber="write"))
    weber.place = server.archive("weber", "removal")
    number = dossier_number(server, "removal")
    secret = rossi.read("Xylophone\n\nWords that nobody may keep.\n")
    _exchange(rossi, weber)
    weber.rename(secret, "Xylophone of Weber")
    _exchange(weber, rossi, weber)
    assert b"Xylophone" in _all_words(weber)
    pieces = f"SELECT count(*) FROM briefbuilder.pieces WHERE dossier_id = {number}"
    before = int(server.as_superuser(pieces))
    weber.session.store.apply(remove_articles(weber.session, [secret]))
    weber.session.store.purge()
    # Each desk blanks what it sent, once it knows.
    _exchange(weber, rossi, weber, rossi)
    assert b"Xylophone" not in _all_words(weber)
    assert b"Kept" in _all_words(weber)
    assert int(server.as_superuser(pieces)) < before
    names = set(weber.place.batch_names())
    server.as_superuser(
        f"DELETE FROM briefbuilder.batches WHERE dossier_id = {number}; DELETE FROM briefbuilder.pieces"
    )
    for desk in desks:
        assert isinstance(desk.place, CommonArchive)
        desk.place.close()
    _exchange(rossi, weber)
    assert names <= set(weber.place.batch_names())
    assert rossi.state() == weber.state()
    for desk in desks:
        assert isinstance(desk.place, CommonArchive)
        desk.place.close()
    close_all(desks)


def _exchange(*desks: SessionAtDesk) -> None:
    for desk in desks:
        assert desk.exchange(Path("unused")).problem is None


def _all_words(desk: SessionAtDesk) -> bytes:
    """Return what all batches at a place say."""
    assert desk.place is not None
    return b"".join(zlib.decompress(desk.place.read_batch(name)) for name in desk.place.batch_names())


# Search.


def test_the_archive_is_searched_by_the_rules_of_each_language(server: Server) -> None:
    rome, berlin = (
        server.add_dossier("rome", rossi="write"),
        server.add_dossier("berlin", weber="write", rossi="read"),
    )
    day = date(2026, 3, 4)
    with server.archive("rossi", rome) as rossi, server.archive("weber", berlin) as weber:
        rossi.archive([
            ArchiveArticle("it", "Dazi sull’acciaio", "Corriere", day, "it", "I dazi colpiscono le acciaierie italiane.", "0" * 64),
            ArchiveArticle("en", "Steel", "Courier", None, "en-GB", "Tariffs were imposed.\0 Mills are closing.", "1" * 64),
        ])  # fmt: skip
        weber.archive(
            [
                ArchiveArticle(
                    "de", "Zölle", "Blatt", day, "de", "Die Häuser und Zölle der Stadt." * 9, "2" * 64
                )
            ]
        )
        found = rossi.search("imposing tariff")
        assert [(hit.article, hit.dossier, hit.title, hit.language) for hit in found] == [
            ("en", rome, "Steel", "en-GB")
        ]
        assert [found[0].snippet[start:end] for start, end in found[0].hits] == ["Tariffs", "imposed"]
        # Words of the whole archive, of one's own dossier only, and of what others may not read.
        assert {hit.article for hit in rossi.search("dazi or haus")} == {"it", "de"}
        assert {hit.article for hit in rossi.search("dazi or haus", everywhere=False)} == {"it"}
        assert {hit.article for hit in weber.search("dazi or haus")} == {"de"}
        assert weber.search("haus -zoll") == ()
        assert [hit.day for hit in weber.search("zölle")] == [day]
        # What a desk sends again replaces what it sent, and not what others sent.
        rossi.archive([ArchiveArticle("en", "Copper", "Courier", None, "en", "Prices.", "3" * 64)])
        assert (rossi.search("tariffs"), rossi.search("copper")[0].article) == ((), "en")
        assert rossi.archived() == {"it": ("0" * 64, True), "en": ("3" * 64, True)}
        rossi.forget(["en", "de"])
        assert (rossi.search("copper"), len(rossi.search("haus"))) == ((), 1)
        long = ArchiveArticle("long", "Long", "", None, "", "word " * MOST_ARTICLE, "4" * 64)
        rossi.archive([long])
        assert [hit.article for hit in rossi.search("word", 1)] == ["long"]
        for wrong in ("", "  ", "\0", "x" * 501):
            with pytest.raises(ExchangeError, match="server-query"):
                rossi.search(wrong)
        # No query is a fault, whatever it is made of.
        for strange in ("'", '"', "-", "or", "a & | !", ":*", "\\", "<->", "the", "%s $1 :a", "((("):
            rossi.search(strange)
