"""A template's file to a Template, or to all its faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.faults import faults_of
from briefbuilder.templating.model import Template
from briefbuilder.templating.schema import key_names
from briefbuilder.templating.semantics import WARNINGS, semantic_faults
from briefbuilder.templating.tree import MAXIMUM_BYTES, Spot, Tree, TreeError, TreeFault, read_tree

Profiles = Mapping[str, MarkingProfile]


def load_template(path: Path) -> Template:
    """Return the template in a file; raises TemplateError, naming the first fault, where it has any."""
    template, findings = check_template(path)
    errors = [finding for finding in findings if finding.severity == "error"]
    if template is None:
        place = errors[0].place
        if errors[0].code == "template-unreadable":
            raise TemplateError("template-file-unreadable", file=path.name, **errors[0].parameters)
        raise TemplateError(
            "template-faulty",
            file=path.name,
            count=str(len(errors)),
            line=str(place.line or 1),
            column=str(place.column or 1),
        )
    return template


def check_template(
    path: Path, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in a file, None where it has errors, and all findings in the file's order.

    Marks are checked against `profiles` (by id) where they are given.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, (_finding(TreeFault("template-unreadable", Spot(1, 1), {"reason": reason}), str(path)),)
    return parse_template(data, str(path), profiles)


def parse_template(
    data: bytes, file: str, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Do the same for the bytes of a file; `file` is the name that findings give as their place."""
    try:
        tree = read_tree(data)
    except TreeError as error:
        return None, (_finding(error.fault, file),)
    template, faults = _template_of(tree)
    every = [*tree.faults, *faults, *semantic_faults(tree, profiles)]
    every.sort(key=lambda fault: (fault.spot.line, fault.spot.column, fault.code))
    found = {_key(fault): _finding(fault, file) for fault in every}
    return _result(template, tuple(found.values()))


def _template_of(tree: Tree) -> tuple[Template | None, tuple[TreeFault, ...]]:
    if tree.value is None:
        return None, (TreeFault("template-empty", Spot(1, 1)),)
    if not isinstance(tree.value, dict):
        return None, (TreeFault("template-no-mapping", tree.spot(())),)
    try:
        return Template.model_validate(tree.value), ()
    except ValidationError as error:
        return None, tuple(faults_of(error, tree, key_names))


def _result(
    template: Template | None, findings: tuple[Finding, ...]
) -> tuple[Template | None, tuple[Finding, ...]]:
    faulty = any(finding.severity == "error" for finding in findings)
    return (None if faulty else template), findings


def _key(fault: TreeFault) -> tuple[str, Spot, tuple[tuple[str, str], ...]]:
    return fault.code, fault.spot, tuple(sorted(fault.parameters.items()))


def _finding(fault: TreeFault, file: str) -> Finding:
    return Finding(
        code=fault.code,
        severity="warning" if fault.code in WARNINGS else "error",
        place=Place(file=file, line=fault.spot.line, column=fault.spot.column),
        parameters=fault.parameters,
    )
