"""The direction of a paragraph follows from its language and from what is written around words in others."""

from __future__ import annotations

import pytest

from briefbuilder.domain.document import Run
from briefbuilder.export.direction import is_content_right_to_left

TITLE = Run(text="مصر تبحث التعاون", language="ar")


@pytest.mark.parametrize(
    ("content", "language", "is_rtl"),
    [
        ((Run(text="“"), TITLE, Run(text="”.")), "pt-BR", False),
        ((Run(text="「"), TITLE, Run(text="」。")), "ja", False),
        ((TITLE,), "it", True),
        ((Run(text=" "), TITLE), "it", True),
        ((Run(text="قال الوزير (OECD)"),), "it", True),
        ((Run(text="“"), Run(text="Title", language="en"), Run(text="”.")), "ar", True),
    ],
)
def test_marks_around_a_foreign_title_keep_the_direction_of_the_document(
    content: tuple[Run, ...], language: str, is_rtl: bool
) -> None:
    assert is_content_right_to_left(content, language) == is_rtl
