"""Marking profiles: YAML to the domain's MarkingProfile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import Alignment, MarkingLevel, MarkingProfile
from briefbuilder.templating.faults import faults_of
from briefbuilder.templating.tree import MAXIMUM_BYTES, Tree, TreeError, TreeFault, read_tree
from briefbuilder.templating.tree import Path as TreePath
from briefbuilder.templating.values import Colour, Flag, Key, Length, Texts, Whole, Written, kebab


class WrittenLevel(Written):
    """A level as a profile's YAML says it."""

    id: Key
    """The name that briefings and items keep."""
    rank: Whole
    """Its place in the order; higher is stricter."""
    texts: Texts
    """The mark as it is printed, by language; one text alone is never translated."""
    colour: Colour = "#000000"
    """The colour of the mark."""
    restricted: Flag = False
    """Whether an administrator must enable it."""
    front_page_only: Flag = False
    """Whether it is a distribution mark, which stands on the first page alone."""
    copy_number: Flag = False
    """Whether each copy bears its number on every page."""
    portion: str = ""
    """What stands in brackets before a paragraph of that level, never translated."""


class WrittenProfile(Written):
    """A profile as its YAML says it."""

    version: Literal[1]
    """The version of the language of profiles: 1."""
    id: Key
    """The name that templates call it by."""
    name: Texts
    """What it is called, by language."""
    alignment: Alignment = "centre"
    """Where the mark stands on its line."""
    capitals: Flag = False
    """Whether it is shown in capitals."""
    bold: Flag = True
    """Whether it is bold."""
    minimum_size: Length = 10.0
    """The least size of its letters."""
    levels: tuple[WrittenLevel, ...] = Field(default=())
    """The levels, the least first."""


def load_marking_profile(path: Path) -> MarkingProfile:
    """Return the profile in a file; raises TemplateError with the place of the first fault."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise TemplateError(
            "marking-unreadable", file=path.name, reason=error.strerror or type(error).__name__
        ) from error
    try:
        tree = read_tree(data)
    except TreeError as error:
        raise _refusal(path, [error.fault]) from error
    try:
        written = WrittenProfile.model_validate(tree.value)
    except ValidationError as error:
        raise _refusal(path, list(faults_of(error, tree, _names))) from error
    faults = [*tree.faults, *_repeated(tree, written)]
    if faults:
        raise _refusal(path, faults)
    return _profile(written)


def _profile(written: WrittenProfile) -> MarkingProfile:
    return MarkingProfile(
        id=written.id,
        names=dict(written.name),
        levels=tuple(_level(level) for level in written.levels),
        alignment=written.alignment,
        capitals=written.capitals,
        bold=written.bold,
        minimum_size=written.minimum_size,
    )


def _level(written: WrittenLevel) -> MarkingLevel:
    return MarkingLevel(
        id=written.id,
        rank=written.rank,
        texts=dict(written.texts),
        colour=written.colour,
        restricted=written.restricted,
        front_page_only=written.front_page_only,
        copy_number=written.copy_number,
        portion=written.portion,
    )


def _repeated(tree: Tree, written: WrittenProfile) -> Iterator[TreeFault]:
    seen: set[str] = set()
    for index, level in enumerate(written.levels):
        if level.id in seen:
            spot = tree.spot(("levels", index, "id"))
            yield TreeFault("template-name-twice", spot, {"key": level.id})
        seen.add(level.id)


def _names(_tree: Tree, path: TreePath) -> tuple[str, ...]:
    model = WrittenLevel if path[:1] == ("levels",) else WrittenProfile
    return tuple(kebab(name) for name in model.model_fields)


def _refusal(path: Path, faults: list[TreeFault]) -> TemplateError:
    first = min((fault.spot for fault in faults), key=lambda spot: (spot.line, spot.column))
    return TemplateError(
        "marking-faulty",
        file=path.name,
        count=str(len(faults)),
        line=str(first.line),
        column=str(first.column),
    )
