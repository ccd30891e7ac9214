"""The files that a template names, which are in its folder: a letterhead document of the ministry, and a picture, such as an emblem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Annotated, TypeGuard

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Role
from briefbuilder.domain.values import value
from briefbuilder.templating.values import After, Before, refuse
from briefbuilder.yaml_tree import Path as TreePath
from briefbuilder.yaml_tree import Value, YamlFault, YamlTree

LETTERHEAD_KEY = "house-document"
PAGE_KEYS = ("page", "fonts", "styles", "header", "footer")
"""Keys of a house style that a letterhead document replaces."""
_PAGE_KEYS_OF_PARTS = ("footer", "landscape")
"""Keys of a part that have no effect beside a letterhead document."""
WORD_SUFFIXES = (".docx", ".dotx")
_WITH_MACROS = (".docm", ".dotm")
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")
PICTURE_PATH = ("masthead", "picture", "file")
"""The path of the key that names the picture."""
_PREFIX = "template-"
_OUTSIDE = lazy_pattern(r"[/\\:~]|^\.")


def check_picture_name(value: str) -> str:
    """Return the name of a picture beside the template; refuse paths and other kinds of files."""
    if _OUTSIDE.search(value) or not value.strip():
        refuse("template-picture-path", value=value)
    if not value.lower().endswith(PICTURE_SUFFIXES):
        refuse("template-picture-kind", value=value)
    return value


def _check_file_name(value: str) -> str:
    if _OUTSIDE.search(value) or not value.strip():
        refuse("template-house-path", value=value)
    if value.lower().endswith(_WITH_MACROS):
        refuse("template-house-macros", value=value)
    if not value.lower().endswith(WORD_SUFFIXES):
        refuse("template-house-kind", value=value)
    return value


@value
class LetterheadSettings:
    """A Word file from which an export takes its paper and its styles."""

    file: Annotated[str, After(_check_file_name)]
    """The name of the Word file, which is beside the template."""
    content: str = "content"
    """The name of the place that the text goes to: a placeholder, a content control or a bookmark."""
    styles: Mapping[Role, str] = field(default_factory=dict)
    """The names of the styles of roles that are not found by themselves."""


def _from_file_name(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


LetterheadOption = Annotated[LetterheadSettings, Before(_from_file_name, str | LetterheadSettings)]


def picture_key(file: str) -> str:
    """Return the name of a template's picture among the pictures of a document."""
    return f"{_PREFIX}{file}"


def picture_file(key: str) -> str:
    """Return the name of the file of a template's picture by its name among the pictures of a document."""
    return key.removeprefix(_PREFIX)


def find_file(folders: Iterable[Path], file: str) -> Path | None:
    """Return the path of a file that a template names in the first folder that has it, None for links elsewhere.

    The folders are that of the template and those of its house styles.
    """
    candidates = tuple(folders)
    folder = next((path for path in candidates if (path / file).exists()), candidates[0])
    path = folder / file
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return None
    return path if inside else None


def remove_page_keys(tree: YamlTree) -> YamlTree:
    """Return a house style without the keys that a letterhead document replaces."""
    if not isinstance(tree.value, dict):
        return tree
    page = tree.value.get("page")
    kept = {key: value for key, value in tree.value.items() if key not in PAGE_KEYS}
    if isinstance(page, dict) and "watermark" in page:
        kept["page"] = {"watermark": page["watermark"]}
    return replace(tree, value=kept)


def letterhead_faults(tree: YamlTree, folders: Iterable[Path]) -> Iterator[YamlFault]:
    """Yield the faults of a template's letterhead document, except those of its content."""
    setting = tree.value_at((LETTERHEAD_KEY,))
    key_path: TreePath = (LETTERHEAD_KEY,) if isinstance(setting, str) else (LETTERHEAD_KEY, "file")
    name = tree.value_at(key_path)
    if not _is_usable_name(name, WORD_SUFFIXES):
        return
    path = find_file(folders, name)
    if path is None:
        yield YamlFault("template-house-path", tree.position_of(key_path), {"value": name})
    elif not path.is_file():
        yield YamlFault("template-house-missing", tree.position_of(key_path), {"file": name})
    page = tree.value_at(("page",))
    if isinstance(page, dict) and set(page) - {"watermark"}:
        yield YamlFault("template-house-page", tree.position_of(("page",), of_key=True), {"file": name})
    parts = tree.value_at(("parts",))
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        for key in _PAGE_KEYS_OF_PARTS:
            if isinstance(part, dict) and part.get(key):
                position = tree.position_of(("parts", index, key), of_key=True)
                yield YamlFault("template-house-part", position, {"file": name, "key": key})


def picture_faults(tree: YamlTree, folders: Iterable[Path]) -> Iterator[YamlFault]:
    """Yield the fault of a picture that is missing from the folder of the template."""
    name = tree.value_at(PICTURE_PATH)
    if not _is_usable_name(name, PICTURE_SUFFIXES):
        return
    path = find_file(folders, name)
    if path is None or not path.is_file():
        yield YamlFault("template-picture-missing", tree.position_of(PICTURE_PATH), {"file": name})


def _is_usable_name(name: Value, suffixes: tuple[str, ...]) -> TypeGuard[str]:
    return isinstance(name, str) and not _OUTSIDE.search(name) and name.lower().endswith(suffixes)
