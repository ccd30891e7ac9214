"""`read`, `new`, `import`, `articles`, `show`, `search`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from tests.cli.conftest import Call, Rows

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.context import NamingError, find_article
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.importers.read import read_bytes

READ_KEYS = {
    "path", "title", "lead", "authors", "publication", "published", "url", "language", "sha256",
    "media_type", "blocks", "sections", "notices",
}  # fmt: skip


def test_the_number_of_an_article_is_that_of_the_list(tmp_path: Path, loaded_resources: Resources) -> None:
    """Where desks exchange, an article may arrive later than one that was imported after it."""
    session = Session.create(tmp_path / "x.dossier", loaded_resources)
    for text in (b"Alpha\n\nA text.\n", b"Beta\n\nAnother text.\n"):
        import_readings(session, [read_bytes(text, "a.txt")])
    last = session.store.articles()[-1]
    earlier = replace(last, imported="2001-01-01T00:00:00.000000Z")
    change = Change(key=Key("article", last.id), before=last, after=earlier)
    session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))
    listed = session.store.articles()
    assert [find_article(session, str(number)).id for number in (1, 2)] == [each.id for each in listed]
    assert listed[0].id == last.id
    with pytest.raises(NamingError):
        find_article(session, "3")
    session.store.close()


def test_samples_have_authors_and_dates(rows: Rows, samples: Path) -> None:
    found = {Path(row["path"]).suffix: row for row in rows("read", samples)}
    assert {suffix: row["language"] for suffix, row in found.items()} == {
        ".html": "it",
        ".docx": "en",
        ".txt": "ja",
    }
    for row in found.values():
        assert row["authors"]
        assert row["published"]
        assert len(row["sections"]) == 5
    assert found[".html"]["publication"] == "Il Corriere di Levante"
    assert found[".html"]["rights"].startswith("Riproduzione riservata")
    assert found[".txt"]["publication"] == "東都産業技術新報"
    kinds = {suffix: {block["kind"] for block in row["blocks"]} for suffix, row in found.items()}
    assert kinds[".html"] >= {"heading", "paragraph", "list_item", "table", "figure"}
    assert kinds[".docx"] >= {"heading", "paragraph", "list_item", "table", "note"}


def test_one_bad_file_does_not_stop_the_others(call: Call, tmp_path: Path, samples: Path) -> None:
    answer = call("read", tmp_path / "none.txt", samples / "toto-sangyo-nichi-eu-handotai.txt", "--json")
    assert answer.returncode == 1
    assert len(answer.stdout.splitlines()) == 1
    assert answer.stderr.startswith("briefbuilder: ")
    assert "none.txt" in answer.stderr


def test_reading_in_words_shows_title_sections_and_text(call: Call, samples: Path) -> None:
    answer = call("read", samples / "toto-sangyo-nichi-eu-handotai.txt")
    assert answer.returncode == 0
    assert "佐久間遥 · 東都産業技術新報 · 2024-11-18 · ja" in answer.stdout
    assert "[0] (opening)" in answer.stdout
    assert "[1] 会議室から現場へ" in answer.stdout


def test_a_picture_without_a_description_is_called_a_picture(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7"
    text = "<p>The ministers met in Tokyo on Tuesday and spoke of chips, ports and cables.</p>" * 3
    page.write_text(
        f"<article><h1>Talks</h1>{text}<figure><img src='{pixel}' width=600></figure>{text}</article>"
    )
    printed = call("read", page).stdout
    assert "[picture]" in printed
    assert "[]" not in printed


def test_a_picture_is_shown_by_its_caption_rather_than_its_description(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "<p>The ministers met in Tokyo on Tuesday and spoke of chips, ports and cables.</p>" * 3
    figure = "<figure><img src='ship.jpg' alt='A ship' width=600><figcaption>The ship off Gotland</figcaption></figure>"
    page.write_text(f"<article><h1>Talks</h1>{text}{figure}{text}</article>")
    assert "[The ship off Gotland]" in call("read", page).stdout


def test_a_new_dossier_is_empty_and_never_made_over_a_file(call: Call, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    assert rows("new", path) == [{"dossier": str(path)}]
    assert rows("articles", path) == []
    before = path.read_bytes()
    answer = call("new", path)
    assert answer.returncode == 1
    assert path.read_bytes() == before


def test_reading_in_words_shows_the_caption_of_a_table_above_its_rows(call: Call, tmp_path: Path) -> None:
    document, file = Document(), tmp_path / "stocks.docx"
    for line in ("Common stocks", "The ministers agreed on common stocks of gas.", "Table 1: Stocks in May"):
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Japan", "12"
    document.save(str(file))
    lines = [line.strip() for line in call("read", file).stdout.splitlines()]
    assert lines[lines.index("Table 1: Stocks in May") + 1] == "Japan | 12"


def test_import_reports_each_file_and_what_was_there_already(
    call: Call, rows: Rows, empty: Path, tmp_path: Path
) -> None:
    good = tmp_path / "in" / "good.txt"
    bad = tmp_path / "in" / "bad.bin"
    good.parent.mkdir()
    good.write_text("Un titolo breve\n\nUna frase lunga abbastanza per essere un paragrafo di testo.\n")
    bad.write_bytes(bytes(range(256)) * 40)
    answer = call("import", empty, good.parent, "--json")
    assert answer.returncode == 1
    again = rows("import", empty, good)
    assert [row["status"] for row in again] == ["duplicate"]
    (article,) = rows("articles", empty)
    assert article["article"] == again[0]["article"]
    assert (article["number"], article["file"], article["tags"]) == (1, "good.txt", 0)


def test_an_article_is_named_by_number_id_or_the_beginning_of_it(rows: Rows, tagged: Path) -> None:
    articles = rows("articles", tagged)
    assert [article["number"] for article in articles] == [1, 2, 3]
    second = articles[1]["article"]
    shows = [rows("show", tagged, name)[0] for name in ("2", second, second[:8])]
    assert [shown["article"] for shown in shows] == [second] * 3
    shown = shows[0]
    assert shown.keys() >= READ_KEYS - {"path"}
    assert any("semiconductors" in section["tags"] for section in shown["sections"])


def test_a_name_that_several_or_no_articles_answer_to_is_reported(call: Call, tagged: Path) -> None:
    for name in ("a", "4", "0", "zzz", ""):
        answer = call("show", tagged, name)
        assert answer.returncode == 1
        assert "articles" in answer.stderr


def test_search_finds_sections_with_their_words(rows: Rows, call: Call, tagged: Path) -> None:
    found = rows("search", tagged, "semiconduttori")
    assert found
    assert found[0].keys() == {"article", "section", "title", "heading", "snippet", "score"}
    assert all("semiconduttori" in row["snippet"].lower() for row in found)
    assert len(rows("search", tagged, "semiconduttori", "--limit", "1")) == 1
    assert rows("search", tagged, "半導体", "--language", "it") == []
    tagged_ones = rows("search", tagged, "Cina", "--topic", "derisking")
    assert tagged_ones
    assert rows("search", tagged, "Cina", "--topic", "De-risking") == tagged_ones
    assert "Nothing was found" in call("search", tagged, "xyzzy").stdout
    assert "Nothing was found" in call("search", tagged, "xyzzy", "--language", "it").stdout
    told = call("search", tagged, "Cina", "--language", "eng").stdout
    assert "No article is in the language “eng”. The languages of the articles are: en, it, ja." in told


def test_search_with_an_unknown_topic_offers_the_nearest(call: Call, tagged: Path) -> None:
    answer = call("search", tagged, "Cina", "--topic", "semiconductor")
    assert answer.returncode == 1
    assert "semiconductors" in answer.stderr


def test_a_page_brings_the_pictures_of_its_folder_and_a_book_is_read_whole(
    rows: Rows, empty: Path, data: Path
) -> None:
    (page,) = rows("import", empty, data / "saved" / "ports.html")
    assert "pictures-not-in-file" not in {notice["code"] for notice in page["notices"]}
    (book,) = rows("import", empty, data / "epub" / "gases-pandoc.epub")
    assert book["status"] == "imported"
    (shown,) = rows("show", empty, page["article"])
    (figure,) = (block for block in shown["blocks"] if block["kind"] == "figure")
    assert figure["picture"]


def test_a_refused_file_is_told_with_its_path_where_it_is_in_a_folder(
    call: Call, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("first", "second"):
        Path(folder).mkdir()
        Path(folder, "note.txt").touch()
    Path("note.txt").touch()
    for command in (("import", empty), ("read",)):
        lines = call(*command, "first", "second", "note.txt").stderr.splitlines()
        paths = [line.removeprefix("briefbuilder: ").partition("“note.txt” is empty.")[0] for line in lines]
        assert paths == [f"{Path('first/note.txt')}: ", f"{Path('second/note.txt')}: ", ""]


def test_a_locked_file_is_refused_with_what_to_do(call: Call, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path, encryption=pikepdf.Encryption(owner="o", user="secret"))
    answer = call("import", empty, path)
    assert answer.returncode == 1
    assert "locked.pdf" in answer.stderr
    assert "password" in answer.stderr


def test_a_folder_without_files_is_told(call: Call, tmp_path: Path) -> None:
    dossier, folder = tmp_path / "x.dossier", tmp_path / "empty"
    folder.mkdir()
    call("new", dossier)
    for words in (("import", dossier, folder), ("read", folder), ("suggest", folder)):
        ended = call(*words)
        assert ended.returncode == 1
        assert f"There is no file to import in {folder}" in ended.stderr


def test_an_import_that_fills_the_disk_says_how_many_articles_it_kept(
    small_disk: Path, tmp_path: Path, call: Call
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(48):
        (texts / f"{number:02}.txt").write_text(f"Note {number}\n\nTalks began. {number}\n", encoding="utf-8")
    dossier = small_disk / "work.dossier"
    call("new", dossier)
    room = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(bytes(room.f_bavail * room.f_frsize - 220_000))
    answer = call("import", dossier, texts)
    kept = call("articles", dossier, "--json").stdout.count("\n")
    assert (answer.returncode, 0 < kept < 48) == (1, True)
    assert "the disk is full" in answer.stderr
    assert f"{kept} articles were imported before that and are kept." in answer.stderr
