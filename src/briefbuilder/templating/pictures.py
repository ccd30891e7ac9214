"""The pictures that a template names: files in its folder, such as an emblem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic_core import PydanticCustomError

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.templating.letterhead import letterhead_path
from briefbuilder.yaml_tree import YamlFault, YamlTree

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")
PICTURE_PATH = ("masthead", "picture", "file")
"""The path of the key that names the picture."""
_PREFIX = "template-"
_OUTSIDE = lazy_pattern(r"[/\\:~]|^\.")


def check_picture_name(value: str) -> str:
    """Return the name of a picture beside the template; refuse paths and other kinds of files."""
    if _OUTSIDE.search(value) or not value.strip():
        raise PydanticCustomError("template-picture-path", "not beside the template", {"value": value})
    if not value.lower().endswith(PICTURE_SUFFIXES):
        raise PydanticCustomError("template-picture-kind", "not a picture", {"value": value})
    return value


def picture_key(file: str) -> str:
    """Return the name of a template's picture among the pictures of a document."""
    return f"{_PREFIX}{file}"


def picture_file(key: str) -> str:
    """Return the name of the file of a template's picture by its name among the pictures of a document."""
    return key.removeprefix(_PREFIX)


def picture_path(folders: Iterable[Path], file: str) -> Path | None:
    """Return the path of a picture in the first of the folders that has it, or None for links elsewhere."""
    return letterhead_path(folders, file)


def picture_faults(tree: YamlTree, folders: Iterable[Path]) -> Iterator[YamlFault]:
    """Yield the fault of a picture that is missing from the folder of the template."""
    name = tree.value_at(PICTURE_PATH)
    if not isinstance(name, str) or _OUTSIDE.search(name) or not name.lower().endswith(PICTURE_SUFFIXES):
        return
    path = picture_path(folders, name)
    if path is None or not path.is_file():
        yield YamlFault("template-picture-missing", tree.position_of(PICTURE_PATH), {"file": name})
