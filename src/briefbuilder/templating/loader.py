"""Reads a template from a file, with all its faults, and merges it with the house styles it extends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.values import value as domain_value
from briefbuilder.system.files import read_regular_file
from briefbuilder.templating.faults import closest_match, validation_faults
from briefbuilder.templating.files import LETTERHEAD_KEY, letterhead_faults, picture_faults, remove_page_keys
from briefbuilder.templating.lint import WARNINGS, page_faults, semantic_faults, template_warnings
from briefbuilder.templating.model import Template
from briefbuilder.templating.schema import key_names
from briefbuilder.templating.values import file_adapter, long_form
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

# Values of `extends` are merged before they are checked. Each keeps its file, line and column, so that a
# fault of a house style is reported at its own position.

STYLES_FOLDER = "styles"
"""The folder of house styles in a folder of templates."""
MAX_PARENTS = 8
_UNMERGED = frozenset(
    {
        "name", "description", "label", "help", "hint", "sample", "closing", "subtitle", "start", "centre", "end",
        "alternative-text",
        "shown-when", "watermark", "header", "footer",
    }
)  # fmt: skip
"""Keys whose value is not merged with that of the house style: texts by language, lines, conditions."""


@dataclass(slots=True, eq=False, repr=False)
class ResolvedTree:
    """A tree merged with its house styles; `files` are the files read, that of the template first."""

    tree: YamlTree
    files: tuple[Path, ...] = ()
    faults: list[YamlFault] = field(default_factory=list)


def resolve_extends(tree: YamlTree, path: Path | None, folders: Sequence[Path]) -> ResolvedTree:
    """Return a template's tree merged with its house styles.

    House styles are searched for in the folder of `path` and then in `folders`, first among their styles.
    """
    result = ResolvedTree(tree, (path,) if path else ())
    name, position = tree.value_at(("extends",)), tree.position_of(("extends",))
    while isinstance(name, str):
        found = _find_style(name, result.files, folders)
        if found is None:
            result.faults.append(_missing_style(name, position, result.files, folders))
            break
        if len(result.files) > MAX_PARENTS:
            result.faults.append(YamlFault("template-extends-deep", position, {"limit": str(MAX_PARENTS)}))
            break
        result.files = (*result.files, found)
        try:
            parent = _set_file(read_tree(_read(found)), str(found))
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
        result.tree = _merge(result.tree, parent)
    return result


def _read(path: Path) -> bytes:
    return read_regular_file(path, TEMPLATE_FORMAT.max_bytes)


def _style_folders(files: tuple[Path, ...], folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the folders that may have a house style: the style folders, then the template folders."""
    own = [files[-1].parent] if files else []
    for folder in (*own, *folders):
        yield folder if folder.name == STYLES_FOLDER else folder / STYLES_FOLDER
    yield from (folder for folder in (*own, *folders) if folder.name != STYLES_FOLDER)


def _find_style(name: str, files: tuple[Path, ...], folders: Sequence[Path]) -> Path | None:
    """Return the file of a house style that was not read already."""
    known = {path.resolve() for path in files}
    named = (path for path in _all_styles(files, folders) if path.stem == name and path.is_file())
    return next((path for path in named if path.resolve() not in known), None)


def _missing_style(
    name: str, position: YamlPosition, files: tuple[Path, ...], folders: Sequence[Path]
) -> YamlFault:
    if any(path.stem == name for path in files):
        return YamlFault("template-extends-cycle", position, {"name": name})
    names = sorted({path.stem for path in _all_styles(files, folders)} - {path.stem for path in files})
    match = closest_match(name, names)
    if match is not None:
        return YamlFault("template-extends-missing-near", position, {"name": name, "nearest": match})
    return YamlFault("template-extends-missing", position, {"name": name, "valid": ", ".join(names)})


def _all_styles(files: tuple[Path, ...], folders: Sequence[Path]) -> Iterator[Path]:
    for folder in _style_folders(files, folders):
        try:
            yield from folder.glob("*.yaml")
        except OSError:
            continue


def _set_file(tree: YamlTree, file: str) -> YamlTree:
    return YamlTree(
        tree.value,
        {path: replace(position, file=file) for path, position in tree.key_positions.items()},
        {path: replace(position, file=file) for path, position in tree.value_positions.items()},
        tuple(replace(fault, position=replace(fault.position, file=file)) for fault in tree.faults),
    )


def _merge(child: YamlTree, parent: YamlTree) -> YamlTree:
    """Return a merged tree, in which values of the child come first."""
    if not isinstance(child.value, dict) or not isinstance(parent.value, dict):
        return child
    merger = _Merger(parent, dict(child.key_positions), dict(child.value_positions))
    value = merger.mapping(child.value, parent.value, (), ())
    return YamlTree(value, merger.keys, merger.values, (*child.faults, *parent.faults))


@dataclass(slots=True, eq=False, repr=False)
class _Merger:
    """Merges two trees; `keys` and `values` are the positions in the merged tree."""

    parent: YamlTree
    keys: dict[TreePath, YamlPosition]
    values: dict[TreePath, YamlPosition]

    def mapping(
        self, own: dict[str, Value], inherited: dict[str, Value], path: TreePath, parent_path: TreePath
    ) -> dict[str, Value]:
        """Return a mapping completed from another one; `path` and `parent_path` are their paths."""
        merged = dict(own)
        for key, value in inherited.items():
            if not path and key in {"extends", "id"}:
                continue
            if key in own:
                merged[key] = self._merge_values(own[key], value, (*path, key), (*parent_path, key))
            elif not (
                path[:1] in {("fields",), ("parts",)}
                and own.get("kind", inherited.get("kind")) != inherited.get("kind")
            ):
                merged[key] = value
                self._copy_positions((*path, key), (*parent_path, key), value)
        return merged

    def _merge_values(self, own: Value, inherited: Value, path: TreePath, parent_path: TreePath) -> Value:
        if isinstance(own, dict) or isinstance(inherited, dict):
            own, inherited = long_form(path, own), long_form(path, inherited)
        if (
            isinstance(own, dict)
            and isinstance(inherited, dict)
            and path[-1] not in _UNMERGED
            and path[:1] != ("words",)
        ):
            return self.mapping(own, inherited, path, parent_path)
        if path == ("words",) and isinstance(own, dict) and isinstance(inherited, dict):
            return self.mapping(own, inherited, path, parent_path)
        if path in {("fields",), ("parts",)} and isinstance(own, list) and isinstance(inherited, list):
            return [self._merge_entry(entry, inherited, (*path, index)) for index, entry in enumerate(own)]
        return own

    def _merge_entry(self, entry: Value, inherited: list[Value], path: TreePath) -> Value:
        """Return a field or part completed from the house style's entry with the same key."""
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            return entry
        for index, other in enumerate(inherited):
            if isinstance(other, dict) and other.get("key") == entry["key"]:
                return self.mapping(entry, other, path, (path[0], index))
        return entry

    def _copy_positions(self, path: TreePath, parent_path: TreePath, value: Value) -> None:
        """Copy the positions of an inherited value and everything in it."""
        if parent_path in self.parent.key_positions:
            self.keys[path] = self.parent.key_positions[parent_path]
        if parent_path in self.parent.value_positions:
            self.values[path] = self.parent.value_positions[parent_path]
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, each in inner:
            self._copy_positions((*path, step), (*parent_path, step), each)


Profiles = Mapping[str, MarkingProfile]
DrawnFont = Callable[[str], str]


@domain_value
class CheckContext:
    """What a template is checked against.

    Markings are checked against `profiles` (by id) and fonts by `drawn_font`, if given, which returns the family that
    is used; house styles are searched for in the template's folder and in `folders`.
    """

    profiles: Profiles | None = None
    folders: tuple[Path, ...] = ()
    drawn_font: DrawnFont | None = None


DEFAULT_CONTEXT = CheckContext()


@domain_value
class LoadedTemplate:
    """A template, None if it has errors, its findings in the order of the file, and the files read."""

    template: Template | None
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


def require_template(checked: LoadedTemplate, path: Path) -> Template:
    """Return a template that was read from a file; raises TemplateError for its first fault."""
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


def read_template(path: Path, context: CheckContext = DEFAULT_CONTEXT) -> LoadedTemplate:
    """Return the template in a file with all findings.

    A file in a folder named `styles` is a house style, which may lack required keys.
    """
    try:
        data = read_regular_file(path, TEMPLATE_FORMAT.max_bytes)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = YamlFault("template-unreadable", YamlPosition(1, 1), {"reason": reason})
        return LoadedTemplate(template=None, findings=(_finding(fault, str(path)),))
    return check_text(data, path, context)


def check_text(data: bytes, path: Path, context: CheckContext = DEFAULT_CONTEXT) -> LoadedTemplate:
    """Return the template in the bytes of a file that may not be saved yet."""
    try:
        tree = read_tree(data)
    except YamlError as error:
        return LoadedTemplate(template=None, findings=(_finding(error.fault, str(path)),), files=(path,))
    resolved = resolve_extends(tree, path, context.folders)
    is_style = path.parent.name == STYLES_FOLDER
    template, faults = _template_of(resolved.tree)
    if is_style or resolved.faults:
        faults = tuple(fault for fault in faults if not _is_missing(fault, resolved.tree))
    between = semantic_faults(resolved.tree, context.profiles)
    if resolved.faults:  # a missing house style may define the fields
        between = (
            fault for fault in between if not fault.code.startswith(("template-slot", "template-field"))
        )
    all_faults = [*resolved.faults, *resolved.tree.faults, *faults, *between]
    own_folders = tuple(file.parent for file in resolved.files)
    all_faults += letterhead_faults(resolved.tree, own_folders)
    all_faults += picture_faults(resolved.tree, own_folders)
    if template is not None:
        all_faults += template_warnings(template, resolved.tree, context.drawn_font)
        all_faults += page_faults(template, resolved.tree)
    all_faults.sort(
        key=lambda fault: (fault.position.file, fault.position.line, fault.position.column, fault.code)
    )
    found = {_key(fault): _finding(fault, str(path)) for fault in all_faults}
    faulty = any(finding.severity == "error" for finding in found.values())
    return LoadedTemplate(
        template=None if faulty else template, findings=tuple(found.values()), files=resolved.files
    )


def _is_missing(fault: YamlFault, tree: YamlTree) -> bool:
    """Return whether a fault is a missing top-level key, which a house style may lack."""
    return fault.code in {"template-key-missing", "template-empty"} and fault.position == tree.position_of(())


def _template_of(tree: YamlTree) -> tuple[Template | None, tuple[YamlFault, ...]]:
    if tree.value is None:
        return None, (YamlFault("template-empty", YamlPosition(1, 1)),)
    if not isinstance(tree.value, dict):
        return None, (YamlFault("template-no-mapping", tree.position_of(())),)
    from pydantic_core import ValidationError

    try:
        template: Template = file_adapter(Template).fit(tree.value)
    except ValidationError as error:
        return None, tuple(validation_faults(error, tree, key_names))
    return template, ()


def _key(fault: YamlFault) -> tuple[str, YamlPosition, tuple[tuple[str, str], ...]]:
    return fault.code, fault.position, tuple(sorted(fault.parameters.items()))


def _finding(fault: YamlFault, file: str) -> Finding:
    return Finding(
        code=fault.code,
        severity="warning" if fault.code in WARNINGS else "error",
        place=Place(file=fault.position.file or file, line=fault.position.line, column=fault.position.column),
        parameters=fault.parameters,
    )
