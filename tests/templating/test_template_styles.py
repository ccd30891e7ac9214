"""The styles of a template: the usual ones with its fonts and changes, or those of a letterhead document."""

from __future__ import annotations

from dataclasses import replace

from tests.docs.markdown_page import codes, page, rows, sections

from briefbuilder.domain.styles import Style
from briefbuilder.templating.model import (
    DEFAULT_STYLES,
    HEADING_FONT,
    LINE,
    NUMBER_WIDTH,
    TEXT_FONT,
    FontFamilies,
    StyleChange,
    changed_properties,
    complete_styles,
    indent_beside_numbers,
    style_sheet,
)


def test_a_template_changes_fonts_and_single_properties() -> None:
    changes = {"title": StyleChange(size=33), "callout": StyleChange(background="none", rule="#aa0000")}
    styles = style_sheet(FontFamilies(text="Garamond"), changes).styles  # type: ignore[arg-type]
    usual = DEFAULT_STYLES
    assert styles["body"] == replace(usual["body"], font="Garamond")
    assert styles["header"] == usual["header"]
    assert styles["code"] == usual["code"]
    assert styles["title"] == replace(usual["title"], size=33, leading=40.5)
    assert styles["callout"] == replace(usual["callout"], font="Garamond", background=None, rule="#aa0000")
    kept = StyleChange(size=33, leading=35).over(usual["title"])
    assert (kept.size, kept.leading) == (33, 35)


def test_a_letterhead_gives_roles_that_it_lacks_its_fonts_sizes_and_colours() -> None:
    body = Style(font="Garamond", size=22, leading=30, colour="#222222")
    heading = Style(font="Futura", size=20, leading=24, colour="#880000")
    made = complete_styles({"body": body, "heading2": heading})
    assert (made["body"], made["heading2"]) == (body, heading)
    usual = DEFAULT_STYLES
    assert made["footnote"] == replace(
        usual["footnote"], font="Garamond", size=18, leading=24.6, colour="#222222"
    )
    assert made["table-header"] == replace(
        usual["table-header"], font="Futura", size=18, leading=24.6, colour="#880000"
    )
    assert made["callout"].rule == "#880000"
    assert (made["quote"].rule, made["quote"].size) == (LINE, 21)
    assert made["source"].size == 17
    black = complete_styles({"body": body, "title": replace(heading, colour="#000000")})
    assert (black["table-header"].font, black["table-header"].colour) == ("Futura", "#222222")
    assert complete_styles({"body": body})["table-header"].font == "Garamond"
    assert complete_styles({})["body"] == replace(
        usual["body"],
        font=Style().font,
        size=usual["body"].size * Style().size / 11,
        leading=round(15 * Style().size / 11, 2),
    )


def test_text_without_the_bar_of_light_headings_has_the_colour_of_the_bar() -> None:
    body = Style(colour="#222222")
    barred = Style(colour="#ffffff", background="#269c45")
    made = complete_styles({"body": body, "heading1": barred})
    assert made["heading1"] == barred
    assert {made[role].colour for role in ("title", "table-header", "contents-title")} == {"#269c45"}
    pale = Style(colour="#880000", background="#eef3f8")
    assert complete_styles({"body": body, "heading1": pale})["title"].colour == "#880000"


def test_fonts_that_a_template_names_override_those_of_a_letterhead() -> None:
    body = Style(font="Garamond", size=11, leading=15)
    sheet = style_sheet(
        FontFamilies(headings="Futura"), {"body": StyleChange(bold=True)}, {"body": body}
    ).styles
    assert sheet["body"] == replace(body, bold=True)
    assert sheet["title"].font == "Futura"
    told = changed_properties(FontFamilies(headings="Futura"), {"body": StyleChange(bold=True)})
    assert told["body"] == {"bold"}
    assert told["title"] == {"font"}
    assert "code" not in told
    assert "quote" not in told


def test_lists_and_quotations_align_with_the_text_of_numbered_paragraphs() -> None:
    changes = {"quote": StyleChange(indent_start=5)}
    sheet = style_sheet(FontFamilies(), changes)  # type: ignore[arg-type]
    styles = indent_beside_numbers(sheet, changes).styles  # type: ignore[arg-type]
    assert styles["list"].indent_start == NUMBER_WIDTH + 18
    assert styles["source"].indent_start == NUMBER_WIDTH
    assert styles["quote"].indent_start == 5
    assert styles["body"] == sheet.styles["body"]


def test_the_default_styles_are_those_that_the_reference_shows() -> None:
    table = sections(page("reference/templates.md"))["Default styles"]
    shown = {codes(row[0])[0]: row[1:] for row in rows(table)}
    assert shown == {role: described(style) for role, style in DEFAULT_STYLES.items()}


def described(style: Style) -> tuple[str, ...]:
    """Return the cells of a style in the reference: font, size, space, indents and the rest."""
    rest = (
        (style.bold, "bold"),
        (style.colour != "#000000", f"`{style.colour}`"),
        (style.background, f"on `{style.background}`"),
        (style.rule, f"rule `{style.rule}`"),
        (style.align != "start", style.align),
        (style.keep_with_next, "keep-with-next"),
        (style.keep_together, "keep-together"),
    )
    return (
        {TEXT_FONT: "`text`", HEADING_FONT: "`headings`"}.get(style.font, style.font),
        f"{style.size:g} on {style.leading:g}",
        f"{style.space_before:g}, {style.space_after:g}",
        f"{style.indent_start:g}, {style.indent_end:g}",
        ", ".join(text for is_so, text in rest if is_so),
    )
