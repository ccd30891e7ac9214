"""The two roads of ARCHITECTURE.md lead through functions that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_STEP = re.compile(r"(?m)^\d+\. .*?`(?:\w+\.)*?(\w+\.\w+)`")
_DEFINED = re.compile(r"(?m)^(?:class (\w+)|(    )?def (\w+))")


def _functions(path: Path) -> Iterator[str]:
    """Yield the functions of a module and the methods of its classes, such as "module.function" and "Class.method"."""
    owner = ""
    for found in _DEFINED.finditer(path.read_text(encoding="utf-8")):
        owner = found[1] or owner
        if found[3]:
            yield f"{owner if found[2] else path.stem}.{found[3]}"


def test_each_step_of_the_roads_is_a_function_of_a_module_or_a_method_of_a_class(root: Path) -> None:
    roads = (root / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Two roads")[2]
    steps = _STEP.findall(roads)
    imported, tagged = map(len, map(_STEP.findall, roads.split("The user presses T")))
    assert (imported, tagged) == (25, 12), "a road through the code should not become longer"
    known = {name for path in (root / "src").rglob("*.py") for name in _functions(path)}
    assert [step for step in steps if step not in known] == []
