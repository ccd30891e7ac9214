"""Exports with a password: other programs open them with it, and not without."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.narrowing import not_none

from briefbuilder.app import export as export_module
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_all
from briefbuilder.app.export import ExportReport, export
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import ExportError
from briefbuilder.export import protection
from briefbuilder.importers.read import read_bytes

pytest.importorskip("msoffcrypto")
pytest.importorskip("pikepdf")

PASSWORD = "Pässwörd mit 'Zeichen' – 密"
Export = Callable[..., ExportReport]


@pytest.fixture
def exported(tmp_path: Path) -> Iterator[Export]:
    """Export one briefing to files of a folder."""
    resources = Resources()
    session = Session.create(tmp_path / "Tokyo.dossier", resources)
    text = "# Chips\n\nThe dromedary says that Japan and the EU agree on semiconductors. " * 3
    import_readings(session, [read_bytes(text.encode(), "chips.md")])
    session.store.apply(accept_all(session, 0.1))
    template = resources.template("thematic-briefing")
    act, briefing = compose_briefing(session, template, "Chips", ["semiconductors"], {}, "en")
    session.store.apply(act)

    def run(*names: str, password: str | None = PASSWORD) -> ExportReport:
        paths = [tmp_path / name for name in names]
        return export(session, briefing.id, paths, anyway=True, password=password)

    with session:
        yield run


def needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not on this machine")
    return found


def test_a_protected_pdf_opens_with_its_password_alone(exported: Export, tmp_path: Path) -> None:
    exported("chips.pdf")
    qpdf, pdftotext = needs("qpdf"), needs("pdftotext")
    path = tmp_path / "chips.pdf"
    told = subprocess.run(
        [qpdf, f"--password={PASSWORD}", "--check", path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "R = 6" in told.stdout
    assert "AESv3" in told.stdout
    assert "not allowed" not in told.stdout
    for password, status in ((PASSWORD, 0), ("wrong", 1), ("", 1)):
        command = [pdftotext, "-upw", password, str(path), "-"]
        read = subprocess.run(command, capture_output=True, text=True, check=False)
        assert read.returncode == status
        assert ("dromedary" in read.stdout) is (status == 0)


def test_a_protected_pdf_does_not_claim_to_be_archival_and_says_so(exported: Export, tmp_path: Path) -> None:
    import pikepdf

    report = exported("chips.pdf")
    assert [finding.code for finding in report.findings if finding.code.startswith("protected")] == [
        "protected-pdf"
    ]
    with pikepdf.open(tmp_path / "chips.pdf", password=PASSWORD) as pdf, pdf.open_metadata() as metadata:
        assert "pdfaid:part" not in metadata
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Chips"


@pytest.mark.parametrize("name", ["chips.pdf", "chips.docx", "chips.odt"])
def test_a_protected_file_has_no_readable_word(exported: Export, tmp_path: Path, name: str) -> None:
    exported(name)
    data = (tmp_path / name).read_bytes()
    for needle in (
        b"dromedary",
        b"Chips",
        "Chips".encode("utf-16-le"),
        b"word/document.xml",
        b"pdfuaid",
        b"office:body",
    ):
        assert needle not in data


def test_a_protected_document_is_the_document_when_it_is_decrypted(exported: Export, tmp_path: Path) -> None:
    import msoffcrypto

    exported("chips.docx")
    out = BytesIO()
    with (tmp_path / "chips.docx").open("rb") as stream:
        file = msoffcrypto.OfficeFile(stream)
        assert file.is_encrypted()
        with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
            file.load_key(password="wrong", verify_password=True)
        file.load_key(password=PASSWORD, verify_password=True)
        file.decrypt(out, verify_integrity=True)
    assert b"dromedary" in ZipFile(out).read("word/document.xml")


_OPEN = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        there = resolver.resolve(f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
for path, password in zip(sys.argv[2::2], sys.argv[3::2]):
    values = {"Hidden": True, "Password": password}
    try:
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, tuple(PropertyValue(n, 0, v, 0) for n, v in values.items()))
        print("opened" if document is not None and "dromedary" in document.Text.String else "refused")
        if document is not None:
            document.close(True)
    except Exception as error:
        print("refused")
try:
    desktop.terminate()
except Exception:
    pass
"""


@pytest.mark.office
def test_libreoffice_opens_protected_documents_with_their_password_alone(
    exported: Export, tmp_path: Path
) -> None:
    soffice, python = needs("soffice"), "/usr/bin/python3"
    if not Path(python).exists() or subprocess.run([python, "-c", "import uno"], check=False).returncode:
        pytest.skip("LibreOffice's bridge to Python is not on this machine")
    exported("chips.docx", "chips.odt")
    tried = [
        word
        for name in ("chips.docx", "chips.odt")
        for password in (PASSWORD, "wrong")
        for word in (str(tmp_path / name), password)
    ]
    pipe = f"briefbuilder{tmp_path.stat().st_ino}"
    options = [
        "--headless",
        "--norestore",
        "--nologo",
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
    ]
    with subprocess.Popen([soffice, *options, f"--accept=pipe,name={pipe};urp;"]) as office:
        try:
            command = [python, "-c", _OPEN, pipe, *tried]
            told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={})
            assert told.stdout.split() == ["opened", "refused"] * 2, told.stderr
        finally:
            office.terminate()


def test_a_file_that_cannot_be_read_back_is_not_written(
    exported: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_protect_pdf", "_protect_docx", "_protect_odt"):
        monkeypatch.setattr(protection, name, lambda data, _password: data)
    for name in ("chips.pdf", "chips.docx", "chips.odt"):
        with pytest.raises(ExportError, match="export-protection-failed"):
            protection.protect(_plain(exported, tmp_path, name), Path(name).suffix, PASSWORD)


def _plain(exported: Export, folder: Path, name: str) -> bytes:
    exported(name, password=None)
    return (folder / name).read_bytes()


@pytest.mark.parametrize(("name", "told"), [("chips.html", ".html"), ("chips.md", ".md")])
def test_formats_without_encryption_are_refused_before_anything_is_written(
    exported: Export, tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(ExportError) as caught:
        exported("chips.pdf", name)
    assert (caught.value.code, caught.value.parameters) == ("export-not-protectable", {"suffix": told})
    assert not (tmp_path / "chips.pdf").exists()


def test_a_password_that_pdf_would_cut_is_refused(exported: Export, tmp_path: Path) -> None:
    exported("chips.pdf", password="x" * 127)
    with pytest.raises(ExportError, match="export-password-long"):
        exported("other.pdf", password="ä" * 64)
    assert not (tmp_path / "other.pdf").exists()


def test_without_the_libraries_it_says_what_to_install(
    exported: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "_LIBRARIES", ("pikepdf", "no_such_library"))
    with pytest.raises(ExportError, match="encryption-missing"):
        exported("chips.pdf")


def test_the_builder_of_files_gets_no_password() -> None:
    """Files are built in a worker process, and encrypted outside of it."""
    code = Path(str(export_module.__file__)).read_text(encoding="utf-8")
    builder = not_none(re.search(r"def build_but_letterhead\(.*?\n\n\n", code, re.DOTALL))
    assert "password" not in builder[0]
