"""Reads marking profiles from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import Alignment, MarkingLevel, MarkingProfile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.system.files import read_regular_file
from briefbuilder.templating.faults import validation_faults
from briefbuilder.templating.lint import MIN_CONTRAST
from briefbuilder.templating.values import (
    NO_PAINT,
    After,
    Colour,
    Flag,
    Key,
    Length,
    Paint,
    Texts,
    Whole,
    file_adapter,
    refuse,
    to_kebab_case,
)
from briefbuilder.yaml_tree import TEMPLATE_FORMAT, YamlError, YamlFault, YamlPosition, YamlTree, read_tree
from briefbuilder.yaml_tree import Path as TreePath

_GUID = lazy_pattern(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


def _check_guid(value: str) -> str:
    guid = value.strip().lower().removeprefix("{").removesuffix("}")
    if not _GUID.match(guid):
        refuse("template-guid", value=value)
    return guid


Guid = Annotated[str, After(_check_guid)]
"""A GUID with or without braces, in lower case once read."""


@value
class MarkingLevelModel:
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
    """Whether it is a distribution mark, which is shown on the first page only."""
    copy_number: Flag = False
    """Whether the number of each copy is printed on every page."""
    portion: str = ""
    """The text in brackets before a paragraph of that level, never translated."""
    sensitivity_label: Guid | None = None
    """The id of the sensitivity label of that level in Microsoft Purview, a GUID."""


@value
class MarkingProfileModel:
    """A profile as its YAML says it."""

    version: Literal[1]
    """The version of the language of profiles: 1."""
    id: Key
    """The name that templates call it by."""
    name: Texts
    """What it is called, by language."""
    alignment: Alignment = "centre"
    """Where the mark is on its line."""
    capitals: Flag = False
    """Whether it is shown in capitals."""
    bold: Flag = True
    """Whether it is bold."""
    minimum_size: Length = 10.0
    """The least size of its letters."""
    ground: Paint = NO_PAINT
    """The colour behind the mark, or `none`."""
    sensitivity_site: Guid | None = None
    """The id of the organization (Microsoft Entra tenant) whose sensitivity labels the levels name, a GUID."""
    levels: tuple[MarkingLevelModel, ...] = ()
    """The levels, the least first."""


def load_marking_profile(path: Path) -> MarkingProfile:
    """Return the profile in a file; raises TemplateError for its first fault."""
    data, faults = _read(path)
    if data is None:
        fault = faults[0]
        if fault.code == "template-unreadable":
            raise TemplateError("marking-unreadable", file=path.name, **fault.parameters)
        raise _refusal(path, faults)
    return _to_profile(data)


def check_profile(path: Path) -> tuple[Finding, ...]:
    """Return the findings on the profile in a file, in the order of the file."""
    faults = sorted(
        _read(path)[1], key=lambda fault: (fault.position.line, fault.position.column, fault.code)
    )
    return tuple(
        Finding(
            code=fault.code,
            severity="error",
            place=Place(file=str(path), line=fault.position.line, column=fault.position.column),
            parameters=fault.parameters,
        )
        for fault in faults
    )


def _read(path: Path) -> tuple[MarkingProfileModel | None, list[YamlFault]]:
    try:
        tree = read_tree(read_regular_file(path, TEMPLATE_FORMAT.max_bytes))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [YamlFault("template-unreadable", YamlPosition(1, 1), {"reason": reason})]
    except YamlError as error:
        return None, [error.fault]
    if tree.value is None:
        return None, [YamlFault("template-empty", YamlPosition(1, 1))]
    from pydantic_core import ValidationError

    try:
        model = file_adapter(MarkingProfileModel).fit(tree.value)
    except ValidationError as error:
        return None, [*tree.faults, *validation_faults(error, tree, _key_names)]
    faults = [
        *tree.faults,
        *_check_unique_ids(tree, model),
        *_check_contrast(tree, model),
        *_check_labels(tree, model),
    ]
    return (None if faults else model), faults


def _to_profile(model: MarkingProfileModel) -> MarkingProfile:
    return MarkingProfile(
        id=model.id,
        names=dict(model.name),
        levels=tuple(_to_level(level) for level in model.levels),
        alignment=model.alignment,
        capitals=model.capitals,
        bold=model.bold,
        minimum_size=model.minimum_size,
        ground=None if model.ground == NO_PAINT else model.ground,
        sensitivity_site=model.sensitivity_site or "",
    )


def _to_level(model: MarkingLevelModel) -> MarkingLevel:
    return MarkingLevel(
        id=model.id,
        rank=model.rank,
        texts=dict(model.texts),
        colour=model.colour,
        restricted=model.restricted,
        front_page_only=model.front_page_only,
        copy_number=model.copy_number,
        portion=model.portion,
        sensitivity_label=model.sensitivity_label or "",
    )


def _check_unique_ids(tree: YamlTree, model: MarkingProfileModel) -> Iterator[YamlFault]:
    seen: set[str] = set()
    for index, level in enumerate(model.levels):
        if level.id in seen:
            position = tree.position_of(("levels", index, "id"))
            yield YamlFault("template-name-twice", position, {"key": level.id})
        seen.add(level.id)


def _check_contrast(tree: YamlTree, model: MarkingProfileModel) -> Iterator[YamlFault]:
    """Yield markings that cannot be read on their background."""
    for index, level in enumerate(model.levels):
        ground = model.ground if model.ground != NO_PAINT else "#ffffff"
        ratio = contrast_ratio(level.colour, ground)
        if ratio < MIN_CONTRAST:
            position = tree.position_of(("levels", index, "colour"))
            parameters = {"colour": level.colour, "ground": ground, "ratio": f"{ratio:.1f}"}
            yield YamlFault("template-contrast", position, parameters)


def _check_labels(tree: YamlTree, model: MarkingProfileModel) -> Iterator[YamlFault]:
    """Yield sensitivity labels of no organization, which no program would recognize."""
    for index, level in enumerate(model.levels):
        if level.sensitivity_label is not None and model.sensitivity_site is None:
            position = tree.position_of(("levels", index, "sensitivity-label"))
            yield YamlFault("template-label-site", position, {"level": level.id})


def _key_names(_tree: YamlTree, path: TreePath) -> tuple[str, ...]:
    model = MarkingLevelModel if path[:1] == ("levels",) else MarkingProfileModel
    return tuple(to_kebab_case(field.name) for field in fields(model))


def _refusal(path: Path, faults: list[YamlFault]) -> TemplateError:
    first = min((fault.position for fault in faults), key=lambda position: (position.line, position.column))
    return TemplateError(
        "marking-faulty",
        file=path.name,
        count=str(len(faults)),
        line=str(first.line),
        column=str(first.column),
    )
