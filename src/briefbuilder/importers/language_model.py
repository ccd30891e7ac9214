"""py3langid's model, kept unpacked in the user's folder for caches: so it is mapped instead of unpacked.

Unpacking takes a fifth of a second and a hundred megabytes in each process; the unpacked form is 68 MB on
disk, of which processes share what they use. Where it cannot be kept the model is unpacked each time.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from briefbuilder.importers.language_ranks import TABLES, MappedModel, mapped

_LANGUAGES = "languages.json"


class Identifier(Protocol):
    """What is used of a model of languages."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the languages with their probability, likeliest first."""
        ...


def load_identifier() -> Identifier:
    """Return the model, with normalised probabilities."""
    folder = _folder()
    kept = _kept(folder)
    return _unpacked(folder) if kept is None else _Guarded(kept, folder)


class _Guarded:
    """The kept model, and the packed one from the moment that the kept one turns out to be damaged."""

    def __init__(self, model: Identifier, folder: Path) -> None:
        self._model = model
        self._folder = folder

    def rank(self, text: str) -> list[tuple[str, float]]:
        try:
            return self._model.rank(text)
        except (IndexError, struct.error):
            # A table of the right size leads beyond another one: a disk's fault, not the text's.
            self._model = _unpacked(self._folder)
            return self._model.rank(text)


def _unpacked(folder: Path) -> Identifier:
    """Return the packed model, and keep it unpacked for the next time where that can be done."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    with suppress(OSError):
        _keep(folder, list(loaded.nb_classes), _tables_of(loaded))
    return cast("Identifier", loaded)


def _folder() -> Path:
    """Return where the unpacked form of this very model is kept."""
    from platformdirs import user_cache_path

    found = find_spec("py3langid")
    packed = Path(found.origin or "").parent / "data" if found else Path()
    told = [path.stat() for path in sorted(packed.iterdir())]
    name = "-".join(f"{one.st_size:x}-{one.st_mtime_ns:x}" for one in told)
    return user_cache_path("briefbuilder", appauthor=False) / f"languages-2-{name}"


def _kept(folder: Path) -> MappedModel | None:
    try:
        languages = json.loads((folder / _LANGUAGES).read_bytes())
        tables = {name: mapped(folder / name) for name in TABLES}
        if {name: len(table) for name, table in tables.items()} != languages["sizes"]:
            return None
        return MappedModel(languages["languages"], tables)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _tables_of(model: object) -> Mapping[str, bytes]:
    """Return the tables of py3langid's own model, as numbers of the forms that are kept."""
    import numpy as np

    held = ("nb_ptc", "nb_pc", "tk_nextmove", "tk_row", "tk_output")
    return {
        name: np.asarray(getattr(model, attribute)).astype(np.dtype(form), copy=False).tobytes()
        for (name, form), attribute in zip(TABLES.items(), held, strict=True)
    }


def _keep(folder: Path, languages: list[str], tables: Mapping[str, bytes]) -> None:
    """Write the tables beside their place and move them there whole; drop other versions and what is damaged."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="languages-new-", dir=folder.parent))
    try:
        for name, content in tables.items():
            (made / name).write_bytes(content)
        sizes = {name: len(content) for name, content in tables.items()}
        (made / _LANGUAGES).write_text(json.dumps({"languages": languages, "sizes": sizes}), encoding="utf-8")
        for other in folder.parent.glob("languages-*"):
            if not other.name.startswith("languages-new-"):
                shutil.rmtree(other, ignore_errors=True)
        made.rename(folder)
    finally:
        # Another process was quicker, or the disk is full.
        shutil.rmtree(made, ignore_errors=True)
