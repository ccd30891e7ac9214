"""ZIP archives: each file is an article, limits apply, and names are never paths."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers import limits
from briefbuilder.importers.read import read_bytes
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in files.items():
            container.writestr(name, data)
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read_many(data, "a.zip")
    assert caught.value.parameters["name"]
    return caught.value.code


def labels(data: bytes) -> list[str]:
    return [one.path.relative_to("a.zip").as_posix() for one in read_many(data, "a.zip")]


def test_each_file_is_an_article_with_its_container_named() -> None:
    data = zipped({"b.md": f"# B\n\n{LONG}", "a/a.txt": f"A\n\n{LONG}", "c.bin": bytes(range(256)) * 9})
    first, second, third = read_many(data, "press.zip")
    assert isinstance(first, ImportedArticle)
    assert (first.path, first.article.original.name) == (Path("press.zip/a/a.txt"), "a.txt")
    assert (first.notices[0].code, first.notices[0].subject) == ("came-with-zip", "press.zip")
    assert isinstance(second, ImportedArticle)
    assert second.article.metadata.title == "B"
    assert isinstance(third, RefusedFile)
    assert (third.path, third.error.code) == (Path("press.zip/c.bin"), "import-format-unknown")


def test_system_files_and_folders_of_saved_pages_are_skipped() -> None:
    page = f"<html><body><h1>T</h1><p>{LONG}</p></body></html>"
    names = ("__MACOSX/._p.html", ".DS_Store", "x/Thumbs.db", "p_files/ad.html", "p_files/a.js", "~$n.docx")
    assert labels(zipped({"p.html": page} | dict.fromkeys(names, page))) == ["p.html"]


def test_zips_within_zips_are_opened_to_a_depth() -> None:
    data = zipped({"deep.txt": LONG + "\n\n" + LONG.lower()})
    for level in range(2):
        data = zipped({f"{level}.zip": data, f"{level}.txt": f"Title {level}\n\n{LONG}"})
    assert labels(data) == ["1.txt", "1.zip/0.txt", "1.zip/0.zip/deep.txt"]
    (refused,) = (one for one in read_many(zipped({"2.zip": data}), "a.zip") if isinstance(one, RefusedFile))
    assert (refused.path, refused.error.code) == (Path("a.zip/2.zip/1.zip/0.zip"), "import-container-deep")


def test_stored_documents_do_not_change_the_type_of_a_zip(data: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as container:
        for path in ("odt/harbours.docx", "odt/harbours-libreoffice.odt", "epub/gases-pandoc.epub"):
            container.write(data / path, path)
    assert labels(stream.getvalue()) == [
        "epub/gases-pandoc.epub",
        "odt/harbours-libreoffice.odt",
        "odt/harbours.docx",
    ]


def test_a_stored_pdf_does_not_make_the_zip_a_pdf() -> None:
    assert importer_for(b"PK\x03\x04" + bytes(26) + b"%PDF-1.7\nendobj", "a.zip").id == "zip"


def test_names_never_lead_elsewhere() -> None:
    data = zipped({"../../etc/a.txt": f"A\n\n{LONG}", "/b.txt": f"B\n\n{LONG}", "C:\\c.txt": f"C\n\n{LONG}"})
    assert labels(data) == ["etc/a.txt", "b.txt", "C:/c.txt"]


@pytest.mark.parametrize(
    ("names", "charset"),
    [
        (["Résumé de l’été.txt"], "utf-8"),
        (["Caffè e libertà.txt"], "cp850"),
        (["Новости за март.txt", "Совещание.txt"], "cp866"),
        (["記事の原稿.txt"], "cp932"),
        (["会议纪要.txt", "新闻.txt"], "gb18030"),
    ],
)
def test_names_in_a_local_charset_are_decoded(names: list[str], charset: str) -> None:
    stand_ins = {
        f"{'x' * (len(name.encode(charset)) - 5)}{place}.txt": name for place, name in enumerate(names)
    }
    data = zipped(dict.fromkeys(stand_ins, f"A title\n\n{LONG}"))
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode(charset))
    assert sorted(labels(data)) == sorted(names)


def test_the_unicode_path_field_has_priority() -> None:
    told = "Été.txt".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        entry = zipfile.ZipInfo("xxx.txt")
        entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(told), 1, 0) + told
        container.writestr(entry, f"A title\n\n{LONG}")
    assert labels(stream.getvalue().replace(b"xxx.txt", b"\x90t\x82.txt")) == ["Été.txt"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(zipped({"a.txt": b"a" * (limits.BULKY_BYTES + 1)})) == "import-zip-bomb"
    many = zipped({f"{number}.txt": b"a" * 4_000_000 for number in range(20)})
    assert refusal(many) == "import-zip-bomb"


def test_overlapping_entries_are_refused() -> None:
    """Several names for the same bytes, as in a bomb without nesting, are more than the container holds."""
    stream = io.BytesIO(zipped({"a.txt": LONG}))
    with zipfile.ZipFile(stream, "a") as container:
        entry = container.infolist()[0]
        for number in range(3):
            twin = zipfile.ZipInfo(f"{number}.txt")
            for field in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(twin, field, getattr(entry, field))
            container.filelist.append(twin)
            container.NameToInfo[twin.filename] = twin
        container._didModify = True  # type: ignore[attr-defined] # the only way to write such a directory
    assert refusal(stream.getvalue()) == "import-zip-damaged"


def test_very_many_files_are_refused() -> None:
    assert refusal(zipped({f"{n}.txt": f"{n}" for n in range(limits.PARTS + 1)})) == "import-container-large"
    assert refusal(zipped({f"{n}": "" for n in range(limits.ARCHIVE_ENTRIES + 1)})) == "import-zip-many"


def test_damaged_encrypted_and_empty_ones_say_so() -> None:
    data = zipped({"a.txt": LONG * 20})
    assert refusal(data[:60] + b"\0\0\0\0" + data[64:]) == "import-zip-damaged"
    assert refusal(data[: len(data) // 2]) == "import-zip-damaged"
    flagged = bytearray(data)
    flagged[6] |= 1
    flagged[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(flagged)) == "import-zip-encrypted"
    assert refusal(zipped({".hidden": "x"})) == "import-container-empty"


def test_pasted_containers_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-container"):
        read_bytes(zipped({"a.txt": LONG}), "a.zip")


def test_a_spreadsheet_is_no_zip_of_files() -> None:
    sheet = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    assert importer_for(sheet, "a.ods").id == "ods"
