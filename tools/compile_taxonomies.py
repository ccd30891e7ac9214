"""Compile the taxonomies in `resources/taxonomies`, so that the program need not read their YAML at each start.

Run `python tools/compile_taxonomies.py` after a change to a taxonomy; a test compares the files.
"""

from __future__ import annotations

from pathlib import Path

from briefbuilder.app.resources import compile_taxonomy, compiled_path, taxonomy_files

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "taxonomies"


def compile_all(folder: Path = FOLDER) -> dict[Path, bytes]:
    """Return the compiled form of each taxonomy in a folder, by the path of its file."""
    found = sorted(path for path in folder.iterdir() if path.is_dir() or path.suffix == ".yaml")
    return {
        compiled_path(path): compile_taxonomy({file.name: file.read_bytes() for file in taxonomy_files(path)})
        for path in found
    }


if __name__ == "__main__":
    for target, compiled in compile_all().items():
        target.write_bytes(compiled)
