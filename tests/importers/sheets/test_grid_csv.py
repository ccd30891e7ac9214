"""Tables in comma-separated values."""

from __future__ import annotations

import pytest

from briefbuilder.domain.text import Table
from briefbuilder.importers.limits import TABLE_COLUMNS, TABLE_ROWS
from briefbuilder.importers.registry import importer_for
from briefbuilder.importers.sheets.grid import read_csv

EXPORTS = """Country;Exports (bn €);Share
Germany;1.575,7;"24,1 %"
Netherlands;866,1;13,2 %
"Italy; Vatican";626,2;
"""


def cells(data: bytes, name: str = "exports.csv") -> list[list[str]]:
    (table,) = read_csv(data, name).blocks
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_figures_with_decimal_commas_stay_whole(charset: str) -> None:
    assert cells(EXPORTS.encode(charset)) == [
        ["Country", "Exports (bn €)", "Share"],
        ["Germany", "1.575,7", "24,1 %"],
        ["Netherlands", "866,1", "13,2 %"],
        ["Italy; Vatican", "626,2", ""],
    ]


def test_the_first_row_is_the_head_and_the_name_is_the_title() -> None:
    draft = read_csv(EXPORTS.encode(), "exports 2025.csv")
    (table,) = draft.blocks
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [cell.header for row in table.rows[:2] for cell in row.cells] == [True] * 3 + [False] * 3
    assert draft.metadata.title == "exports 2025"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator: str) -> None:
    text = "\r\n".join(separator.join(row) for row in (("a", "b"), ("1", "2"), ("3", "4")))
    assert cells(text.encode()) == [["a", "b"], ["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("separator", [";", "\\", "]", "^", "-"])
def test_a_separator_that_the_file_declares_is_taken(separator: str) -> None:
    text = "sep=;\na,b;c\n1,2;3\n".replace(";", separator)
    assert cells(text.encode()) == [["a,b", "c"], ["1,2", "3"]]


def test_quoted_cells_may_hold_separators_quotes_and_line_ends() -> None:
    assert cells(b'a,b\n"x, ""y""","two\nlines"\n') == [["a", "b"], ['x, "y"', "two lines"]]


def test_rows_beyond_the_characters_of_a_sheet_are_cut_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefbuilder.importers.sheets.grid.SHEET_CHARACTERS", 1_000)
    draft = read_csv(b"a,b\n" + b"%b,1\n" % (b"x" * 400) * 10, "long.csv")
    (table,) = draft.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 4
    assert [(notice.code, notice.subject) for notice in draft.notices][:1] == [("table-cut", "long: 4 × 2")]


def test_more_rows_and_columns_than_a_table_may_have_are_cut_with_a_notice() -> None:
    draft = read_csv(b"a,b\n" + b"x,1\n" * TABLE_ROWS, "large.csv")
    (table,) = draft.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == TABLE_ROWS
    assert [(notice.code, notice.subject) for notice in draft.notices][:1] == [
        ("table-cut", f"large: {TABLE_ROWS} × 2")
    ]
    wide = b",".join([b"cell"] * 16_384) + b"\n"
    (cut,) = read_csv(wide * 3, "wide.csv").blocks
    assert isinstance(cut, Table)
    assert len(cut.rows[0].cells) == TABLE_COLUMNS


def test_lines_above_and_below_a_table_are_paragraphs() -> None:
    draft = read_csv(
        b"Exports of goods;;\n;;\nCountry;2024;2025\nItaly;626,2;640\n\nSource: customs;;\n", "a.csv"
    )
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("paragraph", "Exports of goods"),
        ("table", "Country\t2024\t2025\nItaly\t626,2\t640"),
        ("paragraph", "Source: customs"),
    ]


@pytest.mark.parametrize(
    "data", [b",".join([b"cell"] * (TABLE_COLUMNS + 1)), b'a,b\n"' + b"x" * 200_000], ids=["wide", "unclosed"]
)
def test_what_is_no_table_is_read_as_text(data: bytes) -> None:
    assert not any(isinstance(block, Table) for block in read_csv(data, "odd.csv").blocks)


def test_content_and_name_together_tell_a_table() -> None:
    assert importer_for(EXPORTS.encode(), "exports.csv").id == "csv"
    assert importer_for(EXPORTS.encode("utf-16"), "exports.csv").id == "csv"
    assert importer_for(b"Country\tShare\nItaly\t4", "exports.tsv").id == "csv"
    assert importer_for(b"Well, yes\nThen, no\n", "notes.txt").id == "text"
    assert importer_for(b"One line of text without any mark", "note.csv").id == "text"


@pytest.mark.parametrize(
    "above",
    [
        "# Source: customs offices, harbours, and ministries\n",
        "# Source: customs offices\n# Extracted: 2025-03-04, 10:00, by hand\n",
        "Exports by country, in bn euros, adjusted, and preliminary\n",
        "# Figures\n\n",
    ],
)
def test_lines_of_text_above_the_head_are_no_row(above: str) -> None:
    data = f"{above}Country,2024,2025\nGermany,5,6\nItaly,3,4\n".encode()
    assert importer_for(data, "a.csv").id == "csv"
    *lines, table = read_csv(data, "a.csv").blocks
    assert [line.text for line in lines] == [line.strip("# ") for line in above.splitlines() if line]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [cell.text for cell in table.rows[0].cells] == ["Country", "2024", "2025"]


def test_a_number_sign_may_head_a_column() -> None:
    assert cells(b"#,Country,2025\n1,Germany,6\n2,Italy,4\n")[0] == ["#", "Country", "2025"]
