"""What stays on a page with the next element."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.document import DrawnCell, DrawnQuotation, DrawnTable, DrawnText, Run
from briefbuilder.export.keep_together import introduces


def test_an_excerpt_stays_with_the_address_below_it_but_not_with_the_source_of_the_next() -> None:
    quoted = DrawnQuotation(paragraphs=((Run(text="Stocks fell."),),), origin="e1")
    address = DrawnText(role="source", content=(Run(text="https://example.eu"),), origin="e1")
    assert introduces(quoted, address)
    assert not introduces(quoted, DrawnText(role="source", content=address.content, origin="e2"))


def test_the_title_above_a_table_stays_with_it_where_the_table_has_only_a_portion_mark() -> None:
    title = DrawnText(role="body", content=(Run(text="(U) Table 1. The two programmes"),))
    table = DrawnTable(rows=(), widths=(), caption=(Run(text="(U) "),))
    assert introduces(title, table)
    assert not introduces(title, replace(table, caption=(Run(text="(U) The programmes"),)))


def test_the_last_paragraph_stays_with_the_signature_and_with_the_fields_below_it() -> None:
    last = DrawnText(
        role="body",
        content=(
            Run(
                text="Japan wishes to start with few large firms, and to widen the programme later if the first results are good."
            ),
        ),
    )
    signature = DrawnText(role="signature", content=(Run(text="The Director-General"),))
    label = DrawnText(role="metadata-label", content=(Run(text="Cleared by"),))
    fields = DrawnTable(rows=((DrawnCell(elements=(label,), header=True),),), widths=(1.0,))
    assert introduces(last, signature)
    assert introduces(signature, signature)
    assert introduces(last, fields)
    assert not introduces(last, replace(fields, rows=((DrawnCell(elements=(last,)),),)))
