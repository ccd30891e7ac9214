"""The commands of a common archive, on a real server, with the address and password of a desk in files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from postgresql_server import PASSWORD, Server, running_server
from tests.cli.conftest import Call, Rows
from tests.docs.markdown_page import codes, page, sections

from briefbuilder.app.exchange.server import PASSWORD_VARIABLE


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        running.add_dossier("daily review", weber="write", rossi="write")
        running.add_dossier("other", rossi="read")
        yield running


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Path:
    """A folder with what an administrator gives to a desk."""
    folder = tmp_path / "desk"
    folder.mkdir()
    address = f"weber@localhost:{server.port}/briefbuilder?dossier=daily%20review&sslrootcert=authority.pem"
    (folder / "archive.txt").write_text(f"postgresql://{address}\n", encoding="utf-8")
    (folder / "authority.pem").write_bytes(server.authority.read_bytes())
    password = folder / "password.txt"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    password.chmod(0o600)
    return folder


def test_articles_that_a_dossier_gives_to_the_archive_are_found_without_it(
    rows: Rows, call: Call, tagged: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, secret = desk / "archive.txt", ("--server-password-file", desk / "password.txt")
    (filled,) = rows("archive-fill", tagged, archive, *secret)
    assert filled == {"dossier": str(tagged), "articles": 3, "sent": 3, "removed": 0}
    # Only what changed is sent again, and what was removed leaves the archive.
    assert rows("archive-fill", tagged, archive, *secret)[0]["sent"] == 0
    listed = rows("articles", tagged)
    word = listed[0]["title"].split()[0]
    found = rows("archive-search", archive, word, *secret)
    assert {hit["article"] for hit in found} >= {listed[0]["article"]}
    assert {hit["dossier"] for hit in found} == {"daily review"}
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    told = call("archive-search", archive, word, "--here", "--limit", "1")
    assert (told.returncode, told.stdout.count("daily review")) == (0, 1)
    assert "no such article" in call("archive-search", archive, "zyzzyva").stdout
    rows("remove", tagged, "1")
    assert rows("archive-fill", tagged, archive) == [
        {"dossier": str(tagged), "articles": 2, "sent": 0, "removed": 1}
    ]
    assert call("archive-fill", tagged, archive).stdout.startswith("The archive now finds 2 articles")
    # What the page tells of the JSON is what there is.
    for name, answers in (("archive-search", found), ("archive-fill", [filled])):
        said = sections(page("reference/command-line.md"))[name].partition("JSON")[2]
        assert set(codes(said)) == {key for answer in answers for key in answer}


def test_desks_exchange_through_the_archive(
    rows: Rows, call: Call, imported: Path, desk: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_dossier("exchange", weber="write", rossi="read")
    archive = (desk / "archive.txt").read_text(encoding="utf-8").replace("daily%20review", "exchange")
    (desk / "archive.txt").write_text(archive, encoding="utf-8")
    (desk / "reader.txt").write_text(archive.replace("weber@", "rossi@"), encoding="utf-8")
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    rows("share", imported, "--name", "Weber")
    copy = Path(shutil.copy(imported, imported.with_name("copy.dossier")))
    assert rows("sync", imported, "--server", desk / "archive.txt")[0]["written"] >= 1
    rows("tag", imported, "--accept-suggestions")
    # The place is remembered. Whoever may only read gets everything, and is told what was not written.
    assert rows("sync", imported)[0]["written"] >= 1
    assert rows("sync", copy, "--server", desk / "reader.txt")[0]["taken"] >= 1
    rows("desk", copy, "--name", "Rossi")
    assert rows("articles", copy) == rows("articles", imported)
    rows("remove", copy, "1")
    refused = call("sync", copy, "--server", desk / "reader.txt")
    assert (refused.returncode, "rossi may not write to the dossier" in refused.stderr) == (1, True)
    server.as_superuser("SELECT briefbuilder.set_rights('exchange', 'rossi', 'write')")
    assert rows("sync", copy, "--server", desk / "reader.txt")[0]["written"] >= 1
    rows("sync", imported)
    assert len(rows("articles", imported)) == len(rows("articles", copy)) == 2


def test_nothing_is_asked_of_a_server_without_a_password_or_against_the_policy(
    call: Call, desk: Path, set_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    archive = desk / "archive.txt"
    assert "asks for the password of weber" in call("archive-search", archive, "word").stderr
    (desk / "password.txt").chmod(0o644)
    open_to_all = call("archive-search", archive, "word", "--server-password-file", desk / "password.txt")
    assert "Other users" in open_to_all.stderr
    assert "could not be read from" in call("archive-search", desk / "missing.txt", "word").stderr
    monkeypatch.setenv(PASSWORD_VARIABLE, "wrong")
    assert "does not accept weber" in call("archive-search", archive, "word").stderr
    set_policy("exchange-places: [file, folder]")
    refused = call("archive-search", archive, "word")
    assert (refused.returncode, "through a server" in refused.stderr) == (1, True)


def test_the_texts_of_an_encrypted_dossier_stay_here(
    call: Call, tagged: Path, desk: Path, set_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    set_policy(f"exchange-key: {bytes(range(32)).hex()}")
    refused = call("archive-fill", tagged, desk / "archive.txt")
    assert (refused.returncode, "is encrypted" in refused.stderr) == (1, True)


def test_an_administrator_gets_the_files_of_the_set_up_and_nothing_is_overwritten(
    rows: Rows, call: Call, tmp_path: Path, root: Path
) -> None:
    written = rows("archive-files", tmp_path / "server")
    assert [Path(each["path"]).name for each in written] == ["compose.yaml", "postgresql.sql"]
    for each in written:
        shipped = root / "resources" / "exchange" / Path(each["path"]).name
        assert Path(each["path"]).read_bytes() == shipped.read_bytes()
    # The example for containers runs the script beside it when the database is made.
    example = yaml.safe_load((tmp_path / "server" / "compose.yaml").read_text(encoding="utf-8"))
    assert example["configs"]["set_up"]["file"] == "./postgresql.sql"
    assert "already a file" in call("archive-files", tmp_path / "server").stderr
    file = tmp_path / "server" / "compose.yaml"
    assert f"{file} is a file. Choose a folder." in call("archive-files", file).stderr
    assert f"{file} is a file. Choose a folder." in call("new", file / "x.dossier").stderr
