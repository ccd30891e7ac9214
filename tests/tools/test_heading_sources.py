"""What the weights of headings are learned from: manuals give typed blocks, and numbers do not tell headings apart."""

from __future__ import annotations

from pathlib import Path

from bench.plaintexts import (
    Page,
    alone,
    by_simple_rule,
    tally_with_titles,
    with_title_by_program,
    without_number,
)
from heading_sources import manuals

HANDBOOK = """<html><head><title>x</title></head><body><nav><ul><li>Next</li></ul></nav>
<h1>Keeping gas</h1><p>The tanks are filled in spring.</p><h2 id="a">2. Valves <a href="#a">§</a></h2>
<ul><li><p>Close them.</p></li><li>Wait.</li></ul><pre>valve --close</pre><table><tr><td>1</td></tr></table></body></html>"""
HELP = """<page xmlns="http://projectmallard.org/1.0/"><info><title type="sort">x</title></info><title>Keeping gas</title>
<section><title>Valves</title><steps><item><p>Close them.</p></item></steps></section></page>"""


def test_a_handbooks_chapter_gives_its_innermost_blocks(tmp_path: Path) -> None:
    (tmp_path / "chapter.html").write_text(HANDBOOK, encoding="utf-8")
    (page,) = manuals(tmp_path)
    assert page.title == "Keeping gas"
    assert page.blocks == (
        ("paragraph", "The tanks are filled in spring."),
        ("heading", "2. Valves"),
        ("list_item", "Close them."),
        ("list_item", "Wait."),
        ("code", "valve --close"),
    )


def test_help_pages_are_read_three_as_one_text(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.page").write_text(HELP, encoding="utf-8")
    (page,) = manuals(tmp_path)
    one = [("heading", "Keeping gas"), ("heading", "Valves"), ("list_item", "Close them.")]
    assert list(page.blocks) == [*one, *one, *one][1:]


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
