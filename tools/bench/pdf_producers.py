"""The typesetters that make the PDFs of the benchmark, and whether each is on this machine."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pdf_markup import as_html, as_typst
from bench.pdf_odf import as_odf
from bench.pdf_reportlab import by_reportlab
from bench.pdf_texts import Labelled, is_western

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF to make: a text in so many columns at a path, with a structure tree or without."""

    text: Labelled
    columns: int
    path: Path
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Producer:
    """A typesetter; `footnotes` tells whether it sets them, `tags` whether it can write a structure tree.

    `writes` tells which texts it has letters for.
    """

    name: str
    installed: Callable[[], bool]
    make: Callable[[Sequence[Sheet]], None]
    footnotes: bool = True
    tags: bool = True
    writes: Callable[[Labelled], bool] = lambda _text: True


def _imports(name: str) -> Callable[[], bool]:
    def installed() -> bool:
        try:
            importlib.import_module(name)
        except (ImportError, OSError):  # WeasyPrint raises OSError where Pango is missing
            return False
        return True

    return installed


def _by_weasyprint(sheets: Sequence[Sheet]) -> None:
    import weasyprint

    for sheet in sheets:
        page = weasyprint.HTML(string=as_html(sheet.text, sheet.columns))
        page.write_pdf(sheet.path, pdf_tags=sheet.tagged)


def _by_typst(sheets: Sequence[Sheet]) -> None:
    import typst

    for sheet in sheets:
        source = sheet.path.with_suffix(".typ")
        source.write_text(as_typst(sheet.text, sheet.columns), encoding="utf-8")
        typst.compile(str(source), output=str(sheet.path), pdf_tags=sheet.tagged)


def _by_libreoffice(sheets: Sequence[Sheet]) -> None:
    for tagged in (False, True):
        sources = []
        for sheet in sheets:
            if sheet.tagged == tagged:
                sources.append(sheet.path.with_suffix(".fodt"))
                sources[-1].write_text(as_odf(sheet.text, sheet.columns), encoding="utf-8")
        if sources:
            _print_by_libreoffice(sources, tagged=tagged)


def _print_by_libreoffice(sources: Sequence[Path], *, tagged: bool) -> None:
    folder = sources[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    form = f"pdf:writer_pdf_Export:{options}"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True)


def _browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _by_chromium(sheets: Sequence[Sheet]) -> None:
    browser = _browser()
    # The browser's own cage does not start for the administrator; the pages are ours.
    cage = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    for sheet in sheets:
        source = sheet.path.with_suffix(".html")
        source.write_text(as_html(sheet.text, sheet.columns, notes=False), encoding="utf-8")
        tags = [] if sheet.tagged else ["--disable-pdf-tagging"]
        form = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={sheet.path}"]
        subprocess.run([str(browser), *cage, *form, *tags, source.as_uri()], check=True, capture_output=True)


PRODUCERS = (
    Producer("WeasyPrint", _imports("weasyprint"), _by_weasyprint),
    Producer("Typst", _imports("typst"), _by_typst),
    Producer("LibreOffice", lambda: shutil.which("soffice") is not None, _by_libreoffice),
    Producer("Chromium", lambda: _browser() is not None, _by_chromium, footnotes=False),
    Producer(
        "reportlab",
        _imports("reportlab"),
        by_reportlab,
        footnotes=False,
        tags=False,
        writes=lambda text: is_western(text.characters),
    ),
)
"""Of the world's letters, reportlab is given those of the fonts that are not embedded; Chromium sets no footnotes."""
