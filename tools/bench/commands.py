"""`briefbuilder export` as a command, start included, beside Typst and pandoc on the same text of 25,000 different words."""

from __future__ import annotations

import importlib.util
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.measure import ENVIRONMENT, Cost, cheapest_in_turn, python_command
from bench.table import row_of, show

TYPST = "import typst; typst.compile(sys.argv[1], output=sys.argv[2])"
PAGES = (90, 450)
RUNS = 3
VOCABULARY = 25_000
_WORDS_A_PAGE = 540
_SENTENCES_A_PARAGRAPH = 5
_PARAGRAPHS_A_CHAPTER = 9
_COMMON = (  # noqa: SIM905 - words are easier to read in a line of text
    "di e la il che in un per non una del le è i con si da dei al come più della ha anche sono alla nel ma gli "
    "questo tra dalla essere delle lo nella su se ogni stato molto dopo senza"
).split()
_SYLLABLES = (  # noqa: SIM905
    "ba be bi bo ca che ci co cra da de di do dra fa fe fi fo fra ga ghe gi go gra la le li lo lu ma me mi mo mu na ne ni no "
    "pa pe pi po pre pro qua ra re ri ro ru sa se si so sta stra ta te ti to tra tre tu va ve vi vo za zio gna gli con per"
).split()
_ENDINGS = "re to ta ti te no na ni zione mento tà le li va do ra si ne".split()  # noqa: SIM905
TEMPLATE = """version: 1
id: {name}
name: {{it: {name}}}
description: {{it: Il testo di una misura.}}
extends: house
marking: {{profile: eu, default: unclassified}}
fonts: {{text: Calibri, headings: Calibri}}
footer:
- {{end: "{{page}}/{{pages}}"}}
limits: {{words: 1000000, {limit}}}
contents: {{show: {contents}, levels: 2}}
parts:
- key: text
  kind: written
  label: {{it: Testo}}
"""
_WRITE = """
from pathlib import Path
from bench.commands import write_texts
write_texts(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
"""

_STATES = {"first": (), "after the PDF": (".pdf",), "again": (".pdf", ".docx")}
"""What was exported before a command; `first` is a dossier as the window leaves it once its texts are written."""
_OURS = (
    ("free", "PDF", "again"),
    ("free", "DOCX", "again"),
    ("counted", "PDF", "again"),
    ("counted", "DOCX", "again"),
    ("counted", "PDF", "first"),
    ("counted", "DOCX", "first"),
    ("counted", "DOCX", "after the PDF"),
)
_SAID = {"free": "no pages asked for", "counted": "contents and limit"}


def run(root: Path) -> None:
    """Print the tables of both formats and sizes; a briefing is `free` where nothing asks for its pages."""
    for pages in PAGES:
        with tempfile.TemporaryDirectory() as place:
            costs = _costs(pages, Path(place), root)
        for format_name, peer in (("PDF", "Typst"), ("DOCX", "pandoc")):
            names = [name for name in costs if name == peer or name.endswith(f" {format_name}")]
            show(f"{format_name}, {pages} pages", "CPU-s", [row_of(name, costs[name]) for name in names])


def _costs(pages: int, folder: Path, root: Path) -> Mapping[str, Cost | None]:
    write_inputs(folder, pages, root)
    for state, suffixes in _STATES.items():
        shutil.copy(folder / "text.dossier", folder / f"{state}.dossier")
        for suffix in suffixes:
            for briefing in _SAID:
                command = export_command(folder, f"{state}.dossier", briefing, suffix)
                subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)

    def prepare() -> None:
        for briefing, format_name, state in _OURS:
            shutil.copy(folder / f"{state}.dossier", folder / f"{briefing} {format_name} {state}.dossier")

    peers = {
        "Typst": python_command(TYPST, str(folder / "text.typ"), str(folder / "typst.pdf")),
        "pandoc": [pandoc(), str(folder / "text.md"), "-o", str(folder / "pandoc.docx")],
    }
    ours = {
        f"briefbuilder, {_SAID[briefing]}, {state}: {format_name}": export_command(
            folder, f"{briefing} {format_name} {state}.dossier", briefing, f".{format_name.lower()}"
        )
        for briefing, format_name, state in _OURS
    }
    return cheapest_in_turn({**ours, **peers}, RUNS, prepare)


def pandoc() -> str:
    """Return the pandoc that the bench's own package brings, else the machine's."""
    package = importlib.util.find_spec("pypandoc")
    if package and package.origin:
        brought = Path(package.origin).parent / "files" / "pandoc"
        if brought.exists():
            return str(brought)
    return "pandoc"


def export_command(folder: Path, dossier: str, briefing: str, suffix: str) -> list[str]:
    """Return the command that exports one of the two briefings of a dossier."""
    command = [
        sys.executable,
        "-m",
        "briefbuilder",
        "export",
        str(folder / dossier),
        {"free": "1", "counted": "2"}[briefing],
        "--anyway",
    ]
    return [
        *command,
        "--template",
        str(folder / f"{briefing}.yaml"),
        "-o",
        str(folder / f"{briefing}{suffix}"),
    ]


def write_inputs(folder: Path, pages: int, root: Path) -> None:
    """Write the inputs of the peers, and a dossier with the text in two briefings."""
    text = list(paragraphs(pages))
    markdown = "\n\n".join(f"# {words}" if heading else words for heading, words in text)
    (folder / "text.md").write_text(markdown, encoding="utf-8")
    head = '#set page(paper: "a4", margin: 2.5cm, numbering: "1/1")\n#set text(lang: "it", size: 11pt)\n#set par(justify: true)\n#outline()\n'
    body = "\n\n".join(f"= {words}" if heading else words for heading, words in text)
    (folder / "text.typ").write_text(head + body, encoding="utf-8")
    for name, limit, contents in (("free", "", "false"), ("counted", "pages: 4", "true")):
        template = TEMPLATE.format(name=name, limit=limit, contents=contents)
        (folder / f"{name}.yaml").write_text(template, encoding="utf-8")
    dossier, command = str(folder / "text.dossier"), [sys.executable, "-m", "briefbuilder"]
    subprocess.run([*command, "new", dossier], check=True, capture_output=True, env=ENVIRONMENT)
    for name in _SAID:
        options = [
            "--template",
            str(folder / f"{name}.yaml"),
            "--title",
            f"Misura {name}",
            "--language",
            "it",
        ]
        subprocess.run(
            [*command, "compose", dossier, *options], check=True, capture_output=True, env=ENVIRONMENT
        )
    subprocess.run(
        python_command(_WRITE, str(folder), str(pages), str(root / "templates")),
        check=True,
        capture_output=True,
        env={**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"},
    )


def write_texts(folder: Path, pages: int, templates: Path) -> None:
    """Paste the text into both briefings of a dossier in the window, as a user does, and let the window read it."""
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QApplication

    from bench.claims_window import live, wait
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.domain.text import Block, Heading, Paragraph, Span
    from briefbuilder.typed_json import json_adapter
    from briefbuilder.ui.bootstrap import build_services, window_of
    from briefbuilder.ui.brief.text_clipboard import BLOCKS_TYPE

    _ = QApplication([])
    resources = Resources(templates=[folder, templates])
    window = window_of(build_services(None, resources, Settings(folder / "settings.json")))
    window.resize(1300, 820)
    window.show()
    window.dossiers.open_path(folder / "text.dossier")
    window.services.modes.choose("brief")
    # As if it was copied in another briefing: what comes from other programs is cut at a limit.
    blocks = tuple(
        Heading(id="", level=2, content=(Span(words),))
        if heading
        else Paragraph(id="", content=(Span(words),))
        for heading, words in paragraphs(pages)
    )
    page, pasted = window.brief, QMimeData()
    pasted.setData(BLOCKS_TYPE, json_adapter(tuple[Block, ...]).write(blocks))
    session = window.services.holder.opened
    for briefing in session.store.briefings():
        page.current.select(briefing.id)
        page.outline.choose(briefing.parts[0].id)
        window.services.actions.action("new-own-text").trigger()
        page.item_panel.editor.insertFromMimeData(pasted)
        assert len(page.item_panel.editor.blocks()) == len(blocks), "the text was not pasted"
        page.item_panel.editor.commit()
        wait(lambda: not page.busy, 300.0)
    # The window has the dossier keep what was read a little later.
    live(5.0)
    window.services.jobs.close()
    window.close()


def paragraphs(pages: int) -> Iterator[tuple[bool, str]]:
    """Yield about as many pages of (is a heading, text); each page has words that the pages before it lack."""
    chance = random.Random(11)  # noqa: S311 - the same text each time, nothing secret
    rare = vocabulary(chance)
    words, number = 0, 0
    while words < pages * _WORDS_A_PAGE:
        if number % _PARAGRAPHS_A_CHAPTER == 0:
            yield (
                True,
                f"Capitolo {number // _PARAGRAPHS_A_CHAPTER + 1}: {chance.choice(rare)} e {chance.choice(rare)}",
            )
        text = " ".join(_sentence(chance, rare) for _ in range(_SENTENCES_A_PARAGRAPH))
        words += text.count(" ") + 1
        number += 1
        yield False, text


def vocabulary(chance: random.Random) -> list[str]:
    """Return the different words, in the spelling of Italian."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        stem = "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((1, 2, 2, 2, 3, 3))))
        found[stem + chance.choice(_ENDINGS)] = None
    return list(found)


def _sentence(chance: random.Random, rare: list[str]) -> str:
    pick: Callable[[], str] = lambda: chance.choice(_COMMON if chance.random() < 0.4 else rare)  # noqa: E731
    words = [pick() for _ in range(chance.randint(9, 24))]
    if len(words) > 14:
        words[7] += ","
    return " ".join(words).capitalize() + "."
