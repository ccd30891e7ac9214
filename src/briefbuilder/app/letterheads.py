"""Letterhead documents and pictures: found beside their templates, read for an export, and checked for the designer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.workers import PRELOAD_LETTERHEADS, TaskLimits, WorkerPool
from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ExportError, TemplateError
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.importers.draft import shown_name
from briefbuilder.system.files import read_regular_file

if TYPE_CHECKING:
    from briefbuilder.templating.loader import CheckContext
    from briefbuilder.templating.model import Template

_MOST_BYTES = 32 * 1024 * 1024
"""The largest letterhead document, in bytes; a usual one is rarely a hundredth of it."""
_MOST_PICTURE = 8 * 1024 * 1024
"""The largest picture of a template, in bytes."""

_LIMITS = TaskLimits(memory=1024**3, seconds=30.0)


def letterhead_file(template: Template, folders: Iterable[Path]) -> LetterheadFile | None:
    """Return the letterhead document of a template, found in `folders`, the template's own first; None for none.

    Raises TemplateError if the file is missing, unreadable or too large.
    """
    named = template.house_document
    if named is None:
        return None
    from briefbuilder.templating.files import find_file

    path = find_file(folders, named.file)
    if path is None:
        raise TemplateError("house-outside", file=named.file)
    fields = tuple(name.casefold() for name in template.slots())
    return LetterheadFile(
        name=named.file,
        data=_read_document(path, named.file),
        content=named.content,
        styles=dict(named.styles),
        fields=fields,
    )


def _read_document(path: Path, name: str) -> bytes:
    try:
        data = read_regular_file(path, _MOST_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TemplateError("house-missing", file=name, reason=reason) from error
    if len(data) > _MOST_BYTES:
        raise TemplateError("house-too-large", limit=str(_MOST_BYTES >> 20), file=name)
    return data


def read_layout(file: LetterheadFile) -> LetterheadLayout:
    """Return the layout of a letterhead document, read in a sealed process and cached while the document is the same.

    Raises ExportError if it is refused, WorkerFailedError if it needs too much memory or time.
    """
    return _read(file.name, file.data, file.content, tuple(file.styles.items()), file.fields)


@lru_cache(maxsize=4)
def _read(
    name: str, data: bytes, content: str, styles: tuple[tuple[str, str], ...], fields: tuple[str, ...]
) -> LetterheadLayout:
    from briefbuilder.app.warm_up import warm_up_letterheads
    from briefbuilder.export.docx.letterhead import reference_style

    file = LetterheadFile(name=name, data=data, content=content, styles=dict(styles), fields=fields)  # type: ignore[arg-type]
    try:
        with WorkerPool(warm=1, preload=PRELOAD_LETTERHEADS) as pool:
            layout = pool.run_sealed(
                reference_style.read_letterhead,
                file,
                result_type=LetterheadLayout,
                prepare=warm_up_letterheads,
                limits=_LIMITS,
            )
    except ExportError as error:
        raise ExportError(error.code, **{**error.parameters, "file": name}) from error
    return replace(layout, file=file)


def usable_layout(file: LetterheadFile | None) -> LetterheadLayout | None:
    """Return the layout of a letterhead document; raises ExportError with its first error if it has one."""
    if file is None:
        return None
    layout = read_layout(file)
    for finding in layout.findings:
        if finding.severity == "error":
            raise ExportError(finding.code, **{**finding.parameters, "file": file.name})
    return layout


def template_findings(path: Path, around: CheckContext | None = None) -> tuple[Finding, ...]:
    """Return the findings on a template's file, then those on its letterhead document."""
    from briefbuilder.templating.loader import DEFAULT_CONTEXT, read_template

    checked = read_template(path, around or DEFAULT_CONTEXT)
    if checked.template is None:
        return checked.findings
    return (*checked.findings, *letterhead_findings(checked.template, folders_of(checked.files)))


def folders_of(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of the files that a template was read from, its own first."""
    return tuple(dict.fromkeys(file.parent for file in files))


def letterhead_findings(template: Template, folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Yield the findings on the letterhead document of a template, with what an export cannot use of it."""
    name = template.house_document.file if template.house_document else ""
    try:
        file = letterhead_file(template, folders)
        found = read_layout(file).findings if file is not None else ()
    except (TemplateError, ExportError) as error:
        found = (Finding(code=error.code, severity="error", parameters=error.parameters),)
    from briefbuilder.templating.files import find_file

    shown = Place(file=str(find_file(folders, name) or name)) if found else Place()
    for finding in found:
        yield replace(finding, place=shown, parameters={**finding.parameters, "file": name})


def read_letterhead(path: Path) -> bytes:
    """Return the bytes of a letterhead document that is to be copied, after reading it completely.

    Raises TemplateError if it is missing, ExportError if it is refused.
    """
    data = _read_document(path, str(path))
    if path.suffix.lower() not in {".docx", ".dotx"}:
        raise TemplateError("house-no-word", file=path.name)
    read_layout(LetterheadFile(name=shown_name(path.name), data=data))
    return data


def set_letterhead(text: str, file: str) -> str:
    """Return the YAML of a template that takes its page setup and styles from a letterhead document."""
    from briefbuilder.templating.files import LETTERHEAD_KEY, PAGE_KEYS

    kept: list[str] = []
    dropped = False
    for line in text.splitlines(keepends=True):
        if line[:1].strip() and not line.startswith(("#", "- ")):
            dropped = line.partition(":")[0] in {LETTERHEAD_KEY, *PAGE_KEYS}
        if not dropped:
            kept.append(line)
    at = next((place for place, line in enumerate(kept) if line.startswith("languages:")), len(kept))
    return "".join([*kept[:at], f"house-document: {file}\n", *kept[at:]])


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture that is to be copied beside a template; raises TemplateError if it cannot be read."""
    try:
        data = read_regular_file(path, _MOST_PICTURE)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TemplateError("template-file-unreadable", file=path.name, reason=reason) from error
    if len(data) > _MOST_PICTURE:
        raise TemplateError("template-picture-large", file=path.name, limit=str(_MOST_PICTURE >> 20))
    return data


def template_pictures(template: Template, folders: Iterable[Path]) -> dict[str, Picture]:
    """Return the pictures of a template by their names in a document, found in `folders`, the template's own first.

    One that is missing or too large is left out, and the check says so.
    """
    picture = template.masthead.picture
    if picture is None:
        return {}
    from briefbuilder.templating.files import find_file, picture_key

    path = find_file(folders, picture.file)
    if path is None:
        return {}
    try:
        data = read_regular_file(path, _MOST_PICTURE)
    except OSError:
        return {}
    if len(data) > _MOST_PICTURE:
        return {}
    kind = "image/png" if path.suffix.lower() == ".png" else "image/jpeg"
    return {picture_key(picture.file): Picture(media_type=kind, data=data)}
