"""Load word lists and letter tables, which packages keep as commented YAML in their folder `data`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def load_word_lists(package: str, name: str) -> Any:
    """Return the content of `data/<name>.yaml` in a package; callers cache what they derive from it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = files(package).joinpath("data", f"{name}.yaml").read_bytes()
    return yaml.load(content, Loader=loader)  # noqa: S506 - both loaders are safe


def split_words(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Split each text at its spaces; the keys stay."""
    return {key: frozenset(text.split()) for key, text in texts.items()}
