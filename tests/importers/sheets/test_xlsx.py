"""Workbooks in Office Open XML: heads, hidden parts, merged cells, limits, and hostile files."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.importers.conftest import Read
from tests.importers.readable import notice_subjects
from tests.importers.sheets.conftest import MakeWorkbook, row
from tests.narrowing import of_type

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph, Table
from briefbuilder.importers.limits import TABLE_COLUMNS, TABLE_ROWS
from briefbuilder.importers.registry import importer_for


def data_of(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def tables(reading: ImportedArticle) -> list[Table]:
    return [block for block in reading.article.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.rows]


def test_each_sheet_is_a_heading_and_its_tables(read: Read, workbook: MakeWorkbook) -> None:
    reading = read(
        workbook({"Gas": data_of(row("a", "b"), row(1, 2)), "Oil": data_of(row("c", "d"), row(3, 4))}),
        "a.xlsx",
    )
    assert [block.text for block in reading.article.blocks if isinstance(block, Heading)] == ["Gas", "Oil"]
    assert [cells(table) for table in tables(reading)] == [[["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]]]


def test_lines_around_a_table_are_paragraphs(read: Read, workbook: MakeWorkbook) -> None:
    sheet = data_of(
        row("Table 1", number=1), row("Country", 2024, number=3), row("Italy", 626, number=4), row("Source: customs", number=6)
    )  # fmt: skip
    reading = read(workbook({"Gas": sheet}), "a.xlsx")
    kinds = [(block.kind, block.text) for block in reading.article.blocks]
    assert kinds == [
        ("heading", "Gas"), ("paragraph", "Table 1"), ("table", "Country\t2024\nItaly\t626"), ("paragraph", "Source: customs"),
    ]  # fmt: skip
    assert tables(reading)[0].header_rows == 1


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Gas imports of Italy by country, 2024", "Gas imports of Italy by country, 2024"),
        ("Table 1", "a"),
        ("All figures are provisional.", "a"),
    ],
)
def test_a_line_above_the_first_table_is_the_title(
    read: Read, workbook: MakeWorkbook, line: str, title: str
) -> None:
    sheet = data_of(row(line, number=1), row("Country", 2024, number=3), row("Italy", 626, number=4))
    reading = read(workbook({"Gas": sheet}), "a.xlsx")
    assert reading.article.metadata.title == title
    assert line in [block.text for block in reading.article.blocks]


def test_an_empty_row_within_a_table_does_not_divide_it(read: Read, workbook: MakeWorkbook) -> None:
    sheet = data_of(row("a", "b", number=1), row("x", 1, number=2), row("y", 2, number=4))
    (table,) = tables(read(workbook({"Gas": sheet}), "a.xlsx"))
    assert cells(table) == [["a", "b"], ["x", "1"], ["y", "2"]]


def test_a_table_of_numbers_has_no_head(read: Read, workbook: MakeWorkbook) -> None:
    (table,) = tables(read(workbook({"Gas": data_of(row("x", 1.5), row("y", 2.5))}), "a.xlsx"))
    assert table.header_rows == 0


def test_merged_cells_span(read: Read, workbook: MakeWorkbook) -> None:
    sheet = data_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Country</t></is></c><c r="B1" t="inlineStr"><is><t>2025</t></is></c></row>',
        '<row r="2"><c r="B2" t="inlineStr"><is><t>Q1</t></is></c><c r="C2" t="inlineStr"><is><t>Q2</t></is></c></row>',
        row("Italy", 1, 2, number=3),
    )
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    (table,) = tables(read(workbook({"Gas": sheet + merges}), "a.xlsx"))
    spans = [[(cell.text, cell.column_span, cell.row_span) for cell in line.cells] for line in table.rows]
    assert spans[:2] == [[("Country", 1, 2), ("2025", 2, 1)], [("Q1", 1, 1), ("Q2", 1, 1)]]
    assert table.header_rows == 2


def test_hidden_sheets_rows_and_columns_are_told_and_left_out(read: Read, workbook: MakeWorkbook) -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    sheet = columns + data_of(row("a", "secret", "b"), row("x", 1, 2), row("y", 3, 4, more='hidden="1"'))
    reading = read(
        workbook({"Gas": sheet, "Work": data_of(row("w", "v"))}, states={"Work": "veryHidden"}), "a.xlsx"
    )
    assert [cells(table) for table in tables(reading)] == [[["a", "b"], ["x", "2"]]]
    assert notice_subjects(reading, "sheet-hidden") == ["Work"]
    assert notice_subjects(reading, "rows-hidden") == ["Gas: 1"]
    assert notice_subjects(reading, "columns-hidden") == ["Gas: 1"]


def test_shared_strings_keep_their_format_without_the_readings(read: Read, workbook: MakeWorkbook) -> None:
    strings = "<si><t>unused</t></si><si><r><rPr><b/></rPr><t>東京</t></r><r><t>_x0041_</t></r><rPh><t>トウキョウ</t></rPh></si>"
    sheet = data_of('<row><c t="s"><v>1</v></c></row>')
    reading = read(workbook({"Gas": sheet}, strings=strings), "a.xlsx")
    paragraph = of_type(reading.article.blocks[1], Paragraph)
    assert [(span.text, getattr(span, "bold", None)) for span in paragraph.content] == [
        ("東京", True),
        ("A", False),
    ]


def test_truth_values_errors_and_formulas_without_results(read: Read, workbook: MakeWorkbook) -> None:
    sheet = data_of(
        '<row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>x</v></c><c><f>SUM(A1)</f></c></row>'
    )
    reading = read(workbook({"Gas": sheet}), "a.xlsx")
    assert cells(tables(reading)[0]) == [["TRUE", "#REF!", "x"]]
    assert notice_subjects(reading, "formulas-without-values") == ["Gas: 1"]


def test_a_sheet_of_16384_columns_is_cut_with_a_notice(read: Read, workbook: MakeWorkbook) -> None:
    wide = [row(*(["a"] * 16_384)), *[row(*([1] * 16_384))] * 20]
    reading = read(workbook({"Gas": data_of(*wide)}), "a.xlsx")
    assert len(tables(reading)[0].rows[0].cells) == TABLE_COLUMNS
    assert notice_subjects(reading, "table-cut") == [f"Gas: 21 × {TABLE_COLUMNS}"]


def test_very_many_rows_are_cut_with_a_notice(read: Read, workbook: MakeWorkbook) -> None:
    reading = read(
        workbook({"Gas": data_of(*(row(f"{number * 7919 % 100_003}", number) for number in range(100_000)))}),
        "a.xlsx",
    )
    assert len(tables(reading)[0].rows) == TABLE_ROWS
    assert notice_subjects(reading, "table-cut") == [f"Gas: {TABLE_ROWS} × 2"]


@pytest.mark.parametrize("reference", ["ZZZ9999999", "A0", "a1", "A1:B2:C3", "XFD1048576:A1"])
def test_odd_references_do_no_harm(read: Read, workbook: MakeWorkbook, reference: str) -> None:
    sheet = data_of(row("a", "b"), f'<row><c r="{reference}"><v>7</v></c></row>')
    merges = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells><hyperlinks><hyperlink ref="{reference}"/></hyperlinks>'
    assert read(workbook({"Gas": sheet + merges}), "a.xlsx").article.blocks


def test_entities_of_a_sheet_are_refused(read: Read, workbook: MakeWorkbook) -> None:
    laughs = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    data = workbook({"Gas": data_of(row("a", "b"))})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, (laughs if name == "xl/sheet0.xml" else "").encode() + old.read(name))
    with pytest.raises(ImportRefusedError, match="import-unsafe"):
        read(stream.getvalue(), "a.xlsx")


def test_a_damaged_sheet_is_refused(read: Read, workbook: MakeWorkbook) -> None:
    with pytest.raises(ImportRefusedError, match="import-damaged"):
        read(workbook({"Gas": "<sheetData><row>"}), "a.xlsx")


def test_other_office_containers_are_told_apart(workbook: MakeWorkbook) -> None:
    assert importer_for(workbook({"Gas": data_of(row("a", "b"))}), "letter.docx").id == "xlsx"
