"""Styles, fields, notes, numbering, language and direction in the text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from lxml import etree
from tests.export.docx.conftest import Make, Render
from tests.export.docx.docx_elements import body, text, values
from tests.narrowing import not_none

from briefbuilder.domain.document import (
    ContentsEntry,
    DrawnContents,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnText,
    ListEntry,
    NoteMark,
    Run,
)
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.domain.text import Heading, join_text
from briefbuilder.export.docx.styles import ROLE_STYLES
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.importers.draft import PLAIN
from briefbuilder.importers.registry import importer_for

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_every_role_has_a_style_with_its_invariant_name(
    render: Render, make_document: Make, read: Any
) -> None:
    elements = [DrawnText(role=role, content=text(role)) for role in get_args(Role)]
    file = read(render(make_document(*elements)))
    used = values(file.xml("word/document.xml"), ".//w:pStyle")
    names = [file.styles()[style] for style in used]
    assert set(ROLE_STYLES) == set(get_args(Role))
    assert names == [ROLE_STYLES[role].name for role in get_args(Role)]
    assert {"Title", "heading 6", "Body Text", "footnote text", "toc 3", "caption", "Marking"} <= set(names)
    assert {"List Bullet", "List Number 3", "Table Grid", "Hyperlink", "footnote reference"} <= set(
        file.styles().values()
    )


def test_word_style_has_the_properties_of_the_style_sheet(
    render: Render, make_document: Make, read: Any
) -> None:
    style = Style(
        font="Noto Sans",
        size=10.5,
        leading=14,
        bold=True,
        colour="#1f4e79",
        align="end",
        space_before=3,
        indent_start=20,
        first_line=-10,
    )
    file = read(render(make_document(styles=StyleSheet(styles={"source": style}))))
    node = next(node for node in file.xml("word/styles.xml") if node.get(f"{W}styleId") == "Source")
    assert values(node, "w:rPr/w:sz") == ["21"]
    assert values(node, "w:rPr/w:color") == ["1F4E79"]
    assert values(node, "w:rPr/w:rFonts", "ascii") == ["Noto Sans"]
    assert values(node, "w:pPr/w:jc") == ["right"]
    assert values(node, "w:pPr/w:spacing", "before") == ["60"]
    assert values(node, "w:pPr/w:spacing", "line") == ["280"]
    assert values(node, "w:pPr/w:ind", "left") == ["400"]
    assert values(node, "w:pPr/w:ind", "hanging") == ["200"]
    assert node.find(f"{W}rPr/{W}b") is not None


def test_bold_words_in_a_bold_heading_stay_bold(render: Render, make_document: Make, read: Any) -> None:
    sheet = StyleSheet(styles={"heading1": Style(bold=True)})
    heading = DrawnHeading(level=1, content=(Run(text="Dazi", bold=True),))
    file = read(
        render(
            make_document(
                heading, body("x"), DrawnText(role="body", content=text("y", bold=True)), styles=sheet
            )
        )
    )
    runs = list(file.xml("word/document.xml").iter(f"{W}r"))
    assert values(runs[0], "w:rPr/w:rStyle") == ["Strong"]
    assert runs[0].find(f"{W}rPr/{W}b") is not None
    assert values(runs[2], "w:rPr/w:rStyle") == ["Strong"]
    assert runs[2].find(f"{W}rPr/{W}b") is None


def test_contents_list_is_a_filled_field_that_needs_no_update(
    render: Render, make_document: Make, read: Any
) -> None:
    entries = (
        ContentsEntry(target="a", level=1, text="Punti chiave", number="1"),
        ContentsEntry(target="b", level=2, text="Chip", number="1.1"),
    )
    heads = (
        DrawnHeading(level=1, content=text("Punti chiave"), number="1", anchor="a"),
        DrawnHeading(level=2, content=text("Chip"), number="1.1", anchor="b"),
    )
    file = read(
        render(make_document(DrawnContents(title=text("Indice"), entries=entries), *heads), {"a": 2, "b": 7})
    )
    assert file.body() == ["Indice", "1 Punti chiave 2", "1.1 Chip 7", "1 Punti chiave", "1.1 Chip"]
    root = file.xml("word/document.xml")
    codes = [(node.text or "").strip() for node in root.iter(f"{W}instrText")]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u', "PAGEREF _Toc_a \\h", "PAGEREF _Toc_b \\h"]
    assert values(root, ".//w:hyperlink", "anchor") == ["_Toc_a", "_Toc_b"]
    assert b"updateFields" not in file.parts["word/settings.xml"]
    assert b"w:dirty" not in file.parts["word/document.xml"]


def test_contents_list_without_pages_has_the_switch_for_it(
    render: Render, make_document: Make, read: Any
) -> None:
    contents = DrawnContents(
        title=(), entries=(ContentsEntry(target="a", level=1, text="Uno"),), page_numbers=False
    )
    file = read(render(make_document(contents, body("x", anchor="a")), {"a": 3}))
    assert file.body() == ["Uno", "x"]
    assert "\\n" in next(file.xml("word/document.xml").iter(f"{W}instrText")).text


def test_long_lines_of_the_contents_hang_behind_their_number_and_end_before_the_pages(
    render: Render, make_document: Make, read: Any
) -> None:
    entries = tuple(
        ContentsEntry(target=f"h{number}", level=1, text="Lungo titolo " * 12, number=str(number))
        for number in range(1, 4)
    )
    heads = tuple(DrawnHeading(level=1, content=text("x"), anchor=entry.target) for entry in entries)
    file = read(render(make_document(DrawnContents(title=(), entries=entries), *heads), {"h1": 2, "h2": 2}))
    lines = list(file.xml("word/document.xml")[0])[:3]
    assert [values(line, "w:pPr/w:ind", "left") for line in lines] == [["480"]] * 3
    assert [values(line, "w:pPr/w:ind", "hanging") for line in lines] == [["480"]] * 3
    assert [line.find(f"{W}pPr/{W}keepNext") is not None for line in lines] == [False, True, False]
    (style,) = [s for s in file.xml("word/styles.xml") if s.get(f"{W}styleId") == "TOC1"]
    assert values(style, ".//w:ind", "right") == ["600"]


def test_a_contents_line_has_the_direction_of_the_list(
    render: Render, make_document: Make, read: Any
) -> None:
    """The page number of an Arabic heading would else be on the left, and the others on the right."""
    contents = DrawnContents(title=(), entries=(ContentsEntry(target="a", level=1, text="أشباه الموصلات"),))
    heading = DrawnHeading(level=1, content=text("أشباه الموصلات"), anchor="a")
    line, drawn = read(render(make_document(contents, heading), {"a": 3})).xml("word/document.xml")[0][:2]
    assert line.find(f"{W}pPr/{W}bidi") is None
    assert drawn.find(f"{W}pPr/{W}bidi") is not None


def test_lists_are_counted_by_word_and_restart(render: Render, make_document: Make, read: Any) -> None:
    def entry(words: str, depth: int = 0, number: int = 1, *, ordered: bool = True, **more: Any) -> ListEntry:
        return ListEntry(content=text(words), depth=depth, ordered=ordered, number=number, **more)

    first = (
        entry("a"),
        entry("b", 1),
        entry("c", 1, 2),
        entry("d", 2),
        entry("e", 0, 2),
        entry("f", 1, 1),
        entry("g", 0, 9),
    )
    second = (entry("h"), entry("goes on", continues=True), entry("i", 0, 2), entry("j", 1, ordered=False))
    file = read(render(make_document(DrawnList(entries=first), DrawnList(entries=second))))
    assert file.body() == [
        "1. a",
        "a) b",
        "b) c",
        "i. d",
        "2. e",
        "a) f",
        "9. g",
        "1. h",
        "goes on",
        "2. i",
        "– j",
    ]
    root = file.xml("word/document.xml")
    assert len(values(root, ".//w:numPr/w:numId")) == 10
    assert values(root, ".//w:pStyle")[:4] == ["ListNumber", "ListNumber2", "ListNumber2", "ListNumber3"]
    order = [etree.QName(node).localname for node in file.xml("word/numbering.xml")]
    assert order == sorted(order)


def test_label_that_word_cannot_count_is_text(render: Render, make_document: Make, read: Any) -> None:
    entries = (
        ListEntry(content=text("x"), depth=1, ordered=True, number=900),
        ListEntry(content=text("y"), depth=12),
    )
    heads = (
        DrawnHeading(level=1, content=text("eins"), number="1"),
        DrawnHeading(level=1, content=text("drei"), number="3"),
        DrawnHeading(level=1, content=text("senza")),
        DrawnHeading(level=1, content=text("zwei"), number="2"),
    )
    file = read(render(make_document(DrawnList(entries=entries), *heads)))
    assert file.body() == ["900) x", "• y", "1 eins", "3 drei", "senza", "2 zwei"]
    assert len(values(file.xml("word/document.xml"), ".//w:numPr/w:ilvl")) == 4


def test_heading_styles_are_numbered_where_word_counts_all_labels(
    render: Render, make_document: Make, read: Any
) -> None:
    heads = [
        DrawnHeading(level=level, content=text(number or "senza"), number=number)
        for level, number in ((1, "I."), (2, "I.1"), (2, "I.2"), (1, "II."), (2, "II.1"), (1, ""))
    ]
    file = read(render(make_document(*heads)))
    assert file.body() == ["I. I.", "I.1 I.1", "I.2 I.2", "II. II.", "II.1 II.1", "senza"]
    styles = file.xml("word/styles.xml")
    linked = [node.get(f"{W}styleId") for node in styles if node.find(f"{W}pPr/{W}numPr") is not None]
    assert {"Heading1", "Heading2"} <= set(linked)
    assert "Heading3" not in linked


@pytest.mark.parametrize(
    ("labels", "formats"),
    [
        (["1", "(1)", "ア", "(ア)"], ["decimal", "decimal", "aiueoFullWidth", "aiueoFullWidth"]),
        (["一、", "（一）", "1."], ["chineseCountingThousand", "chineseCountingThousand", "decimal"]),
        (["1.", "가.", "1)", "가)"], ["decimal", "ganada", "decimal", "ganada"]),
        (["イ", "イ.一"], ["irohaFullWidth", "chineseCountingThousand"]),
    ],
)
def test_word_counts_east_asian_headings_and_they_are_read_as_written(
    render: Render, make_document: Make, read: Any, labels: list[str], formats: list[str]
) -> None:
    heads = [
        DrawnHeading(level=level, content=text("章"), number=label) for level, label in enumerate(labels, 1)
    ]
    written = make_document(DrawnText(role="title", content=text("題名")), *heads)
    word = render(written)
    file = read(word)
    levels = [
        level
        for level in file.xml("word/numbering.xml").iter(f"{W}lvl")
        if any(value.startswith("Heading") for value in values(level, "w:pStyle"))
    ]
    assert [found for level in levels for found in values(level, "w:numFmt")] == formats
    shown = [f"{label} 章" for label in labels]
    for name, data in (("a.docx", word), ("a.odt", render_odt(written, page_numbers={}))):
        draft = not_none(importer_for(data, name).read)(data, name, PLAIN)
        assert [join_text((block,)) for block in draft.blocks if isinstance(block, Heading)] == shown


def test_paragraphs_are_numbered_through_the_document(render: Render, make_document: Make, read: Any) -> None:
    file = read(
        render(
            make_document(
                body("a", number="1."),
                DrawnHeading(level=1, content=text("T")),
                body("b", number="2."),
                body("c", number="7."),
                body("d", number="x)"),
            )
        )
    )
    assert file.body() == ["1. a", "T", "2. b", "7. c", "x) d"]
    nums = values(file.xml("word/document.xml"), ".//w:numPr/w:numId")
    assert len(nums) == 3
    assert nums[0] == nums[1] != nums[2]


def test_second_mark_of_a_note_refers_to_the_first(render: Render, make_document: Make, read: Any) -> None:
    notes = (
        DrawnNote(id="late", content=text("dopo")),
        DrawnNote(id="n", content=text("prima", link="https://example.org/p")),
        DrawnNote(id="e", content=text("in fondo"), placement="end"),
        DrawnNote(id="unmarked", content=text("mai")),
    )
    marks = [NoteMark(note=name) for name in ("n", "e", "late", "n")]
    file = read(render(make_document(DrawnText(role="body", content=(Run(text="x"), *marks)), notes=notes)))
    assert file.body() == ["x1,i,2,1"]
    assert file.notes("footnote") == ["prima", "dopo"]
    assert file.notes("endnote") == ["in fondo"]
    root = file.xml("word/document.xml")
    assert values(root, ".//w:footnoteReference", "id") == ["1", "2"]
    assert [(node.text or "").strip() for node in root.iter(f"{W}instrText")] == ["NOTEREF _Ref_note_n \\h"]
    kinds = values(file.xml("word/footnotes.xml"), "w:footnote", "type")
    assert kinds == ["separator", "continuationSeparator", "", ""]
    assert b"https://example.org/p" in file.parts["word/_rels/footnotes.xml.rels"]


def test_runs_have_language_fonts_and_direction(render: Render, make_document: Make, read: Any) -> None:
    mixed = (
        Run(text="La parola שלום e "),
        Run(text="“半導体”", language="ja"),
        Run(text="chips", language="en"),
    )
    arabic = body("قال الوزير إن OECD تنمو", language="ar")
    file = read(render(make_document(DrawnText(role="body", content=mixed), arabic)))
    first, second = file.xml("word/document.xml").iter(f"{W}p")
    runs = {"".join(node.itertext()): node for node in first.iter(f"{W}r")}
    assert runs["שלום"].find(f"{W}rPr/{W}rtl") is not None
    assert runs["La parola "].find(f"{W}rPr") is None
    assert values(runs["“半導体”"], "w:rPr/w:lang", "eastAsia") == ["ja-JP"]
    assert values(runs["“半導体”"], "w:rPr/w:rFonts", "hint") == ["eastAsia"]
    assert values(runs["chips"], "w:rPr/w:lang") == ["en-GB"]
    assert first.find(f"{W}pPr/{W}bidi") is None
    assert second.find(f"{W}pPr/{W}bidi") is not None
    directions = [
        ("".join(node.itertext()).strip(), node.find(f"{W}rPr/{W}rtl") is not None)
        for node in second.iter(f"{W}r")
    ]
    assert directions == [("قال الوزير إن", True), ("OECD", False), ("تنمو", True)]


def test_east_asian_text_has_the_font_of_the_style_or_its_companion(
    render: Render, make_document: Make, read: Any
) -> None:
    fonts: dict[Role, str] = {"body": "MS Mincho", "heading1": "ＭＳ ゴシック", "source": "Calibri"}
    sheet = StyleSheet(styles={role: Style(font=font) for role, font in fonts.items()})
    chinese = DrawnText(role="body", content=(Run(text="半导体", language="zh"),))
    file = read(render(make_document(chinese, styles=sheet, language="ja")))
    root = file.xml("word/styles.xml")
    named = {
        node.get(f"{W}styleId"): values(node, "w:rPr/w:rFonts", "eastAsia") for node in root.iter(f"{W}style")
    }
    assert values(root, "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", "eastAsia") == ["MS Mincho"]
    assert named["Heading1"] == ["ＭＳ ゴシック"]
    assert named["Source"] == ["Yu Gothic"]
    assert values(file.xml("word/document.xml"), ".//w:r/w:rPr/w:rFonts", "eastAsia") == ["SimSun"]


def test_a_style_has_a_font_of_its_own_for_east_asian_text(
    render: Render, make_document: Make, read: Any
) -> None:
    same = Style(font="Arial", east_asian="MS Mincho")
    sheet = StyleSheet(styles={"body": same, "heading1": replace(same, east_asian="游教科書体")})
    runs = (Run(text="半导体", language="zh"), Run(text="半導体", language="zh-TW"))
    file = read(render(make_document(DrawnText(role="body", content=runs), styles=sheet, language="ja")))
    root, theme = file.xml("word/styles.xml"), file.xml("word/theme/theme1.xml")
    assert values(root, "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", "eastAsia") == ["MS Mincho"]
    (heading,) = (each for each in root.iter(f"{W}style") if each.get(f"{W}styleId") == "Heading1")
    assert values(heading, "w:rPr/w:rFonts", "eastAsia") == ["游教科書体"]
    assert values(heading, "w:rPr/w:rFonts", "eastAsiaTheme") == ["majorEastAsia"]
    assert [each.get("typeface") for each in theme.iter("{*}ea")][:2] == ["游教科書体", "MS Mincho"]
    fonts = values(file.xml("word/document.xml"), ".//w:r/w:rPr/w:rFonts", "eastAsia")
    assert fonts == ["SimSun", "PMingLiU"]


def test_east_asian_text_is_never_italic(render: Render, make_document: Make, read: Any) -> None:
    sheet = StyleSheet(styles={"quote": Style(italic=True)})
    elements = (
        DrawnText(role="body", content=text("Il 東都新報 oggi", italic=True)),
        DrawnText(role="quote", content=text("半導体 chips")),
    )
    first, second = (
        read(render(make_document(*elements, styles=sheet))).xml("word/document.xml").iter(f"{W}p")
    )
    styles = [("".join(run.itertext()), values(run, "w:rPr/w:rStyle")) for run in first.iter(f"{W}r")]
    assert styles == [("Il ", ["Emphasis"]), ("東都新報", []), (" oggi", ["Emphasis"])]
    slants = [("".join(run.itertext()), values(run, "w:rPr/w:i")) for run in second.iter(f"{W}r")]
    assert slants == [("半導体", ["0"]), (" chips", [])]
