"""Mutants change one place of a module each, and only what a test could notice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mutation_operators import mutants_of


def changes(folder: Path, source: str, *, everything: bool = False) -> list[str]:
    """Return how each mutant's source differs, in the line of a function's body or anywhere."""
    path = folder / "module.py"
    path.write_text(source if everything else f"def f(a, b, c):\n    {source}\n", encoding="utf-8")
    found = []
    for mutant in mutants_of(path, Path("module.py")):
        changed = mutant.source().decode()
        compile(changed, "module.py", "exec")
        found.append(changed if everything else changed.partition("\n")[2].strip())
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", ["x = ((a) <= (b))", "x = ((a) >= (b))"]),
        ("x = a < b == c", ["x = ((a) <= (b) == (c))", "x = ((a) >= (b) == (c))", "x = ((a) < (b) != (c))"]),
        ("x = a is None", ["x = ((a) is not (None))"]),
        ("x = a and b", ["x = ((a) or (b))"]),
        ("x = not a", ["x = (a)"]),
        ("x = -a", ["x = (a)"]),
        ("x = a + b * c", ["x = ((a) - (b * c))", "x = a + ((b) // (c))"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = 0.5", ["x = 1.0", "x = 0.25"]),
        ("x = True", ["x = False"]),
        ("x = 'word'", []),
        ("x = f'{a + b}'", []),
        ("x: int | None = a", []),
        ("x = isinstance(a, int | None)", []),
        ("x = a if b else c", ["x = (c if b else a)"]),
        ("x = max(a, b)", ["x = min(a, b)"]),
        ("x = a[b:c]", ["x = a[:c]", "x = a[b:]"]),
        ("x = a[0]", ["x = a[1]"]),
        ("x = a[2]", ["x = a[3]", "x = a[1]"]),
        ("a.b = c", ["pass"]),
        ("a(b)", ["pass"]),
        ("a += b", ["pass", "a -= b"]),
        ("raise a", ["pass"]),
        ("return a", ["return None"]),
        ("return None", []),
        ("return False", ["return True"]),
        ("assert a < b", []),
        ("x = zip(a, b, strict=True)", []),
        ("os.fsync(a)", []),
        ("sync_folder(a)", []),
        ("x = 5000", ["x = 5001", "x = 4999"]),
        ("assert_never(a)", []),
        ("'''What it does.'''", []),
    ],
)
def test_each_kind_of_code_has_its_changes(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert changes(tmp_path, source) == expected


def test_a_condition_is_turned_round(tmp_path: Path) -> None:
    assert changes(tmp_path, "if a: b = c")[0] == "if not (a): b = c"


def test_limits_of_size_are_not_moved_by_one(tmp_path: Path) -> None:
    assert changes(tmp_path, "X = 2_000\n", everything=True) == []
    assert changes(tmp_path, "X = 16 * 1024\n", everything=True) == ["X = ((16) // (1024))\n"]
    assert changes(tmp_path, "X = 0x1000\n", everything=True) == ["X = 4097\n", "X = 4095\n"]
    assert changes(tmp_path, "_CACHED_TEXTS = 64\n", everything=True) == []
    assert changes(tmp_path, "X = 999\n", everything=True) == ["X = 1000\n", "X = 998\n"]


def test_code_that_does_not_run_here_is_left_alone(tmp_path: Path) -> None:
    other = "win32" if sys.platform != "win32" else "darwin"
    for condition in ("TYPE_CHECKING", f'sys.platform == "{other}"'):
        assert changes(tmp_path, f"if {condition}: a(b)") == []


def test_signs_of_several_bytes_shift_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path, 'x = "外務省" + a[b:]')[-1] == 'x = "外務省" + a[:]'


def test_a_mutant_knows_the_lines_of_its_statement_and_whether_an_import_runs_it(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "X = 1\n\n\ndef f(a, b=2):\n    if a(\n        b < 1\n    ):\n        return 3\n", encoding="utf-8"
    )
    found = {str(mutant): mutant for mutant in mutants_of(path, Path("module.py"))}
    assert not found["module.py:1: X = [1 => 2]"].in_function
    assert not found["module.py:4: def f(a, b=[2 => 3]):"].in_function
    inner = found["module.py:6: [b < 1 => ((b) <= (1))]"]
    assert (inner.in_function, inner.lines) == (True, range(5, 8))
    last = found["module.py:8: return [3 => 4]"]
    assert last.lines == range(8, 9)
    assert last.change == "return [3 => 4]"
