"""What was changed in Word can be accepted, or only be told."""

from __future__ import annotations

import pytest

from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.word_changes import WordChange, decision_id, joined_text


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        (WordChange(number=1, key="k", kind="comment"), True),
        (WordChange(number=1, key="k", kind="furniture"), True),
        (WordChange(number=1, key="k", kind="edited", source="contents"), True),
        (WordChange(number=1, key="k", kind="edited", source="generated"), True),
        (WordChange(number=1, key="k", kind="edited", source="own"), False),
        (WordChange(number=1, key="k", kind="deleted"), False),
    ],
)
def test_comments_and_made_text_are_only_told(change: WordChange, is_told: bool) -> None:
    assert change.is_report_only is is_told


def test_the_paragraphs_of_a_change_are_one_text_and_its_decision_names_the_export() -> None:
    assert joined_text(["One.", "", "Two."]) == "One.\u2029\u2029Two."
    change = WordChange(number=3, key="k3", kind="edited")
    assert decision_id(ExportRecord(id="e1", briefing="b1"), change) == "b1:e1:k3"


def test_a_change_is_in_the_officers_own_text_until_it_is_said_otherwise() -> None:
    change = WordChange(number=1, key="k", kind="edited")
    assert (change.tracked, change.quotation, change.conflict, change.done) == (False, False, False, False)
    assert (change.behind, change.cell, change.reply_to) == (None, None, None)
