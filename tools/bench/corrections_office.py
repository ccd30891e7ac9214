"""The program's own exports, edited in LibreOffice with recorded changes on and off, and compared with their records."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from briefbuilder.__main__ import main
from briefbuilder.app.resources import Resources
from briefbuilder.app.returned import compare_document, find_record
from briefbuilder.app.session import Session
from briefbuilder.domain.export_record import ExportedParagraph
from briefbuilder.returned.reader import read_returned

TEMPLATES = ("thematic-briefing", "action-memo", "press-review", "meeting-brief")
_PYTHON = "/usr/bin/python3"
NEW_WORD, NEW_TEXT = "Bratislava", "The Private Office adds that the consular section has been heard."

Edit = tuple[str, str, str]


def run(root: Path) -> None:
    """Print what was told of each file."""
    print("\nExports edited in LibreOffice")
    office = shutil.which("soffice")
    known = (
        subprocess.run([_PYTHON, "-c", "import uno"], check=False, capture_output=True) if office else None
    )
    if office is None or known is None or known.returncode:
        print("  LibreOffice is not on this machine, or has no Python")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run_in(folder, root, office)


def _run_in(folder: Path, root: Path, office: str) -> None:
    dossier = folder / "a.dossier"
    samples = sorted(path for path in (root / "resources" / "samples").iterdir() if path.is_file())
    _command("new", dossier)
    _command("import", dossier, *samples)
    _command("tag", dossier, "--accept-suggestions")
    jobs = []
    for template in TEMPLATES:
        language = "it" if template == "press-review" else "en"
        _command("compose", dossier, "--template", template, "--title", template, "--language", language)
    with Session.open(dossier, Resources()) as session:
        ids = [(one.template, one.id) for one in session.store.briefings()]
    for template, briefing in ids:
        _command("export", dossier, briefing, "-o", folder / f"{template}.docx", "--anyway")
        with Session.open(dossier, Resources()) as session:
            (record,) = session.store.exports.of(briefing)
        edits = _edits(record.paragraphs)
        for mode, given in (("same", []), ("recorded", edits), ("unrecorded", edits)):
            jobs.append(
                {
                    "source": str(folder / f"{template}.docx"),
                    "target": str(folder / f"{template}-{mode}.docx"),
                    "record": mode == "recorded",
                    "edits": given,
                    "briefing": briefing,
                }
            )
    _edit_all(folder, office, jobs)
    with Session.open(dossier, Resources()) as session:
        for job in jobs:
            _tell(session, job)


def _edits(paragraphs: tuple[ExportedParagraph, ...]) -> list[Edit]:
    """Return an edit of each kind, each of another paragraph with a text that stands nowhere else."""
    texts = [
        one
        for one in paragraphs
        if one.part == "body" and one.cell is None and one.block and len(one.text) > 80
    ]
    kinds = ("edited", "inserted", "split", "formatted", "deleted", "edited")
    step = max(1, len(texts) // len(kinds))
    chosen = [one.text for one in texts[::step]][: len(kinds)]
    edits: list[Edit] = []
    for kind, text in zip(kinds, chosen, strict=False):
        words = text[20:60].strip()
        other = NEW_WORD if kind == "edited" else NEW_TEXT
        edits.append((kind, words, other))
    return edits


def _edit_all(folder: Path, office: str, jobs: list[dict[str, object]]) -> None:
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs), encoding="utf-8")
    pipe = f"bb{folder.name}"
    profile = (folder / "profile").as_uri()
    server = subprocess.Popen(
        [
            office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        script = Path(__file__).with_name("office_edits.py")
        subprocess.run([_PYTHON, str(script), pipe, str(listed)], check=True, timeout=400)
    finally:
        server.terminate()
        server.wait(timeout=60)


def _tell(session: Session, job: dict[str, object]) -> None:
    target, briefing = Path(str(job["target"])), str(job["briefing"])
    document = read_returned(target.read_bytes(), target.name)
    comparison = compare_document(find_record(session, briefing, document), document)
    edits = job["edits"]
    assert isinstance(edits, list)
    expected = sorted(kind for kind, _, _ in edits)
    told = sorted(one.kind for one in comparison.changes)
    recorded = sum(one.tracked for one in comparison.changes)
    verdict = "as edited" if told == expected else f"edited {expected}"
    print(
        f"  {target.stem}: found by {comparison.found_by}, {len(told)} changes {told}, {recorded} recorded: {verdict}"
        + (f", {[one.code for one in comparison.warnings]}" if comparison.warnings else "")
    )


def _command(*words: str | Path) -> None:
    with redirect_stdout(StringIO()):
        status = main([str(word) for word in words])
    if status:
        raise SystemExit(status)


if __name__ == "__main__":
    run(Path(__file__).resolve().parent.parent.parent)
