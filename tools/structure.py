"""Prints figures about the structure of the code."""

from __future__ import annotations

import argparse
import ast
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PACKAGE = "briefbuilder"
_DEFERRED = re.compile(r"(?:Deferred(?:\[.*\])?|_record_certainty)\('([\w.]+):(\w+)'\)$")
"""A function of an importer that is imported at its first call."""


def read_modules(root: Path) -> dict[str, ast.Module]:
    """Return every module of the product by its dotted name."""
    source = root / "src"
    return {
        _dotted(path.relative_to(source)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((source / PACKAGE).rglob("*.py"))
    }


def importers(modules: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Return which modules use each module; imports inside functions and deferred ones count, a package's own list does not."""
    used: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules.items():
        for imported in _imported(tree):
            target = imported if imported in modules else imported.rpartition(".")[0]
            if target in modules and target != name and not target.startswith(f"{name}."):
                used[target].add(name)
    return used


def forwarders(tree: ast.Module) -> Iterator[str]:
    """Yield the methods that only hand their arguments on to an attribute of `self`."""
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for method in owner.body:
            if isinstance(method, ast.FunctionDef) and _forwards(method):
                yield f"{owner.name}.{method.name}"


def repeated_classes(modules: Mapping[str, ast.Module]) -> dict[str, int]:
    """Return the class names that occur in more than one place, with how often they do."""
    counts = Counter(
        node.name for tree in modules.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    return {name: count for name, count in counts.items() if count > 1}


def cycles(modules: Mapping[str, ast.Module]) -> list[list[str]]:
    """Return the groups of modules that import each other, in whatever way."""
    used = importers(modules)
    imports: dict[str, set[str]] = defaultdict(set)
    for target, users in used.items():
        for user in users:
            imports[user].add(target)
    reach = {name: _reachable(name, imports) for name in modules}
    groups = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in modules
        if name in reach[name]
    }
    return sorted(sorted(group) for group in groups)


def _reachable(start: str, imports: Mapping[str, Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(imports.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(imports.get(name, ()))
    return seen


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(PACKAGE))
        elif isinstance(node, ast.Attribute) and (path := ast.unparse(node)).startswith("app."):
            # A module of a package that imports it when it is used.
            yield f"{PACKAGE}.{path}"
        elif isinstance(node, ast.Call) and (deferred := _DEFERRED.match(ast.unparse(node))):
            yield f"{PACKAGE}.importers.{deferred[1]}.{deferred[2]}"


def _forwards(method: ast.FunctionDef) -> bool:
    body = [statement for statement in method.body if not _is_docstring(statement)]
    if len(body) != 1 or not isinstance(body[0], ast.Return | ast.Expr):
        return False
    value = body[0].value
    if isinstance(value, ast.Call):
        if not all(isinstance(each, ast.Name | ast.Starred) for each in value.args):
            return False
        value = value.func
    parts = 0
    while isinstance(value, ast.Attribute):
        value, parts = value.value, parts + 1
    return isinstance(value, ast.Name) and value.id == "self" and parts > 1


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def main() -> None:
    """Print the figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="list the names, too")
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).resolve().parents[1])
    arguments = parser.parse_args()
    root: Path = arguments.checkout
    if not (root / "src" / PACKAGE).is_dir():
        parser.error(f"{root} has no folder src/{PACKAGE}")
    modules = read_modules(root)
    lengths = [
        len(path.read_text(encoding="utf-8").splitlines()) for path in (root / "src" / PACKAGE).rglob("*.py")
    ]
    used = importers(modules)
    single = [name for name, users in used.items() if len(users) == 1]
    own_package = [
        name for name in single if name.rpartition(".")[0] == next(iter(used[name])).rpartition(".")[0]
    ]
    handed_on = [name for tree in modules.values() for name in forwarders(tree)]
    session = [name for name in handed_on if name.startswith("Session.")]
    print(f"files                            {len(lengths)}")
    print(f"lines                            {sum(lengths)}")
    print(f"median lines a file              {statistics.median(lengths):g}")
    print(f"longest file                     {max(lengths)}")
    print(f"modules with one importer        {len(single)} ({len(own_package)} in their own package)")
    print(f"methods that only forward        {len(handed_on)} ({len(session)} in Session)")
    print(f"class names that occur twice     {len(repeated_classes(modules))}")
    print(f"groups of modules in a cycle     {len(cycles(modules))}")
    if arguments.verbose:
        print(
            "\n".join(sorted(single)),
            sorted(handed_on),
            repeated_classes(modules),
            cycles(modules),
            sep="\n\n",
        )


if __name__ == "__main__":
    main()
