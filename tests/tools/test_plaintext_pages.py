"""How the benchmark of plain texts takes and compares headings."""

from __future__ import annotations

import gzip
from pathlib import Path

from bench.plaintexts import (
    Page,
    alone,
    by_simple_rule,
    fetched_pages,
    tally_with_titles,
    with_title_by_program,
    without_number,
)

PARAGRAPH = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Harbours</title></head><body><article><h1>Harbours</h1>
<p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p><h2>Who pays</h2><p>{PARAGRAPH * 4}</p></article></body></html>"""


def test_fetched_pages_are_labelled_by_their_markup(tmp_path: Path) -> None:
    folder = tmp_path / "shared" / "corpora" / "pages" / "news"
    folder.mkdir(parents=True)
    for name, content in {"harbours": PAGE, "short": "<p>Too short.</p>", "empty": ""}.items():
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(content.encode()))
    (page,) = fetched_pages(tmp_path / "checkout", "news")
    assert page.title == "Harbours"
    assert list(page.headings) == ["whopays"]


def test_a_set_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    assert fetched_pages(tmp_path, "news") == ()


def test_the_number_of_a_heading_does_not_tell_it_apart() -> None:
    assert without_number("3. 1. Valves") == without_number("1. Valves") == without_number("Valves")
    page = Page(
        "a",
        "en",
        "Keeping gas",
        (("heading", "1. Valves"), ("paragraph", "The tanks are filled in spring. " * 3)),
    )
    assert by_simple_rule("1. Valves\n\nThe tanks are filled in spring.", page) == page.headings


def test_the_easier_measure_counts_the_title_and_leaves_lists_out() -> None:
    prose = (
        "The tanks are filled in spring, and the valves are closed by hand when the last ship has left. " * 2
    )
    blocks = (
        ("paragraph", prose),
        ("list_item", "Argon"),
        ("heading", "Valves of the tanks"),
        ("paragraph", prose),
    )
    tally = tally_with_titles([Page("a", "en", "Keeping gas", blocks)], alone, with_title_by_program)
    assert (tally.expected, tally.found, tally.right) == (2, 2, 2)
