"""The two writers beside pandoc, LibreOffice, Typst, WeasyPrint and plain ReportLab, on the same text."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from pathlib import Path

from bench.measure import cost_of, cost_of_python
from bench.table import Row, row_of, show
from bench.texts import paragraphs, write_peers
from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnContents,
    DrawnHeading,
    DrawnText,
    Element,
    Furniture,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Style, StyleSheet

SIZES = (10, 100, 500)
OURS_PDF = "from bench.exports import document; from briefbuilder.export.pdf.writer import render_pdf; render_pdf(document(int(sys.argv[1])))"
OURS_DOCX = """
from pathlib import Path
from bench.exports import document
from briefbuilder.export.docx.writer import render_docx
render_docx(document(int(sys.argv[1])), base=Path(sys.argv[2]).read_bytes(), page_numbers={})
"""
REPORTLAB = """
from bench.texts import paragraphs
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
look = getSampleStyleSheet()
story = [Paragraph(text, look["Heading1" if heading else "BodyText"]) for heading, text in paragraphs(int(sys.argv[1]))]
SimpleDocTemplate(sys.argv[2]).build(story)
"""
PYTHON_DOCX = """
from bench.texts import paragraphs
import docx
document = docx.Document()
for heading, text in paragraphs(int(sys.argv[1])):
    document.add_paragraph(text, style="Heading 1" if heading else "Body Text")
document.save(sys.argv[2])
"""
TYPST = "import typst; typst.compile(sys.argv[1], output=sys.argv[2])"
WEASYPRINT = "from weasyprint import HTML; HTML(sys.argv[1]).write_pdf(sys.argv[2])"


OFFICE = """
"$1" "$2/text.md" -o "$2/office.docx" &&
"$3" --headless "-env:UserInstallation=$4" --convert-to pdf --outdir "$2" "$2/office.docx" && test -s "$2/office.pdf"
"""
"""LibreOffice ends well even where it wrote nothing: only the file tells."""


def document(pages: int) -> Document:
    """Return a briefing-like document of about as many pages, with contents and page n/N."""
    elements: list[Element] = []
    entries: list[ContentsEntry] = []
    for number, (heading, text) in enumerate(paragraphs(pages)):
        anchor = f"a{number}" if heading else ""
        if heading:
            elements.append(DrawnHeading(level=1, content=(Run(text=text),), anchor=anchor))
            entries.append(ContentsEntry(target=anchor, level=1, text=text))
        else:
            elements.append(DrawnText(role="body", content=(Run(text=text),)))
    contents = DrawnContents(title=(Run(text="Indice"),), entries=tuple(entries))
    page = (PageField(name="page"), Run(text="/"), PageField(name="pages"))
    return Document(
        title="Misura",
        language="it",
        elements=(contents, *elements),
        furniture=Furniture(footer=(BandLine(centre=page, role="footer"),)),
        styles=StyleSheet(
            styles={"body": Style(align="justify"), "heading1": Style(size=15, leading=20, bold=True)}
        ),
    )


def run(root: Path) -> None:
    """Print the tables of both writers."""
    with tempfile.TemporaryDirectory() as profile:
        for pages in SIZES:
            _tables(pages, root, Path(profile))


def _tables(pages: int, root: Path, profile: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_peers(folder, pages)
        repeat = 1 if pages == SIZES[-1] else 2
        rows = [*_pdf(folder, pages, repeat), _office(folder, profile, repeat)]
        show(f"PDF, about {pages} pages (ours tagged and archival)", "CPU-s", rows)
        show(f"DOCX, about {pages} pages", "CPU-s", _docx(folder, pages, repeat, root))


def _pdf(folder: Path, pages: int, repeat: int) -> list[Row]:
    out = str(folder / "out.pdf")
    return [
        row_of("briefbuilder", cost_of_python(OURS_PDF, str(pages), repeat=repeat)),
        row_of(
            "Typst (untagged default)", cost_of_python(TYPST, str(folder / "text.typ"), out, repeat=repeat)
        ),
        row_of("ReportLab platypus", cost_of_python(REPORTLAB, str(pages), out, repeat=repeat)),
        row_of("WeasyPrint", cost_of_python(WEASYPRINT, str(folder / "text.html"), out, repeat=1)),
    ]


def _office(folder: Path, profile: Path, repeat: int) -> Row:
    """Return the row of pandoc and LibreOffice together; a first run, which sets up its profile, does not count."""
    office = shutil.which("soffice") or "soffice"
    command = ["sh", "-c", OFFICE, "sh", _pandoc(), str(folder), office, profile.as_uri()]
    if not any(profile.iterdir()):
        cost_of(command, repeat=1)
    return row_of("pandoc, then LibreOffice", cost_of(command, repeat=repeat))


def _docx(folder: Path, pages: int, repeat: int, root: Path) -> list[Row]:
    base = str(root / "resources" / "docx" / "base.docx")
    out = str(folder / "out.docx")
    return [
        row_of("briefbuilder", cost_of_python(OURS_DOCX, str(pages), base, repeat=repeat)),
        row_of("python-docx, its own calls", cost_of_python(PYTHON_DOCX, str(pages), out, repeat=repeat)),
        row_of("pandoc", cost_of([_pandoc(), str(folder / "text.md"), "-o", out], repeat=repeat)),
    ]


def _pandoc() -> str:
    """Return the pandoc that the bench's own package brings, else the machine's."""
    package = importlib.util.find_spec("pypandoc")
    if package and package.origin:
        brought = Path(package.origin).parent / "files" / "pandoc"
        if brought.exists():
            return str(brought)
    return "pandoc"
