"""Scans, pictures and old Office files, with and without the programs that read them."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.narrowing import of_type

from briefbuilder.app import outside
from briefbuilder.app.read_files import read_paths, watched_suffixes
from briefbuilder.app.workers import PRELOAD_READERS, WorkerPool
from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.draft import PLAIN
from briefbuilder.system.outside_programs import OutsideProgram, can_confine

TESSERACT = outside.OutsidePrograms(
    tesseract=outside.Tesseract(program=OutsideProgram(path="/usr/bin/tesseract"), languages=("eng",))
)
needs_tesseract = pytest.mark.skipif(
    not can_confine() or shutil.which("tesseract") is None, reason="Tesseract is not installed"
)
needs_office = pytest.mark.skipif(
    not can_confine() or shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(warm=1, preload=PRELOAD_READERS) as opened:
        yield opened


def read(pool: WorkerPool, path: Path) -> ImportedArticle | RefusedFile:
    (found,) = read_paths([path], pool=pool)
    return found


@pytest.mark.parametrize(
    ("name", "code"),
    [("scan.pdf", "import-pdf-scan"), ("scan.tif", "import-picture"), ("article.doc", "import-old-office")],
)
def test_without_the_programs_a_file_is_refused_with_their_names(
    data: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    monkeypatch.setattr(outside, "find_programs", outside.OutsidePrograms)
    found = of_type(read(pool, data / "scans" / name), RefusedFile)
    assert found.error.code == code


@needs_tesseract
@pytest.mark.parametrize("name", ["scan.pdf", "scan.tif"])
def test_the_text_of_a_scan_is_recognized_and_told(data: Path, pool: WorkerPool, name: str) -> None:
    found = of_type(read(pool, data / "scans" / name), ImportedArticle)
    assert found.article.metadata.title == "Common stocks of gas"
    told = " ".join(block.text for block in found.article.blocks)
    assert "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need" in told
    assert "A representative of the makers" in told
    assert "text-recognized" in {notice.code for notice in found.notices}
    assert found.article.original.name == name
    assert found.data == (data / "scans" / name).read_bytes()


@needs_tesseract
def test_a_page_that_lies_on_its_side_is_turned(data: Path, pool: WorkerPool, tmp_path: Path) -> None:
    tesseract = outside.installed_programs().tesseract
    if tesseract is None or not tesseract.turns_pages:
        pytest.skip("Tesseract has no data for the orientation of pages")
    with Image.open(data / "scans" / "scan.tif") as scan:
        scan.rotate(90, expand=True).save(tmp_path / "turned.png")
    found = of_type(read(pool, tmp_path / "turned.png"), ImportedArticle)
    assert found.article.metadata.title == "Common stocks of gas"


@needs_office
def test_an_old_word_file_is_converted_and_its_own_bytes_are_kept(data: Path, pool: WorkerPool) -> None:
    found = of_type(read(pool, data / "scans" / "article.doc"), ImportedArticle)
    assert found.article.metadata.title == "Gas rari: la scorta che manca"
    assert found.article.original.media_type == "application/msword"
    assert found.data == (data / "scans" / "article.doc").read_bytes()
    assert found.notices[0].code == "converted-by-program"


def mail_with(path: Path, *attached: tuple[str, bytes]) -> Path:
    """Write a mail with pictures attached."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Anna <anna@example.org>", "The note of the embassy"
    message.set_content("Please find attached what the embassy sent this morning, and tell the others.")
    for name, data in attached:
        message.add_attachment(data, maintype="image", subtype=Path(name).suffix[1:], filename=name)
    path.write_bytes(bytes(message))
    return path


def noise(width: int, height: int) -> bytes:
    """Return a picture without a text, as a PNG."""
    stream = io.BytesIO()
    Image.effect_noise((width, height), 60).save(stream, "PNG")
    return stream.getvalue()


@needs_tesseract
def test_pictures_of_pages_are_recognized_in_a_zip_file_a_mail_and_a_document(
    pool: WorkerPool, tmp_path: Path, data: Path
) -> None:
    with Image.open(data / "scans" / "scan.tif") as scan:
        scan.save(tmp_path / "scan.png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as container:
        container.write(tmp_path / "scan.png", "scan.png")
    document = docx.Document()
    document.add_picture(str(tmp_path / "scan.png"))
    document.save(str(tmp_path / "scan.docx"))
    mail = mail_with(tmp_path / "a.eml", ("scan.png", (tmp_path / "scan.png").read_bytes()))
    paths = [tmp_path / "a.zip", mail, tmp_path / "scan.docx"]
    read = (found for found in read_paths(paths, pool=pool) if isinstance(found, ImportedArticle))
    # Each may take long; the one that is read first comes first.
    letter, attached, zipped, whole = sorted(read, key=lambda found: found.path)
    assert {found.article.metadata.title for found in (zipped, attached, whole)} == {"Common stocks of gas"}
    assert "mail-picture-attached" in {notice.code for notice in letter.notices}
    assert whole.article.original.name == "scan.docx"


@needs_tesseract
def test_a_photograph_in_a_mail_is_told_by_the_mail_alone(pool: WorkerPool, tmp_path: Path) -> None:
    pictures = [("logo.png", noise(300, 100)), ("street.png", noise(900, 700))]
    (found,) = read_paths([mail_with(tmp_path / "a.eml", *pictures)], pool=pool)
    assert isinstance(found, ImportedArticle)
    told = [notice.subject for notice in found.notices if notice.code == "mail-picture-attached"]
    assert told == ["logo.png", "street.png"]


def test_a_logo_in_a_mail_is_not_given_to_tesseract(
    pool: WorkerPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a logo was recognized")

    monkeypatch.setattr(outside, "find_programs", lambda: TESSERACT)
    monkeypatch.setattr(outside.OutsideReader, "_recognize", forbidden)
    found = list(read_paths([mail_with(tmp_path / "a.eml", ("logo.png", noise(300, 100)))], pool=pool))
    assert len(found) == 1


@needs_tesseract
def test_scanned_pages_of_a_pdf_are_recognized_in_their_places(
    pool: WorkerPool, tmp_path: Path, data: Path
) -> None:
    path = tmp_path / "mixed.pdf"
    canvas = Canvas(str(path))
    for number in (1, 2):
        for line in range(20):
            canvas.drawString(
                60, 780 - 14 * line, f"The printed page {number} speaks of ports and cables {line}."
            )
        canvas.showPage()
    canvas.save()
    with (
        pikepdf.open(path, allow_overwriting_input=True) as mixed,
        pikepdf.open(data / "scans" / "scan.pdf") as scan,
    ):
        mixed.pages.insert(1, scan.pages[0])
        mixed.save(path)
    found = of_type(read(pool, path), ImportedArticle)
    text = " ".join(block.text for block in found.article.blocks)
    assert (
        text.index("printed page 1")
        < text.index("The ministers agreed on Tuesday")
        < text.index("printed page 2")
    )
    notices = {notice.code: notice.subject for notice in found.notices}
    assert notices["pages-recognized"] == "2"
    assert "pdf-pages-scanned" not in notices


@pytest.mark.parametrize("name", ["scan.pdf", "scan.tif"])
def test_where_no_text_is_recognized_the_refusal_says_so(
    pool: WorkerPool, data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(outside, "find_programs", lambda: TESSERACT)
    monkeypatch.setattr(outside.OutsideReader, "_recognize", lambda *_, **__: b"")
    found = of_type(read(pool, data / "scans" / name), RefusedFile)
    assert found.error.code == "import-nothing-recognized"


def test_a_program_in_a_folder_of_the_user_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tesseract", "soffice", "soffice.bin"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outside._find_tesseract() is None
    office = outside._find_office()
    assert office is None or not office.path.startswith(str(tmp_path))


def test_pictures_in_watched_folders_are_not_offered() -> None:
    assert {".doc", ".pdf"} <= set(watched_suffixes())
    assert ".png" not in watched_suffixes()


@pytest.mark.parametrize("languages", [("eng", "ara"), ("eng",)])
def test_a_page_in_another_script_is_read_with_its_languages_or_refused(
    monkeypatch: pytest.MonkeyPatch, languages: tuple[str, ...]
) -> None:
    used: list[tuple[str, ...]] = []

    def find_words(tesseract: outside.Tesseract, *_: object) -> bytes:
        used.append(tesseract.languages)
        return b"" if len(used) == 1 else b"words"

    monkeypatch.setattr(outside.Tesseract, "find_words", find_words)
    monkeypatch.setattr(outside.Tesseract, "find_script", lambda *_: "Arabic")
    tesseract = outside.Tesseract(
        program=OutsideProgram(path="/usr/bin/tesseract"), languages=languages, turns_pages=True
    )

    def run(_function: object, table: bytes, *, result_type: type) -> object:
        return result_type(80 if table else 20)

    reader = outside.OutsideReader(
        data=b"",
        name="first.pdf",
        options=PLAIN,
        run=run,  # type: ignore[arg-type]
        cancelled=lambda: False,
    )
    assert reader._recognize(tesseract, b"picture", is_first=False) == b"words"
    assert used[-1] == (("ara", "eng", "ara") if "ara" in languages else ("eng",))
    used.clear()
    if "ara" in languages:
        assert reader._recognize(tesseract, b"picture", is_first=True) == b"words"
        return
    with pytest.raises(ImportRefusedError, match="import-script-without-data"):
        reader._recognize(tesseract, b"picture", is_first=True)
