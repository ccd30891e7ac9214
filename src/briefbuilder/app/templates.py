"""Making a template from another one."""

from __future__ import annotations

import re
from pathlib import Path

from briefbuilder.app.resources import Resources
from briefbuilder.domain.errors import TemplateError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")
_ID_LINE = re.compile(r"^id:.*$", re.MULTILINE)


def new_template(resources: Resources, start: str, name: str, house: Path | None = None) -> Path:
    """Make a template from the one with the id `start`, and return the path of its file.

    It lies in the user's own folder; a name that ends in `.yaml` is the path of the file to make. A house document
    is copied beside it, and takes the place of the paper, the fonts and the styles of the template that it starts
    from. Raises TemplateError where the name is none or is taken, or a file cannot be written.
    """
    path = Path(name)
    if path.suffix != ".yaml":
        path = resources.own_folder() / f"{name}.yaml"
    if not _NAME.match(path.stem):
        raise TemplateError("cli-template-name", name=path.stem)
    if path.stem in resources.templates() or path.exists():
        raise TemplateError("cli-template-exists", name=path.stem)
    resources.template(start)
    text = resources.templates()[start].read_text(encoding="utf-8")
    text = _ID_LINE.sub(f"id: {path.stem}", text, count=1)
    if house is not None:
        from briefbuilder.app.housedocuments import readable, with_house

        copy = path.with_suffix(house.suffix.lower())
        _write_new(copy, readable(house, copy.name))
        text = with_house(text, copy.name)
    _write_new(path, text.encode())
    return path


def _write_new(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TemplateError("cli-not-written", path=str(path), reason=reason) from error
