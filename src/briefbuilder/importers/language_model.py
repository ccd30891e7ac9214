"""py3langid's model, kept unpacked in the user's folder for caches: so it is mapped instead of unpacked.

Unpacking takes a fifth of a second and a hundred megabytes in each process; the unpacked form is 68 MB on
disk, of which processes share what they use. Where it cannot be kept the model is unpacked each time.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import numpy as np

    Arrays = dict[str, np.ndarray]

_NAMES = ("ptc", "pc", "classes", "nextmove", "row", "output")


class Identifier(Protocol):
    """What is used of py3langid."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the languages with their logarithmic or normalised probability, likeliest first."""
        ...


def load_identifier() -> Identifier:
    """Return the model, with normalised probabilities."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    folder = _folder_for(MODEL_DIR / MODEL_FILE)
    arrays = _mapped(folder)
    if arrays is None:
        loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        with suppress(OSError):
            _keep(folder, _arrays_of(loaded))
        return cast("Identifier", loaded)
    made = LanguageIdentifier(
        arrays["ptc"],
        arrays["pc"],
        arrays["classes"].tolist(),
        arrays["nextmove"].data,
        arrays["output"].data,
        norm_probs=True,
        tk_row=arrays["row"].data,
    )
    return cast("Identifier", made)


def _folder_for(packed: Path) -> Path:
    """Return where the unpacked form of this very file is kept."""
    from platformdirs import user_cache_path

    told = packed.stat()
    name = f"languages-{told.st_size:x}-{told.st_mtime_ns:x}"
    return user_cache_path("briefbuilder", appauthor=False) / name


def _mapped(folder: Path) -> Arrays | None:
    import numpy as np

    try:
        return {
            name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
            for name in _NAMES
        }
    except (OSError, ValueError, EOFError):
        return None


def _arrays_of(model: object) -> Arrays:
    import numpy as np

    held = (
        getattr(model, name)
        for name in ("nb_ptc", "nb_pc", "nb_classes", "tk_nextmove", "tk_row", "tk_output")
    )
    arrays = dict(zip(_NAMES, map(np.asarray, held), strict=True))
    return arrays | {"output": arrays["output"].astype(np.int32)}


def _keep(folder: Path, arrays: Arrays) -> None:
    """Write the arrays beside their place and move them there whole; drop other versions and what is damaged."""
    import numpy as np

    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="languages-new-", dir=folder.parent))
    try:
        for name, array in arrays.items():
            np.save(made / f"{name}.npy", array, allow_pickle=False)
        for other in folder.parent.glob("languages-*"):
            if not other.name.startswith("languages-new-"):
                shutil.rmtree(other, ignore_errors=True)
        made.rename(folder)
    finally:
        # Another process was quicker, or the disk is full.
        shutil.rmtree(made, ignore_errors=True)
