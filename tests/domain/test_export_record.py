"""What an export said of its paragraphs."""

from __future__ import annotations

import pytest

from briefbuilder.domain.export_record import ExportedParagraph, block_digest


def test_the_digest_of_a_text_does_not_depend_on_how_its_accents_are_composed() -> None:
    # The first 16 digits of the SHA-256 of the text in UTF-8 (sha256sum).
    assert block_digest("abc") == "ba7816bf8f01cfea"
    assert block_digest("cafe\u0301") == block_digest("café") != block_digest("cafe")


@pytest.mark.parametrize("text", ["", "\ud800", "外務省 💡"])
def test_any_text_has_a_digest_of_sixteen_digits(text: str) -> None:
    assert len(block_digest(text)) == 16


def test_a_paragraph_without_an_address_is_the_templates() -> None:
    assert ExportedParagraph(text="Page").source == "generated"
