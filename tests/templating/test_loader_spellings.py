"""What word processors and other habits put into a template is named, with the right spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.template_files import parse_template

from briefbuilder.app.messages import read_catalogue

START = """\
version: 1
id: note
name: Our note
languages: [en]
marking: {profile: none}
parts:
- {key: text, kind: written, label: Text}
"""
LINES = START.count("\n")

FAULTS = {
    # A decimal comma splits a flow mapping, or is part of the value.
    "page: {margins: {top: 2,5cm}}": ("template-decimal-comma", 1, 23, {"value": "2,5cm", "right": "2.5cm"}),
    "page: {margins: 2,5 cm}": ("template-decimal-comma", 1, 17, {"value": "2,5 cm", "right": "2.5 cm"}),
    "page:\n  margins: 2,5cm": ("template-decimal-comma", 2, 12, {"value": "2,5cm", "right": "2.5cm"}),
    "styles: {body: {size: 10,5, bold: true}}": (
        "template-decimal-comma", 1, 23, {"value": "10,5", "right": "10.5"}
    ),
    "fields:\n- {key: n, kind: number, label: N, minimum: 1,5}": (
        "template-decimal-comma", 2, 45, {"value": "1,5", "right": "1.5"}
    ),
    # A comma ends a text in braces.
    "title: {label: Note, for decision}": (
        "template-comma-unquoted", 1, 16, {"right": '"Note, for decision"'}
    ),
    "title: {label: First, Second, third one, place: below}": (
        "template-comma-unquoted", 1, 16, {"right": '"First, Second, third one"'}
    ),
    # A space is missing after a colon.
    "page: {size:A4}": ("template-colon-space", 1, 8, {"value": "size:A4", "right": "size: A4"}),
    "page: {size:A4, columns: 2}": ("template-colon-space", 1, 8, {"value": "size:A4", "right": "size: A4"}),
    "page:\n  size:A4": ("template-colon-space", 2, 3, {"value": "size:A4", "right": "size: A4"}),
    "page:\n  size:A4\n  columns: 2": ("template-colon-space", 2, 3, {"value": "size:A4", "right": "size: A4"}),
    "title:label": ("template-colon-space", 1, 1, {"value": "title:label", "right": "title: label"}),
    # Curly quotes are letters.
    "page: {size: “A4”}": ("template-curly-quotes", 1, 14, {"value": "“A4”", "right": '"A4"'}),
    "styles: {title: {colour: „#16324f“}}": (
        "template-curly-quotes", 1, 26, {"value": "„#16324f“", "right": '"#16324f"'}
    ),
    "page: {margins: ‘2cm’}": ("template-curly-quotes", 1, 17, {"value": "‘2cm’", "right": '"2cm"'}),
    "description: “Note: a draft”": (
        "template-curly-quotes", 1, 14, {"value": "“Note: a draft”", "right": '"Note: a draft"'}
    ),
    "“subtitle”: Draft": ("template-curly-quotes", 1, 1, {"value": "“subtitle”", "right": '"subtitle"'}),
    # A no-break space is no space.
    "page:\u00a0{size: A4}": ("template-no-break-space", 1, 6, {}),
    "page:\n\u00a0\u00a0size: A4": ("template-no-break-space", 2, 1, {}),
    "page: {size:\u00a0A4}": ("template-no-break-space", 1, 13, {}),
    "page:\n  margins: 2.5\u00a0cm": ("template-no-break-space", 2, 15, {}),
    "page:\n  size:\u202fA4": ("template-no-break-space", 2, 8, {}),
    # Numbers in quotes, and a text where keys belong.
    'limits: {pages: "2"}': ("template-wants-whole-number", 1, 17, {"key": "pages"}),
    "title: Our title": (
        "template-wants-keys", 1, 8, {"key": "title", "valid": "label, place, sample"}
    ),
    "limits: 2": ("template-wants-keys", 1, 9, {"key": "limits", "valid": "pages, words"}),
    "contents: false": (
        "template-wants-keys", 1, 11, {"key": "contents", "valid": "levels, page-numbers, show"}
    ),
    'footer: ["{page}"]': (
        "template-wants-keys", 1, 10, {"key": "footer", "valid": "centre, end, shown-when, start"}
    ),
    # A text or keys where a list belongs.
    'footer: "{page}"': ("template-wants-list", 1, 9, {"key": "footer"}),
    "header: {start: Draft}": ("template-wants-list", 1, 9, {"key": "header"}),
    # Quotation marks and colons within a text.
    "name: {en: Note, fr: 'L'essentiel de l'avis'}": (
        "template-inner-quotes", 1, 22,
        {"value": "'L'essentiel de l'avis'", "right": '"L\'essentiel de l\'avis"'},
    ),
    'subtitle: {en: "The "best" case"}': (
        "template-inner-quotes", 1, 16, {"value": '"The "best" case"', "right": "'The \"best\" case'"}
    ),
    "title: {label: Note: draft}": ("template-colon-in-braces", 1, 20, {}),
    # A key that belongs elsewhere.
    "orientation: landscape": ("template-key-elsewhere", 1, 1, {"key": "orientation", "place": "page"}),
    "picture: logo.png": ("template-picture-elsewhere", 1, 1, {"key": "picture"}),
    "header:\n- {logo: logo.png}": ("template-picture-elsewhere", 2, 4, {"key": "logo"}),
    "masthead: {picture: {file: logo.gif, alternative-text: Logo}}": (
        "template-picture-kind", 1, 28, {"value": "logo.gif"}
    ),
    "masthead: {picture: {file: ../logo.png, alternative-text: Logo}}": (
        "template-picture-path", 1, 28, {"value": "../logo.png"}
    ),
    "masthead: {picture: {file: gone.png, alternative-text: Logo}}": (
        "template-picture-missing", 1, 28, {"file": "gone.png"}
    ),
    "watermark: DRAFT": ("template-key-elsewhere", 1, 1, {"key": "watermark", "place": "page"}),
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_a_habit_of_writing_is_named_with_the_right_spelling(text: str) -> None:
    code, line, column, parameters = FAULTS[text]
    findings = parse_template((START + text + "\n").encode(), "note.yaml")[1]
    found = [(one.code, (one.place.line or 0) - LINES, one.place.column, one.parameters) for one in findings]
    assert found == [(code, line, column, parameters)]


@pytest.mark.parametrize(
    "text",
    [
        "subtitle: “To be” or not",
        "subtitle: Brief:draft",
        "words: {sources: {en: “Sources”}}",
        'subtitle: {en: "Note\u00a0: projet"}',
        "description: |\n  Note:draft\n  2,5cm",
    ],
)
def test_a_text_may_hold_what_is_a_fault_elsewhere(text: str) -> None:
    assert parse_template((START + text + "\n").encode(), "note.yaml")[1] == ()


def test_a_word_file_is_called_one_whatever_its_name(root: Path) -> None:
    data = (root / "tests" / "data" / "letterheads" / "de-vermerk.docx").read_bytes()
    findings = parse_template(data, "note.yaml")[1]
    assert [(one.code, one.place.line) for one in findings] == [("template-is-word-file", 1)]
    assert parse_template(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "note.yaml")[1][0].code == "template-is-pdf"


def test_each_message_names_the_right_spelling_in_every_language(root: Path) -> None:
    for path in (root / "resources" / "messages").glob("*.yaml"):
        words = read_catalogue(path)
        for code, _, _, parameters in FAULTS.values():
            told = words[code]
            assert all(f"{{{name}}}" in told for name in parameters if name != "key"), (path.stem, code)
