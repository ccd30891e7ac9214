"""What stays on a page with the next element."""

from __future__ import annotations

from briefbuilder.domain.document import DrawnQuotation, DrawnText, Run
from briefbuilder.export.keep_together import introduces


def test_an_excerpt_stays_with_the_address_below_it_but_not_with_the_source_of_the_next() -> None:
    quoted = DrawnQuotation(paragraphs=((Run(text="Stocks fell."),),), origin="e1")
    address = DrawnText(role="source", content=(Run(text="https://example.eu"),), origin="e1")
    assert introduces(quoted, address)
    assert not introduces(quoted, DrawnText(role="source", content=address.content, origin="e2"))
