"""The main job on the real article: the commands a user would give, and what the exports hold, read back with other tools."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from briefbuilder.__main__ import main

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WANTED = {"derisking", "semiconductors", "artificial-intelligence", "eu-japan", "eu-china"}
MARGIN = 64  # points at head and foot of a page that hold furniture alone
A4_HEIGHT = 842
TITLE = "UE e Giappone: derisking e semiconduttori"


@dataclass(frozen=True, slots=True)
class Job:
    """What the main job leaves behind."""

    dossier: Path
    briefing: str
    docx: Path
    pdf: Path


def told(*words: str | Path) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([str(word) for word in words]) == 0
    return out.getvalue()


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    return shared / "samples" / "ue-giappone-ai-semiconduttori.txt"


@pytest.fixture(scope="module")
def job(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("job")
    dossier, docx, pdf = folder / "b.dossier", folder / "b.docx", folder / "b.pdf"
    told("new", dossier)
    told("import", dossier, sample)
    told("tag", dossier, "--accept-suggestions")
    wanted = ("artificial-intelligence", "derisking", "semiconductors")
    topics = [word for topic in wanted for word in ("--topic", topic)]
    words = ("--template", "thematic-briefing", "--title", TITLE, "--language", "it", *topics)
    briefing = told("compose", dossier, *words).split()[-1]
    told("export", dossier, briefing, "-o", docx, "-o", pdf)
    return Job(dossier, briefing, docx, pdf)


def pdf_pages(path: Path, *crop: str) -> list[str]:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", *crop, str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def pdf_body(path: Path) -> str:
    """Return what stands between head and foot of the pages."""
    height = A4_HEIGHT - 2 * MARGIN
    return "\n".join(pdf_pages(path, "-x", "0", "-y", str(MARGIN), "-W", "600", "-H", str(height)))


def docx_text(path: Path, *parts: str) -> str:
    """Return the visible characters of some parts of a Word file."""
    pieces = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(rf"word/(?:{'|'.join(parts)})\d*\.xml", name):
                nodes = etree.fromstring(package.read(name)).iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p")
                pieces += [(node.text or "") if node.tag == f"{W}t" else "\n" for node in nodes]
    return "".join(pieces)


def folded(text: str) -> str:
    """Fold white space away, with the soft hyphens, joiners and leader dots that only the layout put there."""
    return re.sub(r"\.{4,}", "", re.sub("[\u00ad\u2060\\s]+", "", text))


def unnumbered(text: str) -> str:
    """Return the letters and signs without numbers and full stops, as labels that Word makes are neither's text."""
    return re.sub(r"[\d.]+", "", folded(text))


def needs(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not on this machine")


def test_reading_gives_the_article_to_the_letter(sample: Path) -> None:
    article = json.loads(told("read", sample, "--json"))
    raw = [line for line in sample.read_text(encoding="utf-8").splitlines() if line]
    assert article["title"] == raw[0]
    assert article["lead"] == raw[1]
    assert (article["authors"], article["published"], article["language"]) == ([], None, "it")
    assert [block["text"] for block in article["blocks"]] == raw[2:]
    assert [(part["heading"], len(part["blocks"])) for part in article["sections"]] == [
        (None, 2),
        ("Un Consiglio di Partnership Digitale UE-Giappone e Interessi Condivisi nei Semiconduttori", 4),
        ("Il Quadro Più Ampio: Derisking e Autonomia Tecnologica", 4),
    ]


def test_suggestions_rest_on_words_that_stand_there(sample: Path) -> None:
    article = json.loads(told("read", sample, "--json"))
    texts = {block["id"]: block["text"] for block in article["blocks"]}
    found = set()
    for section in json.loads(told("suggest", sample, "--json"))["sections"]:
        part = article["sections"][section["section"]]
        text = "\n".join([*filter(None, [part["heading"]]), *(texts[name] for name in part["blocks"])])
        for suggestion in section["suggestions"]:
            found.add(suggestion["topic"])
            assert suggestion["evidence"]
            assert all(text[e["start"] : e["end"]] == e["text"] for e in suggestion["evidence"])
    assert found >= WANTED


def test_the_marking_stands_on_each_page(job: Job) -> None:
    needs("pdftotext")
    pages = pdf_pages(job.pdf)
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert page.count("UNCLASSIFIED") == 2
        assert f"{number}/{len(pages)}" in page
    headers_footers = docx_text(job.docx, "header", "footer")
    assert headers_footers.count("UNCLASSIFIED") >= 2


def test_both_exports_hold_the_same_text(job: Job) -> None:
    needs("pdftotext")
    from_docx = docx_text(job.docx, "document", "footnotes", "endnotes")
    from_pdf = pdf_body(job.pdf)
    assert Counter(unnumbered(from_pdf)) == Counter(unnumbered(from_docx))
    for paragraph in docx_text(job.docx, "document").split("\n"):
        assert unnumbered(paragraph)[:60] in unnumbered(from_pdf)
    # Word counts its lists and notes itself, so the PDF may hold more numbers, never fewer.
    assert not Counter(re.findall(r"\d{3,}", from_docx)) - Counter(re.findall(r"\d{3,}", from_pdf))


def test_every_paragraph_of_the_article_is_in_both_exports(job: Job, sample: Path) -> None:
    needs("pdftotext")
    parts = json.loads(told("read", sample, "--json"))
    exports = folded(docx_text(job.docx, "document")), folded(pdf_body(job.pdf))
    quoted = [block["text"] for block in parts["blocks"] if block["kind"] == "paragraph"]
    assert len(quoted) == 10
    for text in quoted:
        assert folded(text) in exports[0]
        start, end = folded(text)[:50], folded(text)[-50:]
        assert start in exports[1]
        assert end in exports[1]


def test_the_sources_name_the_title_and_not_the_file(job: Job, sample: Path) -> None:
    article = json.loads(told("read", sample, "--json"))
    sources = folded(docx_text(job.docx, "document")).rpartition("Fonti")[2]
    assert folded(article["title"]) in sources
    assert sample.name not in sources


def test_the_sources_name_outlet_title_and_date(root: Path, tmp_path: Path) -> None:
    (page,) = (root / "resources" / "samples").glob("*.html")
    dossier, out = tmp_path / "x.dossier", tmp_path / "x.docx"
    told("new", dossier)
    told("import", dossier, page)
    told("tag", dossier, "--accept-suggestions")
    words = (
        "--template",
        "thematic-briefing",
        "--title",
        "Chip",
        "--topic",
        "semiconductors",
        "--language",
        "it",
    )
    told("export", dossier, told("compose", dossier, *words).split()[-1], "-o", out)
    sources = folded(docx_text(out, "document")).rpartition("Fonti")[2]
    article = json.loads(told("read", page, "--json"))
    for piece in (article["publication"], article["title"], "14ottobre2024"):
        assert folded(piece) in sources
    assert page.name not in sources


@pytest.mark.office
def test_libreoffice_opens_the_word_file_and_poppler_draws_both(job: Job, tmp_path: Path) -> None:
    needs("soffice", "pdftoppm")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(job.docx),
    ]
    subprocess.run(command, check=True, capture_output=True)
    for path in (tmp_path / "b.pdf", job.pdf):
        done = subprocess.run(
            ["pdftoppm", "-r", "30", "-png", str(path), str(tmp_path / path.parent.name)],
            check=True,
            capture_output=True,
        )
        assert not done.stderr
    assert len(list(tmp_path.glob("*.png"))) >= 2 * len(pdf_pages(job.pdf)) - 1


def test_a_second_validator_finds_nothing_in_either(job: Job) -> None:
    auditor = Path(sys.executable).with_name("openxml-audit")
    audit = subprocess.run([auditor, str(job.docx)], capture_output=True, text=True, check=False)
    assert audit.returncode == 0, audit.stdout
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(job.pdf)], check=True, capture_output=True)
