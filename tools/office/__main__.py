"""Write the documents of `tests/data/office` anew: `cd tools && python -m office` (LibreOffice and pandoc are needed).

The files are kept with the tests, so that these need neither; the versions that wrote them stand in `README.md` there.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from office import as_odf, as_pandoc, as_word
from office.model import png

TARGET = Path(__file__).resolve().parents[2] / "tests" / "data" / "office"
FORMATS = {"odt": "odt:writer8", "docx": "docx:MS Word 2007 XML", "rtf": "rtf:Rich Text Format"}


def main() -> None:
    """Write all files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        picture = work / "picture.png"
        picture.write_bytes(png())
        _libreoffice(work)
        _pandoc(picture)
    (TARGET / "python-docx.docx").write_bytes(as_word.document())


def _libreoffice(work: Path) -> None:
    source = work / "libreoffice.fodt"
    source.write_text(as_odf.flat_odt(), "utf-8")
    for suffix, chosen in FORMATS.items():
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            chosen,
            "--outdir",
            str(work),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(work / f"libreoffice.{suffix}", TARGET)


def _pandoc(picture: Path) -> None:
    found = shutil.which("pandoc")
    if found is None:
        import pypandoc

        found = pypandoc.get_pandoc_path()
    formats: tuple[as_pandoc.Format, ...] = ("docx", "odt", "rtf")
    for suffix in formats:
        as_pandoc.write(found, TARGET / f"pandoc.{suffix}", suffix, picture)


if __name__ == "__main__":
    main()
