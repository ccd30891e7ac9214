"""Word lists and letter tables, which each package keeps as commented YAML in its folder `data`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def load_word_lists(package: str, name: str) -> Any:
    """Return what the file `data/<name>.yaml` of a package holds; callers keep what they make of it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = files(package).joinpath("data", f"{name}.yaml").read_bytes()
    return yaml.load(content, Loader=loader)  # noqa: S506 - both loaders are safe


def split_words(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Return the words of texts in which words are separated by spaces, under the keys of the texts."""
    return {key: frozenset(text.split()) for key, text in texts.items()}
