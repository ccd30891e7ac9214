"""The two writers beside pandoc, LibreOffice, Typst, WeasyPrint and plain ReportLab, on the same text."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

from bench.measure import cost_of, cost_of_python
from bench.table import Row, row_of, show
from bench.texts import write_peers

SIZES = (10, 100, 500)
OURS_PDF = """
from bench.drawn import document
from briefbuilder.export.pdf.writer import render_pdf
made = render_pdf(document(sys.argv[1]))
with open(sys.argv[2], "wb") as file:
    file.write(made.data)
"""
OURS_DOCX = """
from bench.drawn import document
from briefbuilder.export.docx.writer import render_docx
with open(sys.argv[2], "rb") as file:
    base = file.read()
made = render_docx(document(sys.argv[1]), base=base, page_numbers={})
with open(sys.argv[3], "wb") as file:
    file.write(made)
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


def run(root: Path) -> None:
    """Print the tables of both writers, and how their time grows with the pages."""
    costs: dict[str, dict[int, float]] = {}
    with tempfile.TemporaryDirectory() as profile:
        for pages in SIZES:
            for name, row in _tables(pages, root, Path(profile)):
                if row.value is not None:
                    costs.setdefault(name, {})[pages] = row.value
    _show_growth(costs)


def _tables(pages: int, root: Path, profile: Path) -> list[tuple[str, Row]]:
    """Measure and show a size; return the rows, each with a name that tells the format, too."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_peers(folder, pages)
        repeat = 1 if pages == SIZES[-1] else 2
        pdf = [*_pdf(folder, pages, repeat), _office(folder, profile, repeat)]
        show(f"PDF, about {pages} pages (ours tagged and archival)", "CPU-s", pdf)
        docx = _docx(folder, pages, repeat, root)
        show(f"DOCX, about {pages} pages", "CPU-s", docx)
    rows = [(f"PDF: {row.name}", row) for row in pdf]
    return rows + [(f"DOCX: {row.name}", row) for row in docx]


def _show_growth(costs: dict[str, dict[int, float]]) -> None:
    """Print what each page more costs, in milliseconds; pages that cost no more than those before grow evenly."""
    steps = list(pairwise(SIZES))
    print("\nCPU-ms for each page more: " + ", ".join(f"{few} to {many} pages" for few, many in steps))
    width = max(map(len, costs))
    for name, found in costs.items():
        if all(pages in found for pages in SIZES):
            told = [f"{(found[many] - found[few]) / (many - few) * 1000:8.2f}" for few, many in steps]
            print(
                f"  {name:{width}} {' '.join(told)}   {found[SIZES[-1]] / found[SIZES[-2]]:5.2f} × the time"
            )


def _pdf(folder: Path, pages: int, repeat: int) -> list[Row]:
    out = str(folder / "out.pdf")
    return [
        row_of("briefbuilder", cost_of_python(OURS_PDF, str(folder / "text.md"), out, repeat=repeat)),
        row_of(
            "Typst (untagged default)", cost_of_python(TYPST, str(folder / "text.typ"), out, repeat=repeat)
        ),
        row_of("ReportLab platypus", cost_of_python(REPORTLAB, str(pages), out, repeat=repeat)),
        row_of("WeasyPrint", cost_of_python(WEASYPRINT, str(folder / "text.html"), out, repeat=1)),
    ]


def _office(folder: Path, profile: Path, repeat: int) -> Row:
    """Return the row of pandoc and LibreOffice together; a first run, which sets up its profile, does not count."""
    office = shutil.which("soffice") or "soffice"
    command = ["sh", "-c", OFFICE, "sh", pandoc(), str(folder), office, profile.as_uri()]
    if not any(profile.iterdir()):
        cost_of(command, repeat=1)
    return row_of("pandoc, then LibreOffice", cost_of(command, repeat=repeat))


def _docx(folder: Path, pages: int, repeat: int, root: Path) -> list[Row]:
    base = str(root / "resources" / "docx" / "base.docx")
    out, text = str(folder / "out.docx"), str(folder / "text.md")
    return [
        row_of("briefbuilder", cost_of_python(OURS_DOCX, text, base, out, repeat=repeat)),
        row_of("python-docx, its own calls", cost_of_python(PYTHON_DOCX, str(pages), out, repeat=repeat)),
        row_of("pandoc", cost_of([pandoc(), text, "-o", out], repeat=repeat)),
    ]


def pandoc() -> str:
    """Return the pandoc that the bench's own package brings, else the machine's."""
    package = importlib.util.find_spec("pypandoc")
    if package and package.origin:
        brought = Path(package.origin).parent / "files" / "pandoc"
        if brought.exists():
            return str(brought)
    return "pandoc"
