"""A Word file that came back is read and compared in other processes, and its changes are reviewed."""

from __future__ import annotations

from pathlib import Path

import docx
from tests.ui.brief.conftest import Desk

from briefbuilder.app.export import export


def test_a_returned_file_is_compared_and_another_one_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "chips.docx"
    export(desk.session, desk.briefing.id, [file], anyway=True)
    document = docx.Document(str(file))
    quoted = next(one for one in document.paragraphs if "tempi certi" in one.text)
    quoted.runs[0].text = quoted.runs[0].text.replace("certi", "rapidi")
    document.save(str(file))
    desk.prompter.files = (file,)
    action = desk.services.actions.action("review-corrections")
    action.trigger()
    assert not action.isEnabled()
    # The pane is made while the file is compared.
    assert desk.pane.review.layout() is not None
    assert desk.pane.review.isHidden()
    assert desk.services.toasts.last == "Comparing “chips.docx” with the briefing …"
    desk.qtbot.waitUntil(lambda: desk.pane.reviews)
    (change,) = desk.pane.review.model.changes
    assert change.quotation
    assert "rapidi" in desk.pane.review.change.text.toPlainText()
    desk.pane.end_review()

    other = docx.Document()
    other.add_paragraph("Minutes of the allotment society, with a discussion of hedges and of the new gate.")
    other.save(str(tmp_path / "minutes.docx"))
    desk.pane.returned.start(tmp_path / "minutes.docx")
    desk.qtbot.waitUntil(lambda: not desk.pane.returned.job.running)
    assert [error.code for error in desk.prompter.errors] == ["returned-other"]
    assert not desk.pane.reviews
    assert action.isEnabled()
