"""RTF files: equality with the Word original, character sets, notes and tables, and hostile files."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from tests.importers.conftest import Read
from tests.importers.readable import notice_subjects
from tests.importers.rtf.rtf_files import LISTS, LONG, STYLES, rtf
from tests.importers.word_twins import check_same_as_word
from tests.narrowing import of_type

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Span,
    Table,
)
from briefbuilder.importers.registry import importer_for
from briefbuilder.importers.rtf.syntax import windows_language


def blocks_of(read: Read, body: str) -> tuple[Block, ...]:
    article = read(rtf(body), "a.rtf").article
    assert (article.metadata.title, article.blocks[0].text) == ("A title", LONG)
    return article.blocks[1:]


def test_libreoffice_file_equals_its_word_source(data: Path) -> None:
    check_same_as_word(data, data / "rtf" / "harbours-libreoffice.rtf", italics=False)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \endash \ldblquote x\rdblquote\~y", "café –“x”\u00a0y"),
        (r"\f1 \'cc\'e8\'ed\'e8\'f1\'f2\'f0", "Министр"),
        (r"{\f2 \'93\'8c\'8b\'9e\'83A}", "東京ア"),
        (r"{\f4 \'a3\'f3d\'9f}", "Łódź"),
        (r"\u26481?\u20140?", "東京"),
        (r"\uc2\u26481\'93\'8c!", "東!"),
        (r"\uc0\u26481!", "東!"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u128512?", "😀"),
        (r"{\uc0 a\u233}{b}\u233?c", "aébéc"),
        ("a\r\nb \\{c\\}\\\\", "ab {c}\\"),
        (r"{\upr{plain}{\*\ud{\u26481?}}}", "東"),
        (r"{\*\unknown words}seen", "seen"),
        (r"a{\v hidden}b{\deleted gone}c", "abc"),
        (r"a\line b\tab c", "a\nb\tc"),
    ],
)
def test_characters_are_decoded_by_font_and_code(read: Read, body: str, text: str) -> None:
    assert [block.text for block in blocks_of(read, body + r"\par")] == [text]


@pytest.mark.parametrize(
    ("charset", "page", "title"),
    [
        (204, 1251, "Порты Балтики"),
        (204, 1252, "Порты Балтики"),
        (204, 1252, "Café Wörth"),
        (238, 1252, "Łódź i Gdańsk"),
        (128, 932, "東京の港"),
        (161, 1252, "Λιμάνια"),
    ],
)
def test_the_title_of_the_properties_has_the_character_set_of_the_text(
    read: Read, charset: int, page: int, title: str
) -> None:
    fonts = rf"{{\fonttbl{{\f0\fcharset0 A;}}{{\f1\fcharset{charset} B;}}}}"
    codec = {204: "cp1251", 238: "cp1250", 128: "cp932", 161: "cp1253"}[charset]
    body = {
        204: "Порты закрыты", 238: "Porty Łódź i Gdańsk są zamknięte", 128: "東京の港は閉鎖", 161: "Τα λιμάνια έκλεισαν"
    }[charset]  # fmt: skip
    stored = title.encode("cp1252" if "é" in title else codec)
    whole = (
        rf"{{\rtf1\ansi\ansicpg{page}\deff0{fonts}{{\info{{\title ".encode()
        + "".join(rf"\'{byte:02x}" for byte in stored).encode()
        + rb"}}\pard\f1 "
        + "".join(rf"\'{byte:02x}" for byte in body.encode(codec)).encode()
        + rf"\par\pard\f0 {LONG}\par\pard {LONG}\par}}".encode()
    )
    assert read(whole, "a.rtf").article.metadata.title == title


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f2 \'93\'8c\'8b\'9e caf\'e9 now}", "東京 café now"),
        (r"{\f2 the ports\'92 wall}", "the ports’ wall"),
        (r"{\f2 end\'85}", "end…"),
    ],
)
def test_bytes_that_are_invalid_in_japanese_are_latin(read: Read, body: str, text: str) -> None:
    assert [block.text for block in blocks_of(read, body + r"\par")] == [text]


def test_symbol_font_text_is_unreadable(read: Read) -> None:
    reading = read(rtf(r"x{\f3 \'b7}y\u-3913?z\par"), "a.rtf")
    assert reading.article.blocks[-1].text == "x\ufffdy\ufffdz"
    assert notice_subjects(reading, "characters-unreadable") == [""]


@pytest.mark.parametrize(
    "body", [r"\u", r"\u?", r"\u99999999999?", r"\u-99999?", r"\u2000000000 ?", r"\'zz\'"]
)
def test_invalid_character_codes_are_replaced(read: Read, body: str) -> None:
    assert blocks_of(read, rf"before {body} after\par")[0].text.startswith("before")


def test_default_font_decodes_text(read: Read) -> None:
    text = rb"{\rtf1\ansi\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\'cc\'e8\'ed\'e8\'f1\'f2\'f0 \u8212? x\par}"
    assert read(text, "a.rtf").article.blocks[0].text == "Министр — x"


def test_headings_follow_base_style_and_outline(read: Read) -> None:
    body = rf"\pard\s1\b One\b0\par\pard {LONG}\par\pard\s2 Two\par\pard {LONG}\par\pard\outlinelevel2 Three\par\pard {LONG}\par"
    headings = [(b.text, b.level) for b in blocks_of(read, body) if isinstance(b, Heading)]
    assert headings == [("One", 1), ("Two", 1), ("Three", 3)]


def test_quotation_styles_of_other_programs_are_recognized(read: Read) -> None:
    head = r"{\stylesheet{Normal;}{\s9 Title;}{\s30 Block Quotation;}}"
    reading = read(rtf(r"\pard\s30 We knew.\par We did not.\par", head), "a.rtf")
    assert [block.kind for block in reading.article.blocks] == ["paragraph", "quote", "quote"]


def test_a_plain_text_that_a_word_processor_saved_is_read_as_one(read: Read) -> None:
    lines = ("Harbours reopen", "", LONG, "", LONG)
    body = "".join(rf"\pard\s20 {line}\par" for line in lines)
    style = r"{\stylesheet{\s0 Normal;}{\s20\sbasedon0 Preformatted Text;}}"
    article = read(rf"{{\rtf1\ansi{style}{body}}}", "a.rtf").article
    assert article.metadata.title == "Harbours reopen"
    assert [(block.kind, block.text) for block in article.blocks] == [("paragraph", LONG)] * 2


def test_lists_have_their_numbers(read: Read) -> None:
    body = r"\pard\ls4{\listtext 3.\tab}three\par\ilvl1 inner\par\ilvl0 four\par\pard Between.\par"
    body += r"\pard{\*\pn\pnlvlblt{\pntxtb\'b7}}{\pntext\'b7}old\par bullets\par"
    items = [b for b in blocks_of(read, body) if isinstance(b, ListItem)]
    assert [(b.text, b.number, b.depth, b.ordered) for b in items] == [
        ("three", 3, 0, True),
        ("inner", None, 1, False),
        ("four", 4, 0, True),
        ("old", None, 0, False),
        ("bullets", None, 0, False),
    ]


def test_typed_marks_before_a_tab_make_a_list(read: Read) -> None:
    body = r"1.\tab one\par 2.\tab two\par Between.\par \bullet \tab dot\par 3. not a list\par"
    assert [(b.kind, b.text, getattr(b, "number", None)) for b in blocks_of(read, body)] == [
        ("list_item", "one", 1),
        ("list_item", "two", 2),
        ("paragraph", "Between.", None),
        ("list_item", "dot", None),
        ("paragraph", "3. not a list", None),
    ]


def test_notes_comments_headers_and_boxes(read: Read) -> None:
    body = (
        r"Said.{\super\chftn{\footnote\pard {\super\chftn} A foot\par of two}} More.{\footnote\ftnalt An end}"
    )
    body += (
        r"{\*\atnid X}{\*\atnauthor Anna}{\*\annotation Is that so?}\par{\header The Review\par}{\footer 7}"
    )
    body += r"x{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard Boxed\par}}{\shprslt twice}}\par"
    reading = read(rtf(body), "a.rtf")
    said, last, boxed, *notes = reading.article.blocks[1:]
    assert (said.text, last.text, boxed.text) == ("Said. More.", "x", "Boxed")
    assert [(n.text, n.placement, n.mark) for n in notes if isinstance(n, Note)] == [
        ("A foot\nof two", "foot", "1"),
        ("An end", "end", "1"),
    ]
    assert [entry.note for entry in said.content if isinstance(entry, NoteReference)] == [n.id for n in notes]
    assert notice_subjects(reading, "comment") == ["Anna: Is that so?"]
    assert notice_subjects(reading, "header-removed") == ["The Review"]
    assert notice_subjects(reading, "footer-removed") == ["7"]


@pytest.mark.parametrize(
    ("before", "text"),
    [(r"Said{\super  \chftn", "Said."), (r"m{\super 2 \chftn", "m2 ."), (r"Said {\chftn", "Said .")],
)
def test_only_a_raised_space_before_the_mark_of_a_note_is_left_out(
    read: Read, before: str, text: str
) -> None:
    said, note = blocks_of(read, before + r"{\*\footnote\chftn\pard A note}}.\par")
    assert (said.text, note.text) == (text, "A note")


def test_links_and_forms_are_kept(read: Read) -> None:
    link = r'{\field{\*\fldinst{ HYPERLINK "https://example.org/" }}{\fldrslt{\ul here}}}'
    (block,) = blocks_of(
        read,
        rf"{{\b b}}{{\i i}}{{\sub 2}}{{\strike s}}{{\cs5 c}} {link}{{\field{{\*\fldinst PAGE}}{{\fldrslt 7}}}}\par",
    )
    spans = {entry.text: entry for entry in block.content if isinstance(entry, Span)}
    assert spans["b"].bold
    assert spans["i"].italic
    assert spans["2"].script == "sub"
    assert spans["s"].strike
    assert spans["c"].code
    assert (spans["here"].link, spans["here"].underline) == ("https://example.org/", False)
    assert block.text.endswith("here7")


def test_letters_of_each_kind_of_scripts_have_their_own_language(read: Read) -> None:
    languages = r"\langfe1041\alang1025 "
    words = r"{\loch The term }{\dbch \u32076?\u28168?}{\loch  is here, }{\rtlch \u1571?\u1605?\u1606?}{\ltrch  there.}"
    (block,) = blocks_of(read, languages + words + r"\par")
    assert [(entry.text, entry.language) for entry in block.content if isinstance(entry, Span)] == [
        ("The term ", None),
        ("経済", "ja-JP"),
        (" is here, ", None),
        ("أمن", "ar-SA"),
        (" there.", None),
    ]


def test_a_quotation_below_an_item_with_the_same_indent_stays_one(read: Read) -> None:
    head = STYLES[:-1] + r"{\s30 Quote;}}" + LISTS
    body = r"{\listtext 3.\tab}\ls4\li567 An item\par\pard\s30\li567 We knew.\par\pard\li567 More of it\par"
    reading = read(rtf(body, head), "a.rtf")
    assert [block.kind for block in reading.article.blocks[1:]] == ["list_item", "quote", "paragraph"]


def test_tables_keep_position_and_spans(read: Read) -> None:
    head = r"\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl Gas\cell Share\cell Port\cell\row"
    wide = r"\trowd\cellx1000\cellx3000\pard\intbl Neon\cell 54 %\cell\row"
    merged = r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl tall\cell a\cell\cell\row"
    below = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell b\cell c\par d\cell\row"
    before, table, after = blocks_of(read, rf"Before.\par{head}{wide}{merged}{below}\pard After.\par")
    assert (before.text, after.text) == ("Before.", "After.")
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [[(c.text, c.column_span, c.row_span) for c in row.cells] for row in table.rows] == [
        [("Gas", 1, 1), ("Share", 1, 1), ("Port", 1, 1)],
        [("Neon", 1, 1), ("54 %", 2, 1)],
        [("tall", 1, 2), ("a", 2, 1)],
        [("b", 1, 1), ("c d", 1, 1)],
    ]


def test_tables_within_tables_keep_their_text(read: Read) -> None:
    inner = r"\pard\intbl\itap2 one\nestcell two\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    body = rf"\trowd\cellx1000\cellx2000\pard\intbl\itap1 outer\par{inner}\pard\intbl\itap1\cell x\cell\row\pard After.\par"
    table, after = blocks_of(read, body)
    assert isinstance(table, Table)
    assert [block.kind for block in table.rows[0].cells[0].blocks] == ["paragraph", "table"]
    assert (table.text, after.text) == ("outer one\ttwo\tx", "After.")


def test_pictures_are_kept(read: Read) -> None:
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    good = rf"{{\*\shppict{{\pict{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv A crane}}}}}}\pngblip {png.hex()}}}}}{{\nonshppict{{\pict\wmetafile8 00}}}}"
    reading = read(rtf(rf"{good}\par{{\pict\pngblip zz}}\par{{\pict\jpegblip 00}}\par"), "a.rtf")
    figure = of_type(reading.article.blocks[-1], Figure)
    assert (figure.alternative_text, figure.media_type) == ("A crane", "image/png")
    assert [entry.data for entry in reading.pictures.values()] == [png]
    assert notice_subjects(reading, "picture-unreadable") == ["1", "2"]
    plain = rtf(rf"{{\pict\pngblip\bin{len(png)} {png.decode('latin-1')}}}after\par")
    assert [entry.data for entry in read(plain, "a.rtf").pictures.values()] == [png]


def test_information_is_metadata(read: Read) -> None:
    head = r"{\info{\title A title}{\author Anna Rossi}{\creatim\yr2025\mo3\dy4\hr10}}"
    metadata = read(rtf("", head), "a.rtf").article.metadata
    assert metadata.authors == ("Anna Rossi",)
    assert str(metadata.published) == "2025-03-04"


@pytest.mark.parametrize(
    "title",
    [
        r"\upr{\title \'3f\'3f}{\*\ud{\title \u1057\'3f\u1058\'3f}}",
        r"\title {\uc1\u1057\'3f}\u1058\'3f",
        r"\title \u1057\'3f{\loch \u1058\'3f}",
    ],
)
def test_a_title_of_the_properties_in_groups_is_whole_and_not_in_the_text(read: Read, title: str) -> None:
    whole = rf"{{\rtf1\ansi{{\info{{{title}}}}}\pard {LONG}\par {LONG}\par}}".encode()
    article = read(whole, "a.rtf").article
    assert article.metadata.title == "СТ"
    assert [block.text for block in article.blocks] == [LONG, LONG]


def test_truncated_file_is_read_partly(read: Read) -> None:
    reading = read(rtf(r"{\b more words")[:-1], "a.rtf")
    assert reading.article.blocks[-1].text == "more words"
    assert notice_subjects(reading, "rtf-cut") == [""]


def test_text_after_end_is_ignored(read: Read) -> None:
    assert len(read(rtf("") + b"}} and {more", "a.rtf").article.blocks) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{" * 100_000 + "x", "import-rtf-nested"),
        (r"\pard x\par " * 1_000_000, "import-too-many-paragraphs"),
        (r"{\footnote x" * 900 + "}" * 900 + r" \par", ""),
        (r"{\field{\*\fldinst x" * 300 + "}}" * 300 + r"\par", ""),
        (r"{\b x}" * 60_000 + r"\par", ""),
        (r"\par" * 50_000, ""),
        (r"\par" * 100_000, "import-too-many-paragraphs"),
        (r"\u26481?" * 200_000 + r"\par", ""),
        (r"\bin99999999999999999999 x\par", ""),
        (r"\bin-5 x\par", ""),
        (r"\trowd" + r"\cellx1" * 100_000 + r"\pard\intbl x\cell\row\pard\par", ""),
        (r"\pard\intbl\itap2000000000 x\nestcell\par", ""),
        (r"{\*\listtable" + r"{\list{\listlevel}}" * 20_000 + r"}x\par", ""),
        ("}" * 10, ""),
        ("\\", ""),
    ],
    ids=range(15),
)
def test_hostile_files_are_read_or_refused(read: Read, body: str, code: str) -> None:
    if code:
        with pytest.raises(ImportRefusedError, match=code):
            read(rtf(body), "a.rtf")
    else:
        assert read(rtf(body), "a.rtf").article.blocks[0].text == LONG


def test_rtf_is_detected_by_content() -> None:
    assert importer_for(rtf(""), "a.doc").id == "rtf"
    assert importer_for(rb"Words about {\rtf1 files}", "a.txt").id == "text"


def test_star_within_group_hides_nothing(read: Read) -> None:
    link = r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt \*\cs5\ul{\i0 Neon}}}'
    assert [block.text for block in blocks_of(read, rf"{link} is a gas.\par")] == ["Neon is a gas."]


def test_symbol_fields_without_result_are_read(read: Read) -> None:
    sign = r'{\field{\*\fldinst SYMBOL 97 \\f "Symbol" \\s 12}{\fldrslt\f3\fs24}}'
    reading = (
        r'{\field{\*\fldinst EQ \\* jc2 \\* "Font:A B" \\* hps10 \\o\\ad(\\s\\up 10(ki),Gas)}{\fldrslt}}'
    )
    empty = r"{\field{\*\fldinst REF neon}{\fldrslt}}"
    source = r"{\field{\*\fldinst SYMBOL 98 \\f Symbol}{\fldrslt x}}"
    found = blocks_of(read, rf"The {sign} and {reading}{empty} and {source}.\par")
    assert [block.text for block in found] == ["The α and Gas and x."]


def test_font_names_give_charset(read: Read) -> None:
    fonts = r"{\fonttbl{\f20\fnil Arial CE;}{\f21\fnil\fcharset0 Times New Roman {\*\falt X}Cyr;}{\f22\fcharset161 Arial Cyr;}}"
    body = r"\f20 \'c3\'ff \f21 \'c0\'c1 \f22 \'e1\par"
    reading = read(rtf(body, fonts), "a.rtf")
    assert reading.article.blocks[1].text == "Ă˙ АБ α"


def test_shifted_signs_are_raised_or_lowered(read: Read) -> None:
    (found,) = blocks_of(read, r"10{\up6 3} m, x{\dn4 1} and {\up1 a}{\up b}\par")
    assert isinstance(found, Paragraph)
    assert [(span.text, span.script) for span in found.content if isinstance(span, Span)] == [
        ("10", "baseline"),
        ("3", "super"),
        (" m, x", "baseline"),
        ("1", "sub"),
        (" and a", "baseline"),
        ("b", "super"),
    ]


def test_signs_of_the_font_symbol_are_read(read: Read) -> None:
    (found,) = blocks_of(read, r"It fell by \u61485\'3f7 and \u-3917?5, \u-3927?8\par")
    assert found.text == "It fell by −7 and ≥5, \ufffd8"


@pytest.mark.parametrize(("rest", "told"), [(rb" \par more\par}", [""]), (b"\0\0 padding \r\n", [])])
def test_text_behind_the_last_brace_is_told(read: Read, rest: bytes, told: list[str]) -> None:
    reading = read(rtf(rf"\pard {LONG}\par") + rest, "a.rtf")
    assert notice_subjects(reading, "rtf-cut") == told


@pytest.mark.parametrize(
    ("number", "tag"),
    [(0x410, "it-IT"), (0x814, "nn-NO"), (0x10, "it"), (0x3810, "it"), (0x83C, "ga-IE"), (0x3FF, "")],
)
def test_ids_of_languages_are_those_of_windows(number: int, tag: str) -> None:
    assert windows_language(number) == tag
