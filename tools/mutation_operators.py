"""The mutants of a module: each changes one comparison, condition, sum, number, result, statement or slice."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
}
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "*",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}
NEVER_TRUE = {
    "TYPE_CHECKING",
    *(f"sys.platform == '{name}'" for name in ("win32", "darwin") if name != sys.platform),
}
"""Conditions of what does not run on this computer."""
FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
LIMIT = 1_000
"""A module's constant from which on its exact value means nothing, such as a limit of size. It is not moved by one."""
CACHE = "CACHE"
"""What the names of sizes of caches contain: they change how long something takes, never what comes out."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a module: the bytes `start` to `end` are replaced."""

    path: Path
    shown: str
    start: int
    end: int
    new: str
    lines: range
    """The lines of the statement; of a compound one, those of its head."""
    in_function: bool

    @property
    def change(self) -> str:
        """The line with the change in brackets: it names a mutant also where its module is renamed or grows."""
        data = self.path.read_bytes()
        begin, stop = data.rfind(b"\n", 0, self.start) + 1, data.find(b"\n", self.end)
        line = (
            data[begin : self.start]
            + b"["
            + data[self.start : self.end]
            + b" => "
            + self.new.encode()
            + b"]"
            + data[self.end : stop]
        )
        return " ".join(line.decode().split())

    def source(self) -> bytes:
        """Return the changed source of the module."""
        data = self.path.read_bytes()
        return data[: self.start] + self.new.encode() + data[self.end :]

    def __str__(self) -> str:
        number = self.path.read_bytes().count(b"\n", 0, self.start) + 1
        return f"{self.shown}:{number}: {self.change}"


def mutants_of(path: Path, shown: Path) -> list[Mutant]:
    """Return all mutants of a module, each once."""
    data = path.read_bytes()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = {}
    for node, new, lines, in_function in _changes(ast.parse(data), data.decode()):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        if data[start:end].decode() != new:
            found[start, end, new] = Mutant(path, str(shown), start, end, new, lines, in_function)
    return list(found.values())


Change = tuple[ast.expr | ast.stmt, str, range, bool]


def _changes(tree: ast.Module, source: str) -> Iterator[Change]:
    """Yield what can be changed: a node, its new source, its lines, and whether it is in a function."""
    limits = _numbers_of_limits(tree, source)

    def visit(node: ast.AST, lines: range, in_function: bool) -> Iterator[Change]:
        if isinstance(node, ast.stmt):
            last = node.end_lineno or node.lineno
            body = getattr(node, "body", None)
            lines = range(node.lineno, body[0].lineno if body else last + 1)
            yield from ((one, new, lines, in_function) for one, new in _of_statement(node) if in_function)
        if isinstance(node, ast.expr) and node not in limits:
            yield from ((node, new, lines, in_function) for new in _of_expression(node))
        if isinstance(node, ast.Subscript) and ast.unparse(node.slice) == "0":
            # The last one is the first one in all rows of one column; the second one is told apart.
            yield node, f"{ast.unparse(node.value)}[1]", lines, in_function
            yield from visit(node.value, lines, in_function)
            return
        function = isinstance(node, ast.FunctionDef | ast.Lambda)
        for name, child in _children(node):
            yield from visit(child, lines, in_function or (function and name == "body"))

    for statement in tree.body:
        yield from visit(statement, range(0), False)


def _numbers_of_limits(tree: ast.Module, source: str) -> set[ast.expr]:
    """Return the decimal numbers of a module's constants that are `LIMIT` or more, factors of products and sizes of caches."""
    found: set[ast.expr] = set()
    for statement in tree.body:
        is_cache = isinstance(statement, ast.Assign) and CACHE in ast.unparse(statement.targets[0])
        for node in ast.walk(statement) if isinstance(statement, ast.Assign | ast.AnnAssign) else ():
            factors = (
                (node.left, node.right)
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
                else ()
            )
            for one in (node, *factors):
                if (
                    isinstance(one, ast.Constant)
                    and isinstance(one.value, int)
                    and (one is not node or one.value >= LIMIT or is_cache)
                    and not (ast.get_source_segment(source, one) or "").startswith("0x")
                ):
                    found.add(one)
    return found


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the nodes in a node that may be changed and run here."""
    if isinstance(node, ast.JoinedStr | ast.Assert | ast.arg):
        return
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return  # of zip: like an assertion, it only tells where the program itself is wrong
    left_out = {"annotation", "returns", "decorator_list", "bases"}
    if isinstance(node, ast.If) and ast.unparse(node.test) in NEVER_TRUE:
        left_out |= {"test", "body"}
    for name, value in ast.iter_fields(node):
        nodes = value if isinstance(value, list) else [value]
        yield from ((name, one) for one in nodes if isinstance(one, ast.AST) and name not in left_out)


def _of_statement(node: ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield what a statement can become, or a condition in its head."""
    match node:
        case ast.Expr(value=ast.Constant() | ast.Call(func=ast.Name(id="assert_never" | "sync_folder"))):
            pass
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="fsync"))):
            pass  # like `sync_folder`, it waits for the disk: only a test that cuts the power would notice
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Continue() | ast.Break():
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) not in {"None", "False"}:
            # Who asks for a truth value takes None for False; False becomes True as an expression.
            yield value, "None"
        case ast.If(test=ast.Compare() | ast.UnaryOp()) | ast.While(test=ast.Compare() | ast.UnaryOp()):
            pass  # turned round as expressions
        case ast.If(test=test) | ast.While(test=test) if ast.unparse(test) not in NEVER_TRUE:
            yield test, f"not ({ast.unparse(test)})"
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield node, f"{ast.unparse(node.target)} {ARITHMETIC[type(node.op)]}= {ast.unparse(node.value)}"


def _of_expression(node: ast.expr) -> Iterator[str]:
    """Yield what an expression can become."""
    match node:
        case ast.Constant(value=bool() as value):
            yield str(not value)
        case ast.Constant(value=int() as value):
            yield from (str(value + 1), str(value - 1))
        case ast.Constant(value=float() as value):
            yield from (str(value * 2), str(value / 2))
        case ast.IfExp():
            yield f"({ast.unparse(node.orelse)} if {ast.unparse(node.test)} else {ast.unparse(node.body)})"
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            yield FUNCTIONS[name] + ast.unparse(node)[len(name) :]
        case ast.Subscript(value=value, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            cuts = ([(None, upper)] if lower else []) + ([(lower, None)] if upper else [])
            for low, high in cuts:
                yield ast.unparse(ast.Subscript(value, ast.Slice(low, high, step), node.ctx))
        case _:
            yield from _of_operation(node)


def _of_operation(node: ast.expr) -> Iterator[str]:
    """Yield what a comparison, a condition or a sum can become."""
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                yield from (_compared(node, at, sign) for sign in COMPARISONS[type(op)])
        case ast.BoolOp():
            sign = " and " if isinstance(node.op, ast.Or) else " or "
            yield f"({sign.join(f'({ast.unparse(value)})' for value in node.values)})"
        case ast.UnaryOp(op=ast.Not()) | ast.UnaryOp(op=ast.USub(), operand=ast.Name() | ast.Attribute()):
            yield f"({ast.unparse(node.operand)})"
        case ast.BinOp() if type(node.op) in ARITHMETIC and not _is_union(node):
            yield f"(({ast.unparse(node.left)}) {ARITHMETIC[type(node.op)]} ({ast.unparse(node.right)}))"


def _compared(node: ast.Compare, at: int, sign: str) -> str:
    """Return a comparison with another sign at one place."""
    signs = [ast.unparse(ast.Compare(ast.Name("x"), [op], [ast.Name("y")]))[2:-2] for op in node.ops]
    signs[at] = sign
    rest = "".join(f" {op} ({ast.unparse(value)})" for op, value in zip(signs, node.comparators, strict=True))
    return f"(({ast.unparse(node.left)}){rest})"


def _is_union(node: ast.BinOp) -> bool:
    """Return whether an operation joins types, as in `int | None`."""
    return isinstance(node.op, ast.BitOr) and any(
        ast.unparse(one)[:1].isupper() or ast.unparse(one) in {"int", "str", "bytes", "float", "bool"}
        for one in (node.left, node.right)
    )
