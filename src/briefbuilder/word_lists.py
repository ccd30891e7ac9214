"""Load word lists and letter tables, which packages keep as commented YAML in their folder `data`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_word_lists(package: str, name: str) -> Any:
    """Return the content of `data/<name>.yaml` in a package, which must not be changed."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = files(package).joinpath("data", f"{name}.yaml").read_bytes()
    return yaml.load(content, Loader=loader)  # noqa: S506 - both loaders are safe


def split_words(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Split each text at its spaces; the keys stay."""
    return {key: frozenset(text.split()) for key, text in texts.items()}


def load_all_word_lists(package: str) -> None:
    """Load all lists of a package, for a process that will not be able to open files."""
    for file in files(package).joinpath("data").iterdir():
        if file.name.endswith(".yaml"):
            load_word_lists(package, file.name.removesuffix(".yaml"))
