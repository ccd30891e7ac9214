"""What a reader of foreign files answers is trusted for its text alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.domain.article import ImportedArticle, Metadata, Picture, file_article_id
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers import read
from briefbuilder.importers.draft import ContainedFile
from briefbuilder.importers.pasted.article import ParsedClipboard, finish_pasted
from briefbuilder.importers.read import Parsed, ParsedText, finish, finish_part
from briefbuilder.importers.saved_files import gather_saved_files

TEXT = ParsedText(
    metadata=Metadata(title="T"),
    blocks=(Paragraph(id="b1", content=(Span("Words"),)),),
    media_type="text/plain",
)
PATH = Path("folder/a.txt")
DATA = b"the bytes that were read"
OWN_ID = file_article_id(hashlib.sha256(DATA).hexdigest())
PNG = b"\x89PNG\r\n\x1a\n rest"


def article(parsed: Parsed) -> ImportedArticle:
    (found,) = finish(parsed, DATA, "a.txt", PATH)
    assert isinstance(found, ImportedArticle)
    return found


def test_an_article_is_identified_by_the_bytes_that_were_read() -> None:
    found = article(Parsed(texts=(TEXT,)))
    assert found.article.id == OWN_ID
    assert found.article.original.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (found.article.original.name, found.article.original.size) == ("a.txt", len(DATA))
    assert found.data == DATA
    assert found.path == PATH


def test_several_articles_of_a_file_have_the_same_original() -> None:
    texts = tuple(replace(TEXT, label=f"x/{part}", part=part) for part in (1, 2))
    first, second = finish(Parsed(texts=texts), DATA, "a.txt", PATH)
    assert isinstance(first, ImportedArticle)
    assert isinstance(second, ImportedArticle)
    assert len({first.article.id, second.article.id, OWN_ID}) == 3
    assert first.article.original == second.article.original
    assert first.path.name == "x∕1"


def test_a_picture_under_the_name_of_another_is_refused() -> None:
    honest = {hashlib.sha256(PNG).hexdigest(): Picture(media_type="image/png", data=PNG)}
    assert article(Parsed(texts=(replace(TEXT, pictures=honest),))).pictures == honest
    lying = {hashlib.sha256(b"another").hexdigest(): Picture(media_type="image/png", data=PNG)}
    with pytest.raises(ImportRefusedError, match="reader-crashed"):
        article(Parsed(texts=(replace(TEXT, pictures=lying),)))


@pytest.mark.parametrize("part", [-1, 1001])
def test_an_article_of_a_place_that_no_file_has_is_refused(part: int) -> None:
    with pytest.raises(ImportRefusedError, match="reader-crashed"):
        article(Parsed(texts=(replace(TEXT, part=part),)))


@pytest.mark.parametrize("media_type", ["", "text/x-unknown", "application/x-executable"])
def test_a_type_that_no_importer_has_is_refused(media_type: str) -> None:
    with pytest.raises(ImportRefusedError, match="reader-crashed"):
        article(Parsed(texts=(replace(TEXT, media_type=media_type),)))


def test_a_text_of_too_many_blocks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "BLOCKS", 1)
    with pytest.raises(ImportRefusedError, match="reader-crashed"):
        article(Parsed(texts=(replace(TEXT, blocks=TEXT.blocks * 2),)))


def test_names_of_files_within_a_file_lead_nowhere_else() -> None:
    inner = ContainedFile(
        name="../../evil", label="../../etc/\u202epasswd", data=b"x", notice=Notice(code="in"), depth=-5
    )
    (found,) = finish(Parsed(files=(inner,)), DATA, "a.zip", PATH)
    assert isinstance(found, ContainedFile)
    assert (found.name, found.label, found.depth) == ("passwd", "etc/passwd", 1)
    (deeper,) = finish_part(Parsed(files=(inner,)), found, PATH)
    assert isinstance(deeper, ContainedFile)
    assert (deeper.label, deeper.depth) == ("etc/passwd/etc/passwd", 2)


def test_the_name_of_a_pasted_text_is_cleaned() -> None:
    found = finish_pasted(ParsedClipboard(text=TEXT, data=DATA, name="a\u202e\x1b.txt"))
    assert found.article.original.name == "a.txt"
    assert found.article.id == OWN_ID


def test_only_pictures_in_the_folder_of_a_page_are_gathered(tmp_path: Path) -> None:
    folder = tmp_path / "page_files"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.png").write_bytes(PNG)
    (folder / "inner" / "b.png").write_bytes(PNG)
    (folder / "script.js").write_bytes(b"var secret")
    outside = tmp_path / "outside.png"
    outside.write_bytes(PNG)
    (folder / "link.png").symlink_to(outside)
    assert set(gather_saved_files("page.html", tmp_path)) == {"page_files/a.png", "page_files/inner/b.png"}
    assert gather_saved_files("other.html", tmp_path) == {}


def test_pictures_beside_a_page_are_gathered_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "page_files"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.png").write_bytes(PNG)
    monkeypatch.setattr("briefbuilder.importers.saved_files.GATHERED_BYTES", 2 * len(PNG))
    assert sorted(gather_saved_files("page.html", tmp_path)) == ["page_files/0.png", "page_files/1.png"]
    monkeypatch.setattr("briefbuilder.importers.saved_files.SAVED_FILES", 1)
    assert sorted(gather_saved_files("page.html", tmp_path)) == ["page_files/0.png"]
