"""The structure of the source: no import cycles, no private names of other libraries, one class of each name."""

from __future__ import annotations

import ast
import graphlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

_DOCUMENTED = {
    "_replace": "named tuples",
    "_exit": "os",
    "_MEIPASS": "PyInstaller",
    "_Element": "lxml has no public name for the type of its elements",
}
"""Names with an underscore that their libraries document."""


Nodes = dict[str, tuple[ast.AST, ...]]


@pytest.fixture(scope="module")
def trees(root: Path) -> Nodes:
    """All nodes of each module of the source."""
    found: Nodes = {}
    for path in sorted((root / "src").rglob("*.py")):
        name = ".".join(path.relative_to(root / "src").with_suffix("").parts).removesuffix(".__init__")
        found[name] = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def test_every_module_says_in_its_first_lines_what_it_answers_for(trees: Nodes) -> None:
    said = {
        name: isinstance(tree[0], ast.Module) and ast.get_docstring(tree[0]) for name, tree in trees.items()
    }
    assert [name for name, docstring in said.items() if not docstring] == []


def test_a_class_name_occurs_once_in_the_tree(trees: Nodes) -> None:
    names = Counter(node.name for tree in trees.values() for node in tree if isinstance(node, ast.ClassDef))
    assert len(names) > 300
    assert [name for name, number in names.items() if number > 1] == []


def test_a_broad_except_stands_only_at_a_workers_border(trees: Nodes) -> None:
    broad = {
        name.removeprefix("briefbuilder.")
        for name, tree in trees.items()
        for node in tree
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }
    assert broad <= {"app.jobs", "app.worker_process", "__main__", "selftest"}


def _is_broad(node: ast.ExceptHandler) -> bool:
    return node.type is None or (
        isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
    )


def test_modules_do_not_import_each_other_in_circles(trees: Nodes) -> None:
    """Imports within functions, deferred ones and those for types alone count, too."""
    graph = {
        name: {known for known in _imported(tree, trees) if known != name} for name, tree in trees.items()
    }
    assert len(graph) > 300
    graphlib.TopologicalSorter(graph).prepare()


def _imported(tree: tuple[ast.AST, ...], known: Nodes) -> Iterator[str]:
    for node in tree:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module for name in within]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith(
            ("Deferred", "_record_certainty", "_saved_page")
        ):
            names = [f"briefbuilder.importers.{ast.literal_eval(node.args[0]).partition(':')[0]}"]
        yield from (name for name in names if name in known)


def test_only_one_package_asks_which_operating_system_runs(trees: Nodes) -> None:
    asking = {
        name
        for name, tree in trees.items()
        for node in tree
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in {("sys", "platform"), ("os", "name"), ("platform", "system")}
    }
    assert {name.split(".")[1] for name in asking} == {"system"}
    assert "briefbuilder.system.locks" in asking


def test_only_one_module_opens_connections_to_dossiers(trees: Nodes) -> None:
    opening = {
        name
        for name, tree in trees.items()
        for node in tree
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"sqlite3.connect", "dbapi2.connect"}
        and ast.unparse(node.args[0]) != "':memory:'"
    }
    assert opening == {"briefbuilder.storage.database", "briefbuilder.storage.sqlcipher"}


def test_only_one_module_reaches_for_the_network(trees: Nodes) -> None:
    ways = {
        "asyncio",
        "ftplib",
        "http",
        "pg8000",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "urllib.request",
    }
    reaching = {
        name
        for name, tree in trees.items()
        for node in tree
        if (isinstance(node, ast.Import) and any(_is_way(alias.name, ways) for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module and _is_way(node.module, ways))
    }
    # The second refuses all others.
    assert reaching == {"briefbuilder.app.exchange.server", "briefbuilder.app.worker_process"}


def _is_way(module: str, ways: set[str]) -> bool:
    return any(module == way or module.startswith(f"{way}.") for way in ways)


def test_only_one_module_takes_items_from_layouts(trees: Nodes) -> None:
    """PySide keeps what these methods return after Qt has deleted it."""
    users = {
        name.removeprefix("briefbuilder.")
        for name, tree in trees.items()
        for node in tree
        if isinstance(node, ast.Attribute)
        and node.attr in {"addLayout", "insertLayout", "itemAt", "itemAtPosition"}
    }
    assert users == {"ui.widgets.layouts"}


def test_private_names_of_other_libraries_are_not_used(trees: Nodes) -> None:
    used = {
        (module, name) for module, tree in trees.items() for name in _private(tree) if name not in _DOCUMENTED
    }
    assert used == set()


def test_only_one_tool_uses_private_names_of_other_libraries(root: Path) -> None:
    used = {
        path.stem
        for path in (root / "tools").rglob("*.py")
        for name in _private(tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
        if name not in _DOCUMENTED
    }
    assert used == {"word_elements"}


def _private(tree: tuple[ast.AST, ...]) -> Iterator[str]:
    """Yield the private names that a module takes from others; what it defines anywhere is its own."""
    own = {node.id for node in tree if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {
        node.attr
        for node in tree
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }
    for node in tree:
        if isinstance(node, ast.Attribute) and not (
            isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
        ):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"getattr", "setattr"}:
            names = [str(node.args[1].value)] if isinstance(node.args[1], ast.Constant) else []
        else:
            continue
        yield from (
            name for name in names if name.startswith("_") and not name.startswith("__") and name not in own
        )
