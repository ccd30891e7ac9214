"""French words of the program, whose marks never stand alone at the beginning of a line."""

from __future__ import annotations

import pytest

from briefbuilder.app.messages import Words, use_no_break_spaces


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Fichiers : tous", "Fichiers\u00a0: tous"),
        ("« Ports » est chiffré ; ouvrez-le", "«\u00a0Ports\u00a0» est chiffré\u00a0; ouvrez-le"),
        ("à 10:30, déjà", "à 10:30, déjà"),
    ],
)
def test_a_mark_is_held_to_its_word(written: str, shown: str) -> None:
    assert use_no_break_spaces(written) == shown


def test_french_messages_hold_their_marks_and_leave_what_is_put_in_alone() -> None:
    said = Words("fr").text("title-candidate", subject="a « b » : c")
    assert said.endswith(" titre\u00a0: «\u00a0a « b » : c\u00a0».")
    assert "\u00a0" not in Words("it").text("title-candidate", subject="a")
