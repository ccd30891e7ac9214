"""Where the texts are that all developers share and that are not part of the tree."""

from __future__ import annotations

from pathlib import Path


def find_shared(root: Path) -> Path:
    """Return the nearest folder `shared` beside a checkout or above its work trees, the one beside it where there is none."""
    places = [above / "shared" for above in root.parents]
    return next((place for place in places if place.is_dir()), places[0])


SHARED = find_shared(Path(__file__).resolve().parents[2])
