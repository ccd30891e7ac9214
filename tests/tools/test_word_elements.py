"""The elements of python-docx's objects, by the one private name of the library that tools rely on."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn
from word_elements import element_of


def test_paragraphs_runs_rows_and_comments_have_their_elements() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    run = paragraph.add_run("gas")
    row = word.add_table(1, 1).rows[0]
    comment = word.add_comment(run, "really?", author="Ann Lee")
    parts = {"w:p": paragraph, "w:r": run, "w:tr": row, "w:comment": comment}
    assert {name: element_of(part).tag for name, part in parts.items()} == {name: qn(name) for name in parts}
