"""The pictures that templates name, read from their folders for an export or a preview."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.article import Picture
from briefbuilder.system.files import read_regular_file

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template

_MOST_BYTES = 8 * 1024 * 1024
"""The largest picture of a template, in bytes."""


def template_pictures(template: Template, folders: Iterable[Path]) -> dict[str, Picture]:
    """Return the pictures of a template by their names in a document, found in `folders`, the template's own first.

    One that is missing or too large is left out, and the check says so.
    """
    picture = template.masthead.picture
    if picture is None:
        return {}
    from briefbuilder.templating.pictures import picture_key, picture_path

    path = picture_path(folders, picture.file)
    if path is None:
        return {}
    try:
        data = read_regular_file(path, _MOST_BYTES)
    except OSError:
        return {}
    if len(data) > _MOST_BYTES:
        return {}
    kind = "image/png" if path.suffix.lower() == ".png" else "image/jpeg"
    return {picture_key(picture.file): Picture(media_type=kind, data=data)}
