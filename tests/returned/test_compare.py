"""What is told of a returned file: the kind of each change, who made it, and whether Word recorded it."""

from __future__ import annotations

import cProfile
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.returned.word_files import DEL, STYLES, deleted, inserted, link, paragraph, run, table, word_file

from briefbuilder.domain.export_record import (
    ExportedParagraph,
    ExportRecord,
    ParagraphAddress,
    ParagraphSource,
)
from briefbuilder.domain.word_changes import Hunk, WordChange
from briefbuilder.returned.compare import FoundChanges, compare
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import record_paragraphs

LONG = "The delegation will travel on 12 March and return on 14 March; the embassy has been told."
OTHER = "Our position has not changed since the last Council: de-risking, not decoupling."
THIRD = "Shortages teach governments geography, as carmakers on both sides learned in 2021."


def note(number: int) -> str:
    return f"<w:r><w:footnoteReference w:id='{number}'/></w:r>"


def notes(*texts: str) -> str:
    return "".join(
        f"<w:footnote w:id='{number}'>{paragraph(text)}</w:footnote>" for number, text in enumerate(texts, 1)
    )


def record_of(body: str, *sources: ParagraphSource, **parts: str) -> ExportRecord:
    document = read_returned(word_file(body, **parts), "a.docx")
    given: Iterator[ParagraphSource] = iter(sources)
    addresses = [
        ParagraphAddress(origin=f"i{number}", block=f"b{number}", source=next(given, "own"))
        for number, _ in enumerate(document.paragraphs)
    ]
    return ExportRecord(
        id="x", briefing="n", has_links=True, paragraphs=record_paragraphs(document, addresses)
    )


def found(
    before: str, after: str, *sources: ParagraphSource, base: dict[str, str] | None = None, **parts: str
) -> FoundChanges:
    return compare(
        record_of(before, *sources, **(parts if base is None else base)),
        read_returned(word_file(after, **parts), "b.docx"),
    )


def told(before: str, after: str, *sources: ParagraphSource) -> list[tuple[str, tuple[int, ...], str, str]]:
    return [
        (one.kind, one.paragraphs, one.before, one.after) for one in found(before, after, *sources).changes
    ]


BODY = paragraph(LONG) + paragraph(OTHER) + paragraph(THIRD)


def test_the_same_text_has_no_changes_however_it_is_cut_into_runs() -> None:
    cut = paragraph(run(LONG[:20]) + "<w:proofErr w:type='gramEnd'/>" + run(LONG[20:]))
    assert told(BODY, cut + paragraph(OTHER) + paragraph(THIRD)) == []


def test_edits_and_signs_are_told_apart() -> None:
    edited = LONG.replace("12 March", "3 April")
    signs = OTHER.replace("-", "\u2011")
    after = paragraph(edited) + paragraph(signs) + paragraph(THIRD)
    assert told(BODY, after) == [("edited", (0,), LONG, edited), ("typography", (1,), OTHER, signs)]


def test_what_is_new_stands_behind_a_paragraph() -> None:
    after = (
        paragraph("Erstens.") + paragraph(LONG) + paragraph("Zweitens.") + paragraph(OTHER) + paragraph(THIRD)
    )
    changes = found(BODY, after).changes
    assert [(one.kind, one.behind, one.after, one.item) for one in changes] == [
        ("inserted", None, "Erstens.", None),
        ("inserted", 0, "Zweitens.", "i0"),
    ]
    assert told(BODY, paragraph(LONG) + paragraph(THIRD)) == [("deleted", (1,), OTHER, "")]
    above = paragraph("Erstens.") + paragraph(f"{LONG} And back.") + paragraph(OTHER) + paragraph(THIRD)
    assert [kind for kind, *_ in told(BODY, above)] == ["inserted", "edited"]


def test_neighbours_that_were_moved_are_one_change() -> None:
    first, second = LONG + " One.", OTHER + " Two."
    before = (
        paragraph(first) + paragraph(second) + paragraph(THIRD) + paragraph(THIRD * 2) + paragraph(THIRD * 3)
    )
    after = (
        paragraph(THIRD) + paragraph(THIRD * 2) + paragraph(first) + paragraph(second) + paragraph(THIRD * 3)
    )
    (moved,) = found(before, after).changes
    assert (moved.kind, moved.paragraphs, moved.behind, moved.hunks) == ("moved", (0, 1), 3, ())
    others = [paragraph(THIRD * number) for number in range(1, 6)]
    before = "".join([paragraph(first), others[0], paragraph(second), *others[1:]])
    after = "".join([*others[:4], paragraph(first), paragraph(second), others[4]])
    assert [one.paragraphs for one in found(before, after).changes] == [(0,), (2,)], "another one is between"


def test_recorded_changes_have_their_authors_and_others_the_last_save() -> None:
    after = (
        paragraph(run("The ") + deleted("delegation") + inserted("mission") + run(LONG[14:]))
        + paragraph(OTHER)
        + paragraph("Third.")
    )
    first, second = found(BODY, after).changes
    assert (first.kind, first.tracked, sorted(first.authors)) == ("edited", True, ["Ann", "Ben"])
    assert (second.author, second.tracked) == (None, False)


def test_an_unrecorded_edit_beside_a_recorded_one_is_partly_recorded() -> None:
    after = (
        paragraph(run("Our delegation ") + inserted("certainly ") + run(LONG[15:]))
        + paragraph(OTHER)
        + paragraph(THIRD)
    )
    (change,) = found(BODY, after).changes
    assert (change.kind, change.tracked, change.partly_tracked) == ("edited", False, True)


def test_a_recorded_deletion_of_a_paragraph_is_one() -> None:
    after = paragraph(LONG) + paragraph(deleted(OTHER), mark="del") + paragraph(THIRD)
    (change,) = found(BODY, after).changes
    assert (change.kind, change.paragraphs, change.author, change.tracked) == ("deleted", (1,), "Ben", True)


def test_splits_and_joins_say_where() -> None:
    split = paragraph(LONG[:46]) + paragraph(LONG[46:]) + paragraph(OTHER) + paragraph(THIRD)
    (change,) = found(BODY, split).changes
    assert (change.kind, change.paragraphs, change.pieces) == ("split", (0,), (LONG[:46], LONG[46:]))
    assert change.piece_styles == ("Normal", "Normal")
    joined = paragraph(f"{LONG} {OTHER}") + paragraph(THIRD)
    (change,) = found(BODY, joined).changes
    assert (change.kind, change.paragraphs) == ("joined", (0, 1))
    without_space = paragraph(f"{LONG}{OTHER}") + paragraph(THIRD)
    (change,) = found(BODY, without_space).changes
    assert (change.kind, change.after) == ("joined", f"{LONG} {OTHER}")
    assert change.hunks == (Hunk(start=len(LONG), end=len(LONG) + 1, text=" "),)


def test_styles_and_bold_words_are_told_with_the_new_form() -> None:
    after = (
        paragraph(LONG, style="b")
        + paragraph(run(OTHER[:4]) + run(OTHER[4:12], "<w:b/>") + run(OTHER[12:]))
        + paragraph(THIRD)
    )
    first, second = found(BODY, after).changes
    assert (first.kind, first.style) == ("restyled", "heading 1")
    assert (second.kind, [(one.start, one.end, one.form) for one in second.forms]) == (
        "formatted",
        [(4, 12, "bold")],
    )


def test_who_restyled_a_paragraph_and_who_made_words_bold_are_told_apart() -> None:
    made = '<w:{} w:id="7" w:author="{}"{}><w:pPr/></w:{}>'.format
    dated = ' w:date="2026-11-20T10:00:00Z"'
    styled = paragraph(LONG, style="b").replace(
        '<w:pStyle w:val="b"/>', f'<w:pStyle w:val="b"/>{made("pPrChange", "Ann", dated, "pPrChange")}'
    )
    bold = run(OTHER, f"<w:b/>{made('rPrChange', 'Ben', '', 'rPrChange').replace('pPr/', 'rPr/')}")
    first, second = found(BODY, styled + paragraph(bold) + paragraph(THIRD)).changes
    assert [(one.kind, one.author) for one in (first, second)] == [("restyled", "Ann"), ("formatted", "Ben")]


def test_the_style_that_libreoffice_gives_to_the_paragraph_behind_a_deleted_one_is_no_change() -> None:
    before = paragraph(LONG, style="b") + paragraph(OTHER) + paragraph(THIRD)
    assert told(before, paragraph(OTHER, style="b") + paragraph(THIRD)) == [("deleted", (0,), LONG, "")]


def test_changes_of_a_quotation_are_flagged_and_new_text_within_it_too() -> None:
    record = record_of(BODY)
    quoted = [
        ExportedParagraph(text=one.text, style="Normal", origin="e", block=one.block, source="quotation")
        for one in record.paragraphs
    ]
    record = ExportRecord(id="x", briefing="n", paragraphs=tuple(quoted))
    after = (
        paragraph(LONG + " More.")
        + paragraph("Between.")
        + paragraph(OTHER)
        + paragraph(THIRD)
        + paragraph("Below.")
    )
    changes = compare(record, read_returned(word_file(after), "b.docx")).changes
    assert [(one.kind, one.quotation) for one in changes] == [
        ("edited", True),
        ("inserted", True),
        ("inserted", False),
    ]


def test_a_block_that_was_changed_since_is_a_conflict() -> None:
    after = read_returned(word_file(paragraph("Other.") + paragraph(OTHER) + paragraph(THIRD)), "b.docx")
    changes = compare(record_of(BODY), after, lambda one: one.block == "b0").changes
    assert [one.conflict for one in changes] == [True]


def test_what_a_template_or_word_makes_is_told_only() -> None:
    (change,) = found(BODY, paragraph("Other.") + paragraph(OTHER) + paragraph(THIRD), "generated").changes
    assert change.is_report_only
    (header,) = found(
        BODY, BODY, base={"header": paragraph("OFFICIAL")}, header=paragraph("OFFICIAL – draft")
    ).changes
    assert (header.kind, header.before, header.after, header.is_report_only) == (
        "furniture",
        "OFFICIAL",
        "OFFICIAL – draft",
        True,
    )


def test_a_footer_that_repeats_the_title_is_no_change_of_its_own() -> None:
    title, footer = paragraph("Chips and East Asia"), paragraph("Chips and East Asia 1")
    record = record_of(title + BODY, "title", footer=footer)
    changed = paragraph("Chips and Japan")
    for words, after in (("Chips and Japan", []), ("Chips and Korea", ["Chips and Korea 1"])):
        file = word_file(changed + BODY, footer=paragraph(f"{words} 1"))
        changes = compare(record, read_returned(file, "b.docx")).changes
        assert [one.after for one in changes] == ["Chips and Japan", *after]


def test_a_marking_that_was_replaced_is_one_change_of_its_author() -> None:
    marked = paragraph("Reference 117") + paragraph("OFFICIAL")
    before = {"header": marked, "footer": marked}
    recorded = paragraph("Reference 117") + paragraph(deleted("OFFICIAL") + inserted("SECRET"))
    removed = paragraph("Reference 117") + paragraph(deleted("OFFICIAL"))
    changes = found(BODY, BODY, base=before, header=recorded, footer=removed).changes
    assert [(one.before, one.after, one.author, one.tracked) for one in changes] == [
        ("OFFICIAL", "SECRET", "Ben", True),
        ("OFFICIAL", "", "Ben", True),
    ]
    plain = paragraph("Reference 117") + paragraph("SECRET")
    (change,) = found(BODY, BODY, base={"header": marked}, header=plain).changes
    assert (change.before, change.after, change.tracked) == ("OFFICIAL", "SECRET", False)


def test_notes_belong_to_the_paragraphs_with_their_marks() -> None:
    before = paragraph(run(LONG) + note(1)) + paragraph(run(OTHER) + note(2)) + paragraph(THIRD)
    after = paragraph(run(LONG) + note(2)) + paragraph(OTHER) + paragraph(run(THIRD) + note(1))
    record = record_of(before, footnotes=notes("Working paper 14, table 3.", "Review, 3 February 2025."))
    changes = compare(
        record,
        read_returned(word_file(after, footnotes=notes("Added.", "Working paper 15, table 3.")), "b.docx"),
    ).changes
    assert [(one.kind, one.paragraphs, one.behind, one.after) for one in changes] == [
        ("note_edited", (1,), 0, "Working paper 15, table 3."),
        ("note_deleted", (3,), 2, ""),
        ("note_inserted", (), 4, "Added."),
    ]


@pytest.mark.parametrize(
    "properties", ['<w:rStyle w:val="f"/>', '<w:rStyle w:val="g"/>', '<w:vertAlign w:val="superscript"/>']
)
def test_the_comma_between_the_marks_of_two_notes_is_not_part_of_the_text(properties: str) -> None:
    names = (("f", "footnote reference"), ("g", "Footnote Characters"))
    styles = STYLES + "".join(
        f'<w:style w:type="character" w:styleId="{one}"><w:name w:val="{name}"/></w:style>'
        for one, name in names
    )
    footnotes = notes("Working paper 14.", "Review.")
    marks = note(1) + "<w:r><w:rPr>{}</w:rPr><w:t>,</w:t></w:r>" + note(2)
    before = paragraph(run(LONG) + marks.format('<w:rStyle w:val="f"/>')) + paragraph(OTHER)
    after = paragraph(run(LONG) + marks.format(properties)) + paragraph(OTHER)
    assert found(before, after, styles=styles, footnotes=footnotes).changes == ()


def test_a_note_written_anew_is_edited_and_a_recorded_deletion_has_its_author() -> None:
    before = paragraph(LONG) + paragraph(run(OTHER) + note(1)) + paragraph(THIRD)
    base = {"footnotes": notes("Working paper 14, table 3.")}
    (anew,) = found(before, before, base=base, footnotes=notes("Speech in Lyon.")).changes
    assert (anew.kind, anew.before, anew.after, anew.source) == (
        "note_edited", "Working paper 14, table 3.", "Speech in Lyon.", "generated",
    )  # fmt: skip
    gone = paragraph(LONG) + paragraph(run(OTHER) + DEL.format(note(1))) + paragraph(THIRD)
    (change,) = found(before, gone, base=base, **base).changes
    assert (change.kind, change.author, change.tracked) == ("note_deleted", "Ben", True)


def test_the_note_of_a_deleted_paragraph_is_part_of_the_deletion() -> None:
    before = paragraph(LONG) + paragraph(run(OTHER) + note(1)) + paragraph(THIRD)
    after = paragraph(LONG) + paragraph(THIRD)
    found_changes = found(before, after, base={"footnotes": notes("Review.")}).changes
    assert [one.kind for one in found_changes] == ["deleted"]


def test_a_section_moves_with_its_table_and_its_short_headings() -> None:
    rest = paragraph("Next steps", "b") + "".join(map(paragraph, (OTHER, OTHER[::-1], LONG[::-1] * 2)))
    section = (
        paragraph("Line to take", "b") + paragraph(LONG) + paragraph("Next steps", "b") + table(("Japan", "1 240"), ("Korea", "980")) + paragraph(THIRD)
    )  # fmt: skip
    (moved,) = found(section + rest, rest + section).changes
    assert (moved.kind, moved.paragraphs, moved.behind) == ("moved", tuple(range(8)), 11)
    changed = section.replace("1 240", "1 310")
    kinds = [one.kind for one in found(section + rest, rest + changed).changes]
    assert kinds == ["moved", "edited"]


@pytest.mark.parametrize("common", ["", table(("Goods", "Tariff"), ("Chips", "0")) + paragraph("None.")])
def test_sections_that_change_places_are_one_move_whatever_they_share(common: str) -> None:
    one = paragraph("Background") + paragraph(LONG) + common
    other = paragraph("Background") + paragraph(OTHER) + common
    assert [kind for kind, *_ in told(one + other, other + one)] == ["moved"]


def test_a_section_of_a_table_and_a_short_text_moves_as_one() -> None:
    one = paragraph("Background") + paragraph("Background") + paragraph(LONG)
    other = paragraph("Background") + paragraph("None.") + table(("Goods", "Tariff"), ("Chips", "0"))
    assert len(told(one + other, other + one)) == 1


def test_styles_that_a_program_renamed_are_no_changes() -> None:
    before = paragraph("Background", "b") + paragraph(LONG, "c") + paragraph(OTHER) + paragraph(THIRD)
    french = STYLES.replace("heading 1", "Titre 1").replace("Deep", "Profond")
    assert found(before, before, base={}, styles=french).changes == ()
    (lower,) = found(before, before, base={}, styles=STYLES.replace("heading 1", "Titre 2")).changes
    assert (lower.kind, lower.style) == ("restyled", "Titre 2")
    # A style that the file still has under its name was not renamed.
    own = '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="Own"/><w:basedOn w:val="b"/></w:style>'
    (restyled,) = found(before, before.replace('"c"', '"d"'), base={}, styles=STYLES + own).changes
    assert (restyled.kind, restyled.style) == ("restyled", "Own")


def test_the_copy_of_a_style_with_a_number_is_no_change() -> None:
    before = paragraph(LONG, "k") + paragraph(OTHER, "b")
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/><w:basedOn w:val="b"/></w:style>'
    )
    own = {"styles": STYLES + style.format("k", "caption")}
    after = before.replace('"k"', '"m"')
    copied = own["styles"] + style.format("m", "caption1")
    assert found(before, after, base=own, styles=copied).changes == ()
    other = own["styles"] + style.format("m", "Captions")
    (restyled,) = found(before, after, base=own, styles=other).changes
    assert (restyled.kind, restyled.style) == ("restyled", "Captions")


def test_styles_that_a_program_replaced_are_one_warning() -> None:
    before = "".join(paragraph(text, "b") for text in (LONG, OTHER, THIRD))
    edited = LONG.replace("12 March", "3 April")
    saved = found(before, paragraph(edited) + paragraph(OTHER) + paragraph(THIRD))
    assert [one.code for one in saved.warnings] == ["returned-styles-replaced"]
    assert [(one.kind, one.after) for one in saved.changes] == [("edited", edited)]
    one_restyled = found(before, paragraph(LONG) + before.partition("</w:p>")[2])
    assert (one_restyled.warnings, [one.kind for one in one_restyled.changes]) == ((), ["restyled"])


def test_contents_that_a_program_saved_as_text_are_not_new() -> None:
    before = paragraph("Contents") + paragraph("Background") + paragraph(LONG)
    line = paragraph("Background 1")
    after = paragraph("Contents") + line + paragraph("Background") + line + paragraph(LONG)
    assert told(before, after, "contents", "heading") == [("inserted", (), "", "Background 1")]


def test_a_table_whose_values_are_filled_in_is_the_same_table() -> None:
    drawn = "{}" + paragraph(LONG)
    after = drawn.format(table(("For:", "The Minister of Foreign Affairs")))
    assert told(drawn.format(table(("For:", "[to be completed]"))), after) == [
        ("edited", (1,), "[to be completed]", "The Minister of Foreign Affairs")
    ]


def test_notes_without_text_and_notes_that_changed_places_are_warnings() -> None:
    before = paragraph(run(LONG) + note(1)) + paragraph(run(OTHER) + note(2))
    sources = {"footnotes": notes("Working paper 14, table 3.", "Review, 3 February 2025.")}
    empty = found(before, before, base=sources, footnotes=notes("Working paper 14, table 3.", ""))
    assert ([one.code for one in empty.warnings], empty.changes) == (["returned-note-empty"], ())
    swapped = paragraph(run(LONG) + note(2)) + paragraph(run(OTHER) + note(1))
    exchanged = found(before, swapped, base=sources, **sources)
    assert ([one.code for one in exchanged.warnings], exchanged.changes) == (["returned-notes-swapped"], ())
    doubled = found(before, before, base=sources, footnotes=notes(*["Working paper 14, table 3."] * 2))
    assert ([one.code for one in doubled.warnings], doubled.changes) == (["returned-notes-swapped"], ())


def test_a_note_that_moved_with_its_paragraph_is_part_of_the_move() -> None:
    before = paragraph(run(LONG) + note(1)) + paragraph(OTHER) + paragraph(OTHER + THIRD) + paragraph(THIRD)
    after = paragraph(OTHER) + paragraph(OTHER + THIRD) + paragraph(run(LONG) + note(1)) + paragraph(THIRD)
    moved = found(before, after, footnotes=notes("Working paper 14."))
    assert [(one.kind, one.paragraphs) for one in moved.changes] == [("moved", (0,))]


def test_words_that_a_reader_highlighted_are_told_but_not_those_of_a_letterhead() -> None:
    marked = paragraph(run("The ") + run("delegation", '<w:highlight w:val="yellow"/>') + run(LONG[14:]))
    (change,) = found(paragraph(LONG), marked).changes
    assert (change.kind, change.paragraphs, change.comment, change.before) == (
        "highlighted", (0,), "delegation", LONG
    )  # fmt: skip
    assert change.is_report_only
    assert found(paragraph(LONG), marked, "generated").changes == ()


@pytest.mark.parametrize("form", ['<w:color w:val="FF0000"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>'])
def test_words_that_a_reader_coloured_are_told(form: str) -> None:
    marked = paragraph(run("The ") + run("delegation", form) + run(LONG[14:]))
    (change,) = found(paragraph(LONG), marked).changes
    assert (change.kind, change.paragraphs, change.comment) == ("highlighted", (0,), "delegation")


def test_colours_of_styles_and_shades_of_grey_are_no_marks_of_a_reader() -> None:
    inner = run(LONG[:4], '<w:color w:val="1F4E79"/>') + run(LONG[4:9], '<w:color w:val="404040"/>')
    style = '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="D"/><w:rPr><w:color w:val="1F4E79"/></w:rPr></w:style>'
    after = paragraph(inner + run(LONG[9:], '<w:color w:val="auto"/>'))
    assert found(paragraph(LONG), after, base={}, styles=STYLES + style).changes == ()


def test_a_link_that_leads_elsewhere_is_told_with_both_addresses() -> None:
    before = paragraph(run("See ") + link("the report", "la") + run(" of March.")) + paragraph(OTHER)
    after = paragraph(run("See ") + link("the report", "lb") + run(" of April.")) + paragraph(OTHER)
    edited, linked = found(before, after).changes
    assert (edited.kind, edited.after) == ("edited", "See the report of April.")
    assert (linked.kind, linked.paragraphs, linked.before) == ("linked", (0,), "See the report of April.")
    assert linked.comment == "the report: https://example.org/a → https://example.org/b"
    assert linked.is_report_only


def test_new_links_and_removed_ones_are_told_but_not_those_that_went_with_their_words() -> None:
    plain = paragraph("See the report of March.")
    linked = paragraph(run("See ") + link("the report", "la") + run(" of March."))
    (added,) = found(plain, linked).changes
    assert (added.kind, added.comment) == ("linked", "the report: https://example.org/a")
    (removed,) = found(linked, plain).changes
    assert (removed.kind, removed.comment) == ("linked", "the report: https://example.org/a")
    assert [one[0] for one in told(linked, paragraph("See what came in March."))] == ["edited"]
    new = [(one.kind, one.behind) for one in found(BODY, BODY + linked).changes]
    assert new == [("inserted", 2), ("linked", 2)]


def test_links_are_not_compared_with_a_record_of_an_earlier_format_which_has_none() -> None:
    linked = paragraph(run("See ") + link("the report", "la") + run(" of March."))
    earlier = replace(record_of(paragraph("See the report of March.")), has_links=False)
    assert compare(earlier, read_returned(word_file(linked), "a.docx")).changes == ()


def test_a_field_with_the_address_of_a_link_is_the_same_link() -> None:
    field = f"""<w:fldSimple w:instr='HYPERLINK "https://example.org/a/"'>{run("the report")}</w:fldSimple>"""
    linked = paragraph(run("See ") + link("the report", "la") + run(" of March."))
    assert told(linked, paragraph(run("See ") + field + run(" of March."))) == []


def test_a_place_in_a_page_is_kept_apart_from_its_address_in_a_field() -> None:
    fields = (
        f"<w:fldSimple w:instr='HYPERLINK &quot;https://example.org/a{rest}&quot;'>{run('the report')}</w:fldSimple>"
        for rest in ("&quot; \\l &quot;s2", "#s2")
    )
    before, after = (paragraph(run("See ") + each + run(" of March.")) for each in fields)
    assert told(before, after) == []


def test_a_line_break_in_place_of_a_space_is_told_as_a_sign() -> None:
    before, after = LONG[:29], LONG[30:]
    broken = run(before) + "<w:r><w:br/></w:r>" + run(after)
    (change,) = found(BODY, paragraph(broken) + paragraph(OTHER) + paragraph(THIRD)).changes
    assert f"{before} {after}" == LONG
    assert (change.kind, change.paragraphs, change.hunks) == (
        "typography",
        (0,),
        (Hunk(start=29, end=30, text="\n"),),
    )


def test_comments_hang_at_their_paragraphs() -> None:
    marked = "<w:commentRangeStart w:id='{0}'/>{1}<w:commentRangeEnd w:id='{0}'/>"
    after = paragraph(LONG) + paragraph(marked.format(5, run(OTHER))) + paragraph(THIRD)
    comments = f"<w:comment w:id='5' w:author='Ann' w:date='2026-11-20T10:00:00Z'>{paragraph('Still right?')}</w:comment>"
    (change,) = found(BODY, after, base={}, comments=comments).changes
    assert (change.kind, change.paragraphs, change.comment, change.author) == (
        "comment",
        (1,),
        "Still right?",
        "Ann",
    )
    after = paragraph(LONG) + paragraph(marked.format(5, run("New."))) + paragraph(OTHER) + paragraph(THIRD)
    changes = found(BODY, after, base={}, comments=comments).changes
    assert [(one.kind, one.paragraphs, one.behind, one.after) for one in changes] == [
        ("inserted", (), 0, "New."),
        ("comment", (), 0, "New."),
    ]


def test_each_row_of_a_table_that_was_put_in_or_taken_out_is_a_line() -> None:
    without = paragraph(LONG) + paragraph(OTHER)
    whole = paragraph(LONG) + table(("Step", "Day"), ("Letter", "3 March")) + paragraph(OTHER)
    text = "Step | Day\nLetter | 3 March"
    assert told(without, whole) == [("table_inserted", (), "", text)]
    assert told(whole, without) == [("table_deleted", (1, 2, 3, 4), text, "")]


def test_rows_are_placed_by_the_row_above() -> None:
    rows = (("Country", "Exports"), ("Japan", "1 240"), ("Korea", "980"))
    after = table(rows[0], rows[1], ("Vietnam", "75"), rows[2], marks={2: "ins"})
    (change,) = found(table(*rows), after).changes
    assert (change.kind, change.after, change.tracked, change.author) == (
        "row_inserted",
        "Vietnam | 75",
        True,
        "Ann",
    )
    assert change.cell is not None
    assert (change.cell.table, change.cell.row) == (0, 1)


def test_a_recorded_column_is_recorded_whatever_cells_of_it_are_empty() -> None:
    after = table(
        ("Country", inserted("Trend"), "Exports"), ("Japan", "", "1 240"), ("Korea", inserted("up"), "980")
    )
    (change,) = found(table(("Country", "Exports"), ("Japan", "1 240"), ("Korea", "980")), after).changes
    assert (change.kind, change.tracked, change.author) == ("column_inserted", True, "Ann")


def test_a_change_has_the_same_key_when_the_file_is_read_again_and_another_has_another() -> None:
    after = (
        paragraph("To do.")
        + paragraph(LONG)
        + paragraph("To do.")
        + paragraph(OTHER)
        + paragraph("To do.")
        + paragraph(THIRD)
    )
    first, second = found(BODY, after).changes, found(BODY, after).changes
    assert [one.key for one in first] == [one.key for one in second]
    assert len({one.key for one in first}) == len(first) == 3
    assert {len(one.key) for one in first} == {20}


# Real files, with what was edited in them.


def corpus_cases(folder: Path) -> list[tuple[str, str]]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return [(name, Path(truth[name]["base"]).stem) for name in sorted(truth)[::14]]


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    folder = shared / "corpora" / "word-edits"
    if not folder.is_dir():
        pytest.skip("the shared files are not here")
    return folder


def corpus_record(folder: Path, base: str) -> ExportRecord:
    units = json.loads((folder / "base" / f"{base}.units.json").read_text(encoding="utf-8"))
    addresses = [
        ParagraphAddress(origin=one["origin"], block=one["block"], source=one["source"]) for one in units
    ]
    document = read_returned((folder / "base" / f"{base}.docx").read_bytes(), base)
    return ExportRecord(
        id=base, briefing=base, has_links=True, paragraphs=record_paragraphs(document, addresses)
    )


def test_files_that_were_saved_again_without_an_edit_have_no_changes(corpus: Path) -> None:
    for path in sorted((corpus / "zero").glob("*.docx")):
        record = corpus_record(corpus, path.name.partition(".")[0])
        assert compare(record, read_returned(path.read_bytes(), path.name)).changes == (), path.name


def test_each_edit_of_real_files_is_told_on_its_paragraph(corpus: Path) -> None:
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    for name, base in corpus_cases(corpus):
        record = corpus_record(corpus, base)
        changes = compare(record, read_returned((corpus / "edited" / name).read_bytes(), name)).changes
        numbers = [number for number, one in enumerate(record.paragraphs) if one.part == "body"]
        for edit in truth[name]["edits"]:
            units = {numbers[unit] for unit in edit["units"]}
            here = [one for one in changes if is_here(one, units, edit["after"])]
            assert here, (name, edit)
            assert not edit.get("quotation") or any(one.quotation for one in here), (name, edit)


def is_here(change: WordChange, units: set[int], after: str) -> bool:
    if units:
        return not units.isdisjoint(change.paragraphs)
    return text_key(after) in text_key(change.after) or change.kind in {
        "note_deleted",
        "comment",
        "furniture",
    }


def test_the_styles_of_an_open_document_export_that_was_saved_for_word_are_no_changes() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Quote", "Block Quotation", "Table Text")
    )
    before = paragraph(LONG, "Quote") + paragraph(OTHER, "TableText")
    after = paragraph(LONG, "BlockQuotation") + paragraph(OTHER, "BlockQuotation")
    changes = found(before, after, styles=styles).changes
    assert [(one.kind, one.before) for one in changes] == [("restyled", OTHER)]


def test_the_work_grows_with_the_number_of_inserted_paragraphs() -> None:
    def calls(count: int) -> int:
        lines = "".join(paragraph(f"Line {number} was added here.") for number in range(count))
        profile = cProfile.Profile()
        changes = profile.runcall(found, paragraph(LONG), paragraph(LONG) + lines).changes
        assert [one.kind for one in changes] == ["inserted"] * count
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(1_200) < 6 * calls(300)
