"""Rewrite the documents of `tests/data/office`: `cd tools && python -m office` (needs LibreOffice and pandoc).

The files are kept with the tests, so that these need neither program; `README.md` there names the versions.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from office import as_odf, as_pandoc, as_word
from office.article import ARTICLE
from office.model import make_png

TARGET = Path(__file__).resolve().parents[2] / "tests" / "data" / "office"
FORMATS = {"odt": "odt:writer8", "docx": "docx:MS Word 2007 XML", "rtf": "rtf:Rich Text Format"}


def main() -> None:
    """Write all files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        picture = work / "picture.png"
        picture.write_bytes(make_png())
        _libreoffice(work)
        _pandoc(picture)
    (TARGET / "python-docx.docx").write_bytes(as_word.document(ARTICLE))


def _libreoffice(work: Path) -> None:
    source = work / "libreoffice.fodt"
    source.write_text(as_odf.flat_odt(ARTICLE), "utf-8")
    for suffix, filter_name in FORMATS.items():
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            filter_name,
            "--outdir",
            str(work),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(work / f"libreoffice.{suffix}", TARGET)


def _pandoc(picture: Path) -> None:
    executable = as_pandoc.find_pandoc()
    if executable is None:
        raise SystemExit("pandoc is not installed")
    formats: tuple[as_pandoc.Format, ...] = ("docx", "odt", "rtf")
    for suffix in formats:
        as_pandoc.write(executable, TARGET / f"pandoc.{suffix}", suffix, picture, ARTICLE)


if __name__ == "__main__":
    main()
