"""The trees by which a line is weighed: read from their text, and counted the same in any order."""

from __future__ import annotations

import pytest

from briefbuilder.importers.plaintext import forest, trees
from briefbuilder.importers.plaintext.evidence import Evidence
from briefbuilder.importers.plaintext.layout import layout


def test_a_tree_is_read_from_its_root() -> None:
    tree = forest.read_tree(iter(["0<40", "1<0.5", "-3", "7", "-9"]), ["width", "comma"])
    assert tree == ("width", 40.0, ("comma", 0.5, -3, 7), -9)


def test_findings_follow_the_trees_and_what_is_missing_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "NAMES", "width|comma")
    monkeypatch.setattr(trees, "TREES", "0<40 1<0.5 -3 7 -9\n1<0.5 100 200\n")
    forest.read_forest.cache_clear()
    try:
        assert forest.weigh({"width": 12}) == 97
        assert forest.weigh({"width": 12, "comma": True}) == 207
        assert forest.weigh({"width": 41}) == 91
    finally:
        forest.read_forest.cache_clear()


def test_every_finding_that_is_weighed_is_one_that_lines_have() -> None:
    paragraph = "Harbours keep common stocks of the gases, and argon is one."
    units = layout(f"{paragraph}\n\nShips wait.\n\nArgon\n\n{paragraph}\n\nShips wait.").units
    evidence = Evidence(units)
    assert set(trees.NAMES.split("|")) <= evidence.of(2).keys()
    assert isinstance(forest.weigh(evidence.of(2)), int)
