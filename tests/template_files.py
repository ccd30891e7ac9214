"""Reads templates as the program does, from files and from texts, for tests that need a template or its faults."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.domain.notices import Finding
from briefbuilder.templating.loader import (
    CheckContext,
    LoadedTemplate,
    Profiles,
    check_text,
    read_template,
    require_template,
)
from briefbuilder.templating.model import Template


def load_template(path: Path) -> Template:
    """Return the template in a file; raises TemplateError for its first fault."""
    return require_template(read_template(path), path)


def check_template(
    path: Path, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in a file, None where it has errors, and its findings."""
    return _both(read_template(path, CheckContext(profiles=profiles)))


def parse_template(
    data: bytes, file: str, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in the bytes of a file, and its findings."""
    return _both(check_text(data, Path(file), CheckContext(profiles=profiles)))


def _both(loaded: LoadedTemplate) -> tuple[Template | None, tuple[Finding, ...]]:
    return loaded.template, loaded.findings
