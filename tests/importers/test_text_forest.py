"""The trees by which a line is weighed: read from their text, and counted the same in any order."""

from __future__ import annotations

from briefbuilder.importers.plaintext.forest import fitted_forest, read_forest
from briefbuilder.importers.plaintext.headings import HeadingFeatures
from briefbuilder.importers.plaintext.layout import layout


def test_a_tree_is_read_from_its_root() -> None:
    forest = read_forest("width|comma\n0<40 1<0.5 -3 7 -9\n")
    assert forest.names == ("width", "comma")
    assert forest.trees == (("width", 40.0, ("comma", 0.5, -3, 7), -9),)


def test_findings_follow_the_trees_and_what_is_missing_is_nothing() -> None:
    forest = read_forest("width|comma\n0<40 1<0.5 -3 7 -9\n1<0.5 100 200\n")
    assert forest.weigh({"width": 12}) == 97
    assert forest.weigh({"width": 12, "comma": True}) == 207
    assert forest.weigh({"width": 41}) == 91


def test_every_finding_that_is_weighed_is_one_that_lines_have() -> None:
    paragraph = "Harbours keep common stocks of the gases, and argon is one."
    units = layout(f"{paragraph}\n\nShips wait.\n\nArgon\n\n{paragraph}\n\nShips wait.").units
    evidence = HeadingFeatures(units)
    forest = fitted_forest()
    assert len(forest.trees) > 100
    assert set(forest.names) <= evidence.of(2).keys()
    assert isinstance(forest.weigh(evidence.of(2)), int)
