"""What a reader is told beside the bytes: passwords for what is locked, folders beside pages."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.article_files import read_file
from tests.importers.test_archives_zip import zipped
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure
from briefbuilder.importers.draft import ReadingOptions
from briefbuilder.importers.read import read_bytes

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def written_pdf(*, password: str = "", old: bool = False) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, "Ports and gases")
    canvas.setFont("Helvetica", 11)
    for line in range(8):
        canvas.drawString(72, 720 - 14 * line, LONG[: 70 + line])
    canvas.save()
    if not password:
        return stream.getvalue()
    locked = io.BytesIO()
    with pikepdf.open(stream) as document:
        level = pikepdf.Encryption(owner="owner", user=password, R=4 if old else 6)
        document.save(locked, encryption=level)
    return locked.getvalue()


def with_passwords(*passwords: str) -> ReadingOptions:
    return ReadingOptions(passwords=passwords)


def refusal(data: bytes, name: str, options: ReadingOptions) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read_many(data, name, options)
    assert caught.value.parameters["name"] == name
    return caught.value.code


@pytest.mark.parametrize(("password", "old"), [("secret", False), ("pässwörd", False), ("pässwörd", True)])
def test_a_locked_pdf_is_read_with_its_password_and_kept_as_it_is(password: str, *, old: bool) -> None:
    data = written_pdf(password=password, old=old)
    assert refusal(data, "a.pdf", with_passwords()) == "import-pdf-encrypted"
    assert refusal(data, "a.pdf", with_passwords("wrong")) == "import-password-wrong"
    reading = read_bytes(data, "a.pdf", with_passwords("wrong", password))
    assert reading.article.metadata.title == "Ports and gases"
    assert reading.data == data


def test_no_representation_of_the_options_shows_a_password() -> None:
    assert "secret" not in repr(with_passwords("secret"))


def test_what_is_locked_within_a_container_is_opened_with_the_same_passwords() -> None:
    files = {"a.txt": f"A\n\n{LONG}".encode(), "b.pdf": written_pdf(password="secret")}
    data = zipped(files)
    _, refused = read_many(data, "press.zip")
    assert isinstance(refused, RefusedFile)
    assert refused.error.code == "import-pdf-encrypted"
    _, found = read_many(data, "press.zip", with_passwords("secret"))
    assert isinstance(found, ImportedArticle)
    assert found.data == files["b.pdf"]


class Cipher:
    """The old encryption of ZIP files (APPNOTE 6.1), which the standard library only undoes."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.turn(byte)

    @staticmethod
    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def turn(self, byte: int) -> None:
        first, second, third = self.keys
        first = self.crc(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self.keys = [first, second, self.crc(third, second >> 24)]

    def encrypted(self, data: bytes) -> bytes:
        done = bytearray()
        for byte in data:
            key = self.keys[2] | 2
            done.append(byte ^ ((key * (key ^ 1)) >> 8 & 0xFF))
            self.turn(byte)
        return bytes(done)


def locked_zip(name: str, data: bytes, password: bytes) -> bytes:
    """Write a ZIP with one stored file that is encrypted."""
    crc = zlib.crc32(data)
    body = Cipher(password).encrypted(bytes(11) + bytes([crc >> 24]) + data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as container:
        container.writestr(name, body)
    made = bytearray(stream.getvalue())
    directory = made.index(b"PK\x01\x02")
    for place, crc_at, size_at in ((6, 14, 22), (directory + 8, directory + 16, directory + 24)):
        made[place] |= 1
        made[crc_at : crc_at + 4] = crc.to_bytes(4, "little")
        made[size_at : size_at + 4] = len(data).to_bytes(4, "little")
    return bytes(made)


def test_a_locked_zip_is_opened_with_its_password() -> None:
    data = locked_zip("a.txt", f"Ports\n\n{LONG}".encode(), "pässwörd".encode())
    assert refusal(data, "a.zip", with_passwords()) == "import-zip-encrypted"
    assert refusal(data, "a.zip", with_passwords("wrong")) == "import-password-wrong"
    (found,) = read_many(data, "a.zip", with_passwords("wrong", "pässwörd"))
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "Ports"


def test_a_zip_locked_in_the_strong_way_says_that_it_cannot_be_opened() -> None:
    data = bytearray(locked_zip("a.txt", LONG.encode(), b"secret"))
    directory = data.index(b"PK\x01\x02")
    data[8] = data[directory + 10] = 99
    code = refusal(bytes(data), "a.zip", with_passwords("secret"))
    assert code == "import-zip-encrypted-strongly"


PAGE = """<!doctype html><html><head><title>Ports</title></head><body><article><h1>Ports</h1><p>{text}</p>
<figure><img src="{source}" alt="A crane"><figcaption>The harbour at dawn</figcaption></figure><p>{more}</p>
</article></body></html>"""


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    return stream.getvalue()


def page(source: str) -> str:
    return PAGE.format(text=LONG, more=LONG.replace("Tuesday", "Friday"), source=source)


def figure_of(path: Path) -> tuple[Figure, list[str]]:
    reading = read_file(path)
    (figure,) = (block for block in reading.article.blocks if isinstance(block, Figure))
    assert figure.text == "The harbour at dawn"
    assert figure.alternative_text == "A crane"
    assert reading.data == path.read_bytes()
    if figure.picture:
        assert reading.pictures[figure.picture].data == picture()
    return figure, [notice.code for notice in reading.notices]


@pytest.mark.parametrize("ending", ["_files", "_fichiers", "-Dateien"])
def test_pictures_saved_beside_a_page_come_along(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / f"Häfen 1{ending}"
    folder.mkdir()
    (folder / "kran 1.png").write_bytes(picture())
    path = tmp_path / "Häfen 1.html"
    path.write_text(page(f"./H%C3%A4fen%201{ending}/kran%201.png?v=2"), encoding="utf-8")
    figure, notices = figure_of(path)
    assert figure.picture is not None
    assert figure.media_type == "image/png"
    assert "pictures-not-in-file" not in notices


@pytest.mark.parametrize(
    "source",
    [
        "p_files/../secret.png",
        "../secret.png",
        "secret.png",
        "/secret.png",
        "file:///secret.png",
        "p_files/link.png",
        "p_files/%2e%2e/secret.png",
        "p_files\\..\\secret.png",
        "p_files/text.png",
        "p_files/missing.png",
        "http://192.0.2.1/p_files/secret.png",
        "p_files/",
        "other_files/secret.png",
    ],
)
def test_nothing_outside_of_the_folder_beside_a_page_is_opened(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    for name in ("p_files", "other_files"):
        (tmp_path / name).mkdir()
    (tmp_path / "other_files" / "secret.png").write_bytes(picture())
    (tmp_path / "p_files" / "link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "p_files" / "text.png").write_text("no picture at all")
    path = tmp_path / "p.html"
    path.write_text(page(source), encoding="utf-8")
    figure, notices = figure_of(path)
    assert figure.picture is None
    assert "pictures-not-in-file" in notices


def test_pictures_beside_a_page_in_a_zip_come_along() -> None:
    files = {
        "web/p.html": page("p_files/a.png").encode(),
        "web/p_files/a.png": picture(),
        "web/p_files/ad.html": b"<p>Buy</p>",
    }
    (found,) = read_many(zipped(files), "a.zip")
    assert isinstance(found, ImportedArticle)
    assert [held.data for held in found.pictures.values()] == [picture()]
    (elsewhere,) = read_many(zipped(files | {"web/p.html": page("../web/p_files/a.png").encode()}), "a.zip")
    assert isinstance(elsewhere, ImportedArticle)
    assert not elsewhere.pictures
