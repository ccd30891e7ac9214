"""Compares the PDF and the DOCX of the sample briefing on many letterheads, as sheets of their pages side by side.

`cd tools && python -m letterheads.compare --collect FOLDER` fills a folder with letterheads: those of the tests, those in
Word's markup, and LibreOffice's own templates, whose letters get a place for the text.

`python -m letterheads.compare DOSSIER FOLDER OUT` exports the briefing of a dossier (as `tools/main_job.py`
makes it) with every Word file of a folder as its letterhead, converts the DOCX with LibreOffice, which has the fonts that
ship beside those of the computer, and writes one picture
for four letterheads: at the left the first page of the PDF, at the right that of the DOCX. It also prints the findings,
and the faults of each DOCX that its letterhead does not have.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from briefbuilder.app.export import build_all, complete_input
from briefbuilder.app.export_input import ExportInput, snapshot
from briefbuilder.app.letterheads import folders_of, letterhead_file, set_letterhead
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.templating.loader import read_template, require_template
from letterheads.with_python_docx import pack_parts, unpack_parts
from letterheads.with_word_markup import MARKUP

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_KINDS = ("officorr/*.ott", "styles/*.ott", "wizard/agenda/*.ott", "wizard/fax/*.ott", "wizard/letter/*.ott")
"""LibreOffice's templates that have the form of a letter or a note."""
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{fonts}</dir></fontconfig>
"""
_HIGH = 560
_PER_SHEET = 4


def main() -> int:
    """Collect letterheads, or export, convert, draw the sheets and print what was found."""
    if len(sys.argv) != (3 if sys.argv[1:2] == ["--collect"] else 4):
        print(__doc__, file=sys.stderr)
        return 2
    if sys.argv[1] == "--collect":
        _collect(Path(sys.argv[2]))
        return 0
    dossier, papers, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    with Session.open(dossier, Resources()) as session:
        plain = snapshot(session, session.store.briefings()[0].id)
    made = [path for path in sorted(papers.iterdir()) if _export(plain, path, out)]
    _run_office("pdf", [out / f"{path.stem}.docx" for path in made], out / "word")
    for start in range(0, len(made), _PER_SHEET):
        _draw_sheet([path.stem for path in made[start : start + _PER_SHEET]], out, start // _PER_SHEET + 1)
    return 0


def _collect(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in (_TEMPLATES.parent / "tests" / "data" / "letterheads").iterdir():
        shutil.copy(path, folder)
    for name, make in MARKUP.items():
        (folder / f"markup-{name}").write_bytes(make())
    office = Path(shutil.which("soffice") or "soffice").resolve().parents[1] / "share" / "template" / "common"
    sources = [path for kind in _KINDS for path in sorted(office.glob(kind))]
    _run_office("docx:MS Word 2007 XML", sources, folder)
    for path in folder.glob("*_l.docx"):
        parts = unpack_parts(path.read_bytes())
        head, last, tail = parts["word/document.xml"].decode().rpartition("<w:sectPr")
        parts["word/document.xml"] = (
            f"{head}<w:p><w:r><w:t>{{{{content}}}}</w:t></w:r></w:p>{last}{tail}".encode()
        )
        path.write_bytes(pack_parts(parts))


def _export(plain: ExportInput, path: Path, out: Path) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / path.name).write_bytes(path.read_bytes())
        template = folder / "on-paper.yaml"
        text = (_TEMPLATES / "thematic-briefing.yaml").read_text(encoding="utf-8")
        template.write_text(set_letterhead(text, path.name), encoding="utf-8")
        shutil.copytree(_TEMPLATES / "styles", folder / "styles")
        checked = read_template(template)
        data = replace(plain, template=require_template(checked, template))
        try:
            data = replace(data, letterhead_file=letterhead_file(data.template, folders_of(checked.files)))
            data = complete_input(data)
            built = build_all(data, (".docx", ".pdf"))
        except BriefbuilderError as error:
            print(f"{path.name}: refused, {error.code}")
            return False
    for suffix, content in built.files.items():
        (out / f"{path.stem}{suffix}").write_bytes(content)
    told = sorted({one.code for one in data.letterhead.findings}) if data.letterhead else []
    print(f"{path.name}: {', '.join(told)}")
    for fault, count in (_faults(out / f"{path.stem}.docx") - _faults(path)).items():
        print(f"    not in the letterhead: {count} x {fault}")
    return True


def _faults(path: Path) -> Counter[str]:
    from openxml_audit import OpenXmlValidator

    return Counter(
        re.sub(r"[0-9]+", "", str(error)) for error in OpenXmlValidator().validate(str(path)).errors
    )


def _run_office(kind: str, files: list[Path], out: Path) -> None:
    """Convert files with one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        fonts = Path(profile) / "fonts.conf"
        fonts.write_text(_FONTCONFIG.format(fonts=_TEMPLATES.parent / "resources" / "fonts"), "utf-8")
        subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind,
                "--outdir", str(out), *map(str, files),
            ],
            check=True, capture_output=True, timeout=600, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip


def _draw_sheet(stems: list[str], out: Path, number: int) -> None:
    from PIL import Image, ImageDraw

    pages = [(stem, out / f"{stem}.pdf", out / "word" / f"{stem}.pdf") for stem in stems]
    wide = round(_HIGH / 1.414) + 6
    sheet = Image.new("RGB", (2 * 2 * wide, 2 * (_HIGH + 20)), "#999999")
    draw = ImageDraw.Draw(sheet)
    for place, (stem, *files) in enumerate(pages):
        left, top = place % 2 * 2 * wide, place // 2 * (_HIGH + 20)
        draw.text((left + 4, top + 3), f"{stem}: PDF | DOCX", fill="black", font_size=14)
        for side, file in enumerate(files):
            if file.is_file():
                page = _first_page(file)
                page.thumbnail((wide - 6, _HIGH))
                sheet.paste(page, (left + side * wide, top + 20))
    sheet.save(out / f"sheet{number:02}.png")


def _first_page(file: Path):  # type: ignore[no-untyped-def] # noqa: ANN202 -- a picture of Pillow
    import pypdfium2

    return pypdfium2.PdfDocument(file)[0].render(scale=1.6).to_pil().convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
