"""Does the main job on the sample articles, with the same commands as a user, and opens the window.

It leaves a dossier, a DOCX and a PDF in `out/`. Where there is no screen it stops there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
DOSSIER = OUT / "eu-japan.dossier"
TITLE = "EU–Japan digital partnership: semiconductors and de-risking"
TOPICS = ("digital-partnerships", "semiconductors", "derisking")


def main() -> int:
    """Run the job step by step; return the exit status."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    samples = sorted(path for path in (ROOT / "resources" / "samples").iterdir() if path.is_file())
    _command("new", DOSSIER)
    _command("import", DOSSIER, *samples)
    _command("tag", DOSSIER, "--accept-suggestions")
    topics = [word for topic in TOPICS for word in ("--topic", topic)]
    briefing = _command(
        "compose", DOSSIER, "--template", "thematic-briefing", "--title", TITLE, "--language", "en", *topics
    )
    _command("export", DOSSIER, briefing, "-o", OUT / "briefing.docx", "-o", OUT / "briefing.pdf")
    print("\nReady:", *(path.relative_to(ROOT) for path in sorted(OUT.iterdir())), sep="\n  ")
    if not _has_screen():
        print("There is no screen here, so the window stays closed.")
        return 0
    return subprocess.run([*_program(), str(DOSSIER)], check=False).returncode


def _program() -> list[str]:
    return [sys.executable, "-m", "briefbuilder"]


def _command(*words: str | Path) -> str:
    """Run one command, show what it says, and return its last word (an id where it made something)."""
    print("$ briefbuilder", *(f'"{word}"' if " " in str(word) else word for word in words), flush=True)
    done = subprocess.run(
        [*_program(), *map(str, words)], check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return (done.stdout.split() or [""])[-1]


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen" or os.environ.get("CI"):
        return False
    return sys.platform in {"win32", "darwin"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    raise SystemExit(main())
