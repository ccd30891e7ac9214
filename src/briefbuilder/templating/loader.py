"""A template's file to a Template, or to all its faults at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.advice import advice
from briefbuilder.templating.faults import faults_of
from briefbuilder.templating.housedocument import house_faults
from briefbuilder.templating.inheriting import STYLES, inherited
from briefbuilder.templating.model import Template
from briefbuilder.templating.schema import key_names
from briefbuilder.templating.semantics import WARNINGS, semantic_faults
from briefbuilder.templating.tree import Spot, Tree, TreeError, TreeFault
from briefbuilder.templating.treereader import MAXIMUM_BYTES, read_tree

Profiles = Mapping[str, MarkingProfile]
IsFont = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a template is checked against beside itself.

    Its marks against `profiles` (by id), its families of letters by `is_font`, each where it is given;
    house styles are looked for beside it and in `folders`.
    """

    profiles: Profiles | None = None
    folders: tuple[Path, ...] = ()
    is_font: IsFont | None = None


ALONE = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A template, None where it has errors; all findings in the file's order; the files that were read for it."""

    template: Template | None
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


def load_template(path: Path, around: Surroundings = ALONE) -> Template:
    """Return the template in a file; raises TemplateError, naming the first fault, where it has any."""
    return usable(read_template(path, around), path)


def usable(checked: Checked, path: Path) -> Template:
    """Return a template that was read from a file; raises TemplateError, naming the first fault, where it has any."""
    errors = [finding for finding in checked.findings if finding.severity == "error"]
    if checked.template is not None:
        return checked.template
    if not errors:
        raise TemplateError("template-is-style", file=path.name)
    place = errors[0].place
    if errors[0].code == "template-unreadable":
        raise TemplateError("template-file-unreadable", file=path.name, **errors[0].parameters)
    raise TemplateError(
        "template-faulty",
        file=Path(place.file or path).name,
        count=str(len(errors)),
        line=str(place.line or 1),
        column=str(place.column or 1),
    )


def check_template(
    path: Path, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in a file, None where it has errors, and all findings in the file's order."""
    checked = read_template(path, Surroundings(profiles=profiles))
    return checked.template, checked.findings


def read_template(path: Path, around: Surroundings = ALONE) -> Checked:
    """Return the template in a file with all that is to be said of it.

    A file in a folder called `styles` is a house style: what every template needs may be missing in it.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = TreeFault("template-unreadable", Spot(1, 1), {"reason": reason})
        return Checked(template=None, findings=(_finding(fault, str(path)),))
    return check_text(data, path, around)


def parse_template(
    data: bytes, file: str, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in the bytes of a file; `file` is the name that findings give as their place."""
    checked = check_text(data, Path(file), Surroundings(profiles=profiles))
    return checked.template, checked.findings


def check_text(data: bytes, path: Path, around: Surroundings = ALONE) -> Checked:
    """Return the template in bytes that are to stand, or are not yet saved, at a path."""
    try:
        tree = read_tree(data)
    except TreeError as error:
        return Checked(template=None, findings=(_finding(error.fault, str(path)),), files=(path,))
    whole = inherited(tree, path, around.folders)
    is_style = path.parent.name == STYLES
    template, faults = _template_of(whole.tree)
    if is_style or whole.faults:
        faults = tuple(fault for fault in faults if not _is_missing(fault, whole.tree))
    between = semantic_faults(whole.tree, around.profiles)
    if whole.faults:  # What was not found may hold the fields that slots and conditions name.
        between = (
            fault for fault in between if not fault.code.startswith(("template-slot", "template-field"))
        )
    every = [*whole.faults, *whole.tree.faults, *faults, *between]
    every += house_faults(whole.tree, tuple(file.parent for file in whole.files))
    if template is not None:
        every += advice(template, whole.tree, around.is_font)
    every.sort(key=lambda fault: (fault.spot.file, fault.spot.line, fault.spot.column, fault.code))
    found = {_key(fault): _finding(fault, str(path)) for fault in every}
    faulty = any(finding.severity == "error" for finding in found.values())
    return Checked(template=None if faulty else template, findings=tuple(found.values()), files=whole.files)


def _is_missing(fault: TreeFault, tree: Tree) -> bool:
    """Tell whether a fault is that one of the template's own keys is missing, which a house style may lack."""
    return fault.code in {"template-key-missing", "template-empty"} and fault.spot == tree.spot(())


def _template_of(tree: Tree) -> tuple[Template | None, tuple[TreeFault, ...]]:
    if tree.value is None:
        return None, (TreeFault("template-empty", Spot(1, 1)),)
    if not isinstance(tree.value, dict):
        return None, (TreeFault("template-no-mapping", tree.spot(())),)
    try:
        return Template.model_validate(tree.value), ()
    except ValidationError as error:
        return None, tuple(faults_of(error, tree, key_names))


def _key(fault: TreeFault) -> tuple[str, Spot, tuple[tuple[str, str], ...]]:
    return fault.code, fault.spot, tuple(sorted(fault.parameters.items()))


def _finding(fault: TreeFault, file: str) -> Finding:
    return Finding(
        code=fault.code,
        severity="warning" if fault.code in WARNINGS else "error",
        place=Place(file=fault.spot.file or file, line=fault.spot.line, column=fault.spot.column),
        parameters=fault.parameters,
    )
