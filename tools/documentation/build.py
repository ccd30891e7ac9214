"""Builds the documentation as web pages in `build/docs`, which can be read and searched from a folder, without a server.

build.py             builds all pages anew; a broken link is an error
build.py FOLDER      builds them elsewhere
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from reading_ease import measure_all, pages_for_users

ROOT = Path(__file__).resolve().parents[2]
_RESOURCE = re.compile(
    r"<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\b(?:src|srcset|data)\s*=\s*[\"']?((?:https?:)?//[^\"' >]+)"
    r"|<link\b(?=[^>]*\brel\s*=\s*[\"']?(?:stylesheet|preload|preconnect|icon))[^>]*\bhref\s*=\s*[\"']?((?:https?:)?//[^\"' >]+)"
    r"|(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"') ]+)",
    re.IGNORECASE,
)


def main() -> int:
    """Build the pages and look for addresses that they would load; return the exit status."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "docs"
    status = build(target)
    outside = sorted(outside_resources(target))
    for line in outside:
        print(f"loaded from outside: {line}", file=sys.stderr)
    if not status and not outside:
        print("Readability:", measure_all(pages_for_users())[0])
        print(f"Documentation: {target / 'index.html'}")
    return status or bool(outside)


def build(target: Path, builder: str = "html") -> int:
    """Run Sphinx, with warnings as errors; return its exit status. The builder "dummy" reads all pages and writes none."""
    from sphinx.cmd.build import main as run_sphinx

    settings, trees = str(Path(__file__).parent), str(target.parent / "doctrees")
    words = ["-q", "-E", "-W", "--keep-going", "-b", builder, "-c", settings, "-d", trees]
    return run_sphinx([*words, str(ROOT / "docs"), str(target)])


def outside_resources(folder: Path) -> Iterator[str]:
    """Yield each address of another site that a page, style sheet or script of a folder would load."""
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".css"}:
            for found in _RESOURCE.finditer(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(folder)}: {next(filter(None, found.groups()))}"


if __name__ == "__main__":
    raise SystemExit(main())
