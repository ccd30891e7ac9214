"""A template's file to a Template, or to all its faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.faults import closest_match, validation_faults
from briefbuilder.templating.letterhead import LETTERHEAD_KEY, letterhead_faults, remove_page_keys
from briefbuilder.templating.lint import WARNINGS, semantic_faults, template_warnings
from briefbuilder.templating.model import Template
from briefbuilder.templating.schema import key_names
from briefbuilder.yaml_tree import (
    TEMPLATE_FORMAT,
    Value,
    YamlError,
    YamlFault,
    YamlPosition,
    YamlTree,
    read_tree,
)
from briefbuilder.yaml_tree import Path as TreePath

# `extends`: a template laid over the house style that it shares with others.
#
# Values are merged before they are checked, and each keeps the line, the column and the file that it was
# written in, so that a fault of the house style is told where it stands.

STYLES_FOLDER = "styles"
"""The folder, in a folder of templates, that holds house styles."""
MAX_PARENTS = 8
_WHOLE = frozenset(
    {
        "name", "description", "label", "help", "hint", "sample", "closing", "subtitle", "start", "centre", "end",
        "shown-when", "watermark", "header", "footer",
    }
)  # fmt: skip
"""Keys whose value is never mixed with the house style's: texts by language, lines, conditions."""


@dataclass(slots=True)
class ResolvedTree:
    """A tree with all that it takes over. `files` are those that were read, the template's own first."""

    tree: YamlTree
    files: tuple[Path, ...] = ()
    faults: list[YamlFault] = field(default_factory=list)


def resolve_extends(tree: YamlTree, path: Path | None, folders: Sequence[Path]) -> ResolvedTree:
    """Return a template's tree with those of its house styles below it.

    A name is looked for beside the file at `path` and then in `folders`, among their styles and then their templates.
    """
    result = ResolvedTree(tree, (path,) if path else ())
    name, position = tree.value_at(("extends",)), tree.position_of(("extends",))
    while isinstance(name, str):
        found = _found(name, result.files, folders)
        if found is None:
            result.faults.append(_missing(name, position, result.files, folders))
            break
        if len(result.files) > MAX_PARENTS:
            result.faults.append(YamlFault("template-extends-deep", position, {"limit": str(MAX_PARENTS)}))
            break
        result.files = (*result.files, found)
        try:
            parent = _in_file(read_tree(_read(found)), str(found))
        except YamlError as error:
            result.faults.append(
                replace(error.fault, position=replace(error.fault.position, file=str(found)))
            )
            break
        except OSError as error:
            reason = error.strerror or type(error).__name__
            result.faults.append(
                YamlFault("template-extends-unreadable", position, {"name": name, "reason": reason})
            )
            break
        name, position = parent.value_at(("extends",)), parent.position_of(("extends",))
        if result.tree.value_at((LETTERHEAD_KEY,)) is not None:
            parent = remove_page_keys(parent)
        result.tree = _over(result.tree, parent)
    return result


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(TEMPLATE_FORMAT.max_bytes + 1)


def _places(files: tuple[Path, ...], folders: Sequence[Path]) -> Iterator[Path]:
    """Yield where a house style is looked for: among the styles of every folder, then among its templates."""
    beside = [files[-1].parent] if files else []
    for folder in (*beside, *folders):
        yield folder if folder.name == STYLES_FOLDER else folder / STYLES_FOLDER
    yield from (folder for folder in (*beside, *folders) if folder.name != STYLES_FOLDER)


def _found(name: str, files: tuple[Path, ...], folders: Sequence[Path]) -> Path | None:
    """Return the file of a house style; a file that was read already is passed over."""
    known = {path.resolve() for path in files}
    for folder in _places(files, folders):
        path = folder / f"{name}.yaml"
        if "/" not in name and "\\" not in name and path.is_file() and path.resolve() not in known:
            return path
    return None


def _missing(
    name: str, position: YamlPosition, files: tuple[Path, ...], folders: Sequence[Path]
) -> YamlFault:
    if any(path.stem == name for path in files):
        return YamlFault("template-extends-cycle", position, {"name": name})
    names = sorted({path.stem for path in _all(files, folders)} - {path.stem for path in files})
    near = closest_match(name, names)
    if near is not None:
        return YamlFault("template-extends-missing-near", position, {"name": name, "nearest": near})
    return YamlFault("template-extends-missing", position, {"name": name, "valid": ", ".join(names)})


def _all(files: tuple[Path, ...], folders: Sequence[Path]) -> Iterator[Path]:
    for folder in _places(files, folders):
        try:
            yield from folder.glob("*.yaml")
        except OSError:
            continue


def _in_file(tree: YamlTree, file: str) -> YamlTree:
    return YamlTree(
        tree.value,
        {path: replace(position, file=file) for path, position in tree.key_positions.items()},
        {path: replace(position, file=file) for path, position in tree.value_positions.items()},
        tuple(replace(fault, position=replace(fault.position, file=file)) for fault in tree.faults),
    )


def _over(child: YamlTree, parent: YamlTree) -> YamlTree:
    """Return a tree laid over another one; what both have is the child's."""
    if not isinstance(child.value, dict) or not isinstance(parent.value, dict):
        return child
    merger = _Merger(child, parent, dict(child.key_positions), dict(child.value_positions))
    value = merger.mapping(child.value, parent.value, (), ())
    return YamlTree(value, merger.keys, merger.values, (*child.faults, *parent.faults))


@dataclass(slots=True)
class _Merger:
    """Lays one tree over another; `keys` and `values` gather where everything stands."""

    child: YamlTree
    parent: YamlTree
    keys: dict[TreePath, YamlPosition]
    values: dict[TreePath, YamlPosition]

    def mapping(
        self, own: dict[str, Value], lent: dict[str, Value], at: TreePath, lent_at: TreePath
    ) -> dict[str, Value]:
        """Return a mapping with what it leaves out taken over; `at` and `lent_at` are the two paths."""
        merged = dict(own)
        for key, value in lent.items():
            if not at and key in {"extends", "id"}:
                continue
            if key in own:
                merged[key] = self._both(own[key], value, (*at, key), (*lent_at, key))
            elif not (
                at[:1] in {("fields",), ("parts",)} and own.get("kind", lent.get("kind")) != lent.get("kind")
            ):
                merged[key] = value
                self._take((*at, key), (*lent_at, key), value)
        return merged

    def _both(self, own: Value, lent: Value, at: TreePath, lent_at: TreePath) -> Value:
        if isinstance(own, dict) and isinstance(lent, dict) and at[-1] not in _WHOLE and at[:1] != ("words",):
            return self.mapping(own, lent, at, lent_at)
        if at == ("words",) and isinstance(own, dict) and isinstance(lent, dict):
            return self.mapping(own, lent, at, lent_at)
        if at in {("fields",), ("parts",)} and isinstance(own, list) and isinstance(lent, list):
            return [self._entry(entry, lent, (*at, place)) for place, entry in enumerate(own)]
        return own

    def _entry(self, entry: Value, lent: list[Value], at: TreePath) -> Value:
        """Return a field or part with what the house style's of the same key says beside."""
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            return entry
        for place, other in enumerate(lent):
            if isinstance(other, dict) and other.get("key") == entry["key"]:
                return self.mapping(entry, other, at, (at[0], place))
        return entry

    def _take(self, at: TreePath, lent_at: TreePath, value: Value) -> None:
        """Remember where a value that is taken over stands, with all that is in it."""
        if lent_at in self.parent.key_positions:
            self.keys[at] = self.parent.key_positions[lent_at]
        if lent_at in self.parent.value_positions:
            self.values[at] = self.parent.value_positions[lent_at]
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, each in inner:
            self._take((*at, step), (*lent_at, step), each)


Profiles = Mapping[str, MarkingProfile]
IsFont = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """What a template is checked against beside itself.

    Its marks against `profiles` (by id), its families of letters by `is_font`, each where it is given;
    house styles are looked for beside it and in `folders`.
    """

    profiles: Profiles | None = None
    folders: tuple[Path, ...] = ()
    is_font: IsFont | None = None


DEFAULT_CONTEXT = CheckContext()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTemplate:
    """A template, None where it has errors; all findings in the file's order; the files that were read for it."""

    template: Template | None
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


def load_template(path: Path, around: CheckContext = DEFAULT_CONTEXT) -> Template:
    """Return the template in a file; raises TemplateError, naming the first fault, where it has any."""
    return require_template(read_template(path, around), path)


def require_template(checked: LoadedTemplate, path: Path) -> Template:
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
    checked = read_template(path, CheckContext(profiles=profiles))
    return checked.template, checked.findings


def read_template(path: Path, around: CheckContext = DEFAULT_CONTEXT) -> LoadedTemplate:
    """Return the template in a file with all that is to be said of it.

    A file in a folder called `styles` is a house style: what every template needs may be missing in it.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(TEMPLATE_FORMAT.max_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = YamlFault("template-unreadable", YamlPosition(1, 1), {"reason": reason})
        return LoadedTemplate(template=None, findings=(_finding(fault, str(path)),))
    return check_text(data, path, around)


def parse_template(
    data: bytes, file: str, profiles: Profiles | None = None
) -> tuple[Template | None, tuple[Finding, ...]]:
    """Return the template in the bytes of a file; `file` is the name that findings give as their place."""
    checked = check_text(data, Path(file), CheckContext(profiles=profiles))
    return checked.template, checked.findings


def check_text(data: bytes, path: Path, around: CheckContext = DEFAULT_CONTEXT) -> LoadedTemplate:
    """Return the template in bytes that are to stand, or are not yet saved, at a path."""
    try:
        tree = read_tree(data)
    except YamlError as error:
        return LoadedTemplate(template=None, findings=(_finding(error.fault, str(path)),), files=(path,))
    whole = resolve_extends(tree, path, around.folders)
    is_style = path.parent.name == STYLES_FOLDER
    template, faults = _template_of(whole.tree)
    if is_style or whole.faults:
        faults = tuple(fault for fault in faults if not _is_missing(fault, whole.tree))
    between = semantic_faults(whole.tree, around.profiles)
    if whole.faults:  # What was not found may hold the fields that slots and conditions name.
        between = (
            fault for fault in between if not fault.code.startswith(("template-slot", "template-field"))
        )
    every = [*whole.faults, *whole.tree.faults, *faults, *between]
    every += letterhead_faults(whole.tree, tuple(file.parent for file in whole.files))
    if template is not None:
        every += template_warnings(template, whole.tree, around.is_font)
    every.sort(
        key=lambda fault: (fault.position.file, fault.position.line, fault.position.column, fault.code)
    )
    found = {_key(fault): _finding(fault, str(path)) for fault in every}
    faulty = any(finding.severity == "error" for finding in found.values())
    return LoadedTemplate(
        template=None if faulty else template, findings=tuple(found.values()), files=whole.files
    )


def _is_missing(fault: YamlFault, tree: YamlTree) -> bool:
    """Tell whether a fault is that one of the template's own keys is missing, which a house style may lack."""
    return fault.code in {"template-key-missing", "template-empty"} and fault.position == tree.position_of(())


def _template_of(tree: YamlTree) -> tuple[Template | None, tuple[YamlFault, ...]]:
    if tree.value is None:
        return None, (YamlFault("template-empty", YamlPosition(1, 1)),)
    if not isinstance(tree.value, dict):
        return None, (YamlFault("template-no-mapping", tree.position_of(())),)
    try:
        return Template.model_validate(tree.value), ()
    except ValidationError as error:
        return None, tuple(validation_faults(error, tree, key_names))


def _key(fault: YamlFault) -> tuple[str, YamlPosition, tuple[tuple[str, str], ...]]:
    return fault.code, fault.position, tuple(sorted(fault.parameters.items()))


def _finding(fault: YamlFault, file: str) -> Finding:
    return Finding(
        code=fault.code,
        severity="warning" if fault.code in WARNINGS else "error",
        place=Place(file=fault.position.file or file, line=fault.position.line, column=fault.position.column),
        parameters=fault.parameters,
    )
