"""Compares the pages of the PDF with those of the Word and ODT files as LibreOffice lays them out, for each included template.

LibreOffice sees only the fonts that ship and those of the packages: what it draws for Calibri is Carlito, as in the PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

LANGUAGES = ("en", "it", "fr", "de")
TITLE = "EU and Japan: semiconductors and de-risking"
TOPICS = ("digital-partnerships", "semiconductors", "derisking")
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
_JAPANESE = {"Yu Gothic": "Calibri", "Yu Mincho": "Cambria", "MS Gothic": "Calibri", "MS Mincho": "Cambria"}
"""Fonts of Word for Japanese text, and a Latin font with which the PDF draws it in the same family."""
_ALIAS = '<alias binding="same"><family>{asked}</family><accept><family>{drawn}</family></accept></alias>'


def run(root: Path) -> None:
    """Print the pages of the files for each template and language, and how many agree."""
    from pypdfium2 import PdfDocument

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = export_templates(root, folder)
        texts = [docx.with_name(f"{docx.stem}-text.odt") for docx in made]
        laid_out = lay_out([*made, *texts], folder, root)
        agree = 0
        print("\nPages of the PDF, and of the Word and ODT files in LibreOffice with the same fonts")
        for docx, odt in zip(made, texts, strict=True):
            pages = []
            for path in (docx.with_suffix(".pdf"), laid_out[docx], laid_out[odt]):
                with PdfDocument(path) as document:
                    pages.append(len(document))
            agree += len(set(pages)) == 1
            counts = " ".join(f"{count:3}" for count in pages)
            print(f"  {docx.stem:24} {counts} {'' if len(set(pages)) == 1 else '*'}")
        print(f"  {agree} of {len(made)} agree")


def export_templates(root: Path, folder: Path) -> list[Path]:
    """Compose and export a briefing of the sample articles for each template and language; return the Word files.

    The ODT file of the same briefing is beside each, with “-text” in its name.
    """
    dossier = folder / "samples.dossier"
    samples = sorted((root / "resources" / "samples").iterdir())
    _command("new", dossier)
    _command("import", dossier, *samples)
    _command("tag", dossier, "--accept-suggestions")
    topics = [word for topic in TOPICS for word in ("--topic", topic)]
    made: list[Path] = []
    for template in sorted(path.stem for path in (root / "templates").glob("*.yaml")):
        for language in LANGUAGES:
            target = folder / f"{template}-{language}.docx"
            about = ("--template", template, "--title", TITLE, "--language", language)
            briefing = _command("compose", dossier, *about, *topics)
            files = (target, target.with_suffix(".pdf"), target.with_name(f"{target.stem}-text.odt"))
            _command(
                "export", dossier, briefing, "--anyway", *(word for file in files for word in ("-o", file))
            )
            made.append(target)
    return made


def lay_out(files: Iterable[Path], folder: Path, root: Path) -> Mapping[Path, Path]:
    """Return the PDF that LibreOffice makes of each Word file with the fonts that ship."""
    settings = write_fontconfig(root, folder)
    office = shutil.which("soffice") or "soffice"
    out = folder / "office"
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {file: out / f"{file.stem}.pdf" for file in files}


def write_fontconfig(root: Path, folder: Path) -> Path:
    """Write settings that offer the fonts that ship and those of Japanese text in the PDF; return their path."""
    from briefbuilder.system.fonts import family_files, font_families, package_font_files

    families = {family.name: family for family in font_families().values()}
    aliases = [
        _ALIAS.format(asked=asked, drawn=family.name)
        for family in families.values()
        for asked in family.draws
    ]
    drawn = {asked: japanese_family(latin) for asked, latin in _JAPANESE.items()}
    aliases += (_ALIAS.format(asked=asked, drawn=name) for asked, name in drawn.items())
    folders = {root / "resources" / "fonts"}
    folders |= {file.path.parent for name in families for file in package_font_files(name)}
    folders |= {file.path.parent for name in drawn.values() for file in family_files(name)}
    text = _FONTCONFIG.format(
        folders="\n".join(f"<dir>{path}</dir>" for path in sorted(folders)),
        cache=folder / "cache",
        aliases="\n".join(aliases),
    )
    settings = folder / "fonts.conf"
    settings.write_text(text, "utf-8")
    return settings


def japanese_family(latin: str) -> str:
    """Return the family in which the PDF draws Japanese text in a Latin font."""
    from briefbuilder.export.pdf.fonts import FontCollection

    fonts = FontCollection()
    first, _ = fonts.face(latin, bold=False, italic=False)
    face = fonts.face_for("経", first, bold=False, italic=False, language="ja")
    return face.family if face else latin


def _command(*words: str | Path) -> str:
    """Run a command of the program; return the id that it prints."""
    command = [sys.executable, "-m", "briefbuilder", *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
    return (done.stdout.split() or [""])[-1]
