"""Helpers of the tests of letterhead documents: a template with each, and an exported briefing."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from briefbuilder.app.export import build_all
from briefbuilder.app.export_input import ExportInput
from briefbuilder.app.letterheads import folders_of, letterhead_file
from briefbuilder.app.resources import Resources
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Heading, ListItem, Paragraph, Span
from briefbuilder.templating.loader import read_template, require_template

# a word in all content that must be removed, which the tool that makes the letterheads writes
OLD_TEXT = "Kassandra0417"
FOLDER = Path(__file__).parents[3] / "data" / "letterheads"
LETTERHEADS = sorted(path.name for path in FOLDER.iterdir())
TEMPLATE = """version: 1
id: on-paper
name: {en: Briefing note, it: Appunto, fr: Note}
languages: [en, it, fr]
house-document: HOUSE
marking: {profile: eu, default: restreint}
fields:
- {key: reference, kind: text, label: {en: Reference, it: Riferimento, fr: Référence}}
- {key: date, kind: date, label: {en: Date, it: Data, fr: Date}}
parts:
- {key: points, kind: written, label: {en: Key points, it: Punti chiave, fr: Points clés}}
- {key: quotations, kind: quotations, label: {en: Quotations, it: Citazioni, fr: Citations}}
- key: positions
  kind: table
  label: {en: Positions, it: Posizioni, fr: Positions}
  columns:
  - label: {en: Partner, it: Partner, fr: Partenaire}
  - label: {en: Position, it: Posizione, fr: Position}
- {key: sources, kind: sources, label: {en: Sources, it: Fonti, fr: Sources}}
"""

Write = Callable[..., tuple[bytes, bytes]]
ExportOn = Callable[[str], tuple[bytes, bytes]]
Material = Callable[[Path, str], ExportInput]


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack_parts(parts: dict[str, bytes]) -> bytes:
    """Return parts as a Word file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _article() -> Article:
    text = "Il partenariato digitale è stato avviato al vertice di Tokyo."
    return Article(
        id="a1",
        metadata=Metadata(title="Chip e alleanze", publication="Corriere di Levante", language="it"),
        blocks=(
            Heading(id="b1", level=1, content=(Span("I semiconduttori"),)),
            Paragraph(id="b2", content=(Span(text),)),
        ),
        original=Original(sha256="0" * 64, media_type="text/plain", name="chip.txt", size=1),
    )


@pytest.fixture(scope="session")
def material() -> Material:
    """Return a function that makes the export input of a briefing with a template in a language."""
    resources = Resources()
    article = _article()
    passage = section_passage(article, article.sections[-1])

    def made(path: Path, language: str) -> ExportInput:
        checked = read_template(path)
        template = require_template(checked, path)
        row = tuple(Paragraph(id=f"c{at}", content=(Span(word),)) for at, word in enumerate(("Japan", "Yes")))
        points = tuple(ListItem(id=f"p{at}", content=(Span(f"Point {at}"),)) for at in range(2))
        briefing = Briefing(
            id="br",
            title="Europa e Giappone",
            template=template.id,
            language=language,
            created="2026-05-04T08:00:00Z",
            fields={"reference": "BB/2026/117", "date": "2026-05-04"},
            parts=(
                Part(id="1", key="points", items=(OwnText(id="i1", blocks=points),)),
                Part(id="2", key="quotations", items=(Excerpt(id="i2", passage=passage),)),
                Part(id="3", key="positions", items=(OwnText(id="i3", blocks=row),)),
                Part(id="4", key="sources"),
            ),
        )
        return ExportInput(
            briefing=briefing,
            template=template,
            profile=resources.profile(template.marking.profile),
            articles={article.id: article},
            topics={},
            pictures={},
            moment="2026-05-04T08:00:00Z",
            today=date(2026, 5, 4),
            base=resources.base_docx(),
            letterhead_file=letterhead_file(template, folders_of(checked.files)),
        )

    return made


def write_template(folder: Path, letterhead: str | bytes, more: str = "", use: str = "") -> Path:
    """Write a template on a letterhead document into a folder; return its path."""
    data = (FOLDER / letterhead).read_bytes() if isinstance(letterhead, str) else letterhead
    name = letterhead if isinstance(letterhead, str) else "paper.docx"
    (folder / name).write_bytes(data)
    path = folder / "on-paper.yaml"
    path.write_text(TEMPLATE.replace("HOUSE", use or name) + more, encoding="utf-8")
    return path


def language(letterhead: str) -> str:
    """Return the language that a briefing on a paper is in: the paper's where the template has it."""
    return letterhead[:2] if letterhead[:2] in {"it", "fr"} else "en"


@pytest.fixture
def template_on(tmp_path: Path) -> Callable[..., Path]:
    """Write a template on a letterhead document, with more lines where they are given; return its path."""
    return partial(write_template, tmp_path)


@pytest.fixture
def write(template_on: Callable[..., Path], material: Material) -> Write:
    """Write a briefing on a letterhead document; return its DOCX and its PDF."""

    def written(
        letterhead: str | bytes, language: str = "it", more: str = "", marking: str = ""
    ) -> tuple[bytes, bytes]:
        data = material(template_on(letterhead, more), language)
        if marking:
            data = replace(data, briefing=replace(data.briefing, marking=marking))
        made = build_all(data, (".docx", ".pdf"))
        return made.files[".docx"], made.files[".pdf"]

    return written


@pytest.fixture(scope="session")
def export_on(tmp_path_factory: pytest.TempPathFactory, material: Material) -> ExportOn:
    """Return the DOCX and the PDF of the briefing on a letterhead document, written once."""

    @cache
    def written(letterhead: str) -> tuple[bytes, bytes]:
        path = write_template(tmp_path_factory.mktemp("paper"), letterhead)
        made = build_all(material(path, language(letterhead)), (".docx", ".pdf"))
        return made.files[".docx"], made.files[".pdf"]

    return written


def colour_of(shape: pypdfium2.PdfObject) -> str:
    """Return the colour that fills a shape, as six hexadecimal digits."""
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(shape, *colour)
    return "".join(f"{part.value:02x}" for part in colour[:3])
