"""The help on template keys in the languages of the interface.

The English texts are the docstrings of the models; `resources/help` has a file for each other language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefbuilder.locales.data import base_language
from briefbuilder.system.paths import resources_folder


def translate_help(text: str, language: str) -> str:
    """Return the help on a key in a language, in English where there is no translation."""
    return help_texts(base_language(language)).get(text, text)


@cache
def help_texts(language: str) -> Mapping[str, str]:
    """Return the texts of a language by the English ones, empty if there are none."""
    import yaml

    path = resources_folder() / "help" / f"{language}.yaml"
    if not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: Mapping[str, str] = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are safe
    return texts
