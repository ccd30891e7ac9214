"""What the files of `tests/data/office` cannot hold or were not given: the only differences that are allowed.

Each difference is a reason with lines of the golden text and the lines that stand in their place.
"""

from __future__ import annotations

from typing import NamedTuple


class Difference(NamedTuple):
    """One allowed difference."""

    reason: str
    golden: tuple[str, ...]
    own: tuple[str, ...]


_CONTENTS = (
    "notice contents-list-removed: Indice Le forniture1 I porti1 La scorta comune1 Le voci1 La procedura1"
)
_HEADER = "notice header-removed: Quaderni della sicurezza economica"
_FOOTER = "notice footer-removed: Copia per uso d’ufficio 3"
_HIDDEN = "notice hidden-text-dropped: Nota per noi soli."
_DELETED = "notice deletion-dropped: quasi mai"
_COMMENT = "notice comment: Anna Rossi: Va controllato."
_ENDNOTE = "endnote 1: Consultato il 2 maggio 2025."
_DATED = ("notice date-from-properties: 2025-05-02",)
_HEADS = ("Paese", "2024", "2025")
_WITH_ENDNOTE = (
    "paragraph: Il testo intero è {link=https://example.org/gas?anno=2025|sul sito della commissione}; "
    "la prima parte sta in Le forniture.{note 1}"
)
_CODE = (
    "paragraph: Il neon (Ne), il cripto e lo xeno non si sostituiscono: senza CO{sub|2} si lavora, senza neon no. "
    "Una superficie di 40 m{super|2} basta; il prezzo era {strike|vecchio} e ora è {underline|nuovo}. "
    "Il comando è {code|ne --stock}."
)
_JAPANESE = (
    "paragraph: Il ministro ha risposto al giornale di Tokyo, che titolava {lang=ja-JP|半導体の供給網を守る}."
)
_ARABIC = "paragraph: La stampa del Cairo parla di {lang=ar-SA|أمن سلاسل التوريد} da mesi."
_ONE_SERIES = (
    Difference(
        "pandoc makes footnotes of all notes",
        (_WITH_ENDNOTE,),
        (_WITH_ENDNOTE.replace("{note 1}", "{note 2}"),),
    ),
    Difference(
        "pandoc makes footnotes of all notes", (_ENDNOTE,), (_ENDNOTE.replace("endnote 1", "footnote 2"),)
    ),
)
_NO_AUTHOR = Difference("the file names no author", ("authors: Anna Rossi",), ("authors: ",))
_NO_HEADS = tuple(
    Difference(
        "the file marks no header rows",
        (f"    cell 1x1 head: paragraph: {head}",),
        (f"    cell 1x1: paragraph: {head}",),
    )
    for head in _HEADS
)

DIFFERENCES: dict[str, tuple[Difference, ...]] = {
    "libreoffice.docx": (),
    "libreoffice.odt": (),
    "libreoffice.rtf": (
        Difference(
            "LibreOffice writes no header rows to RTF",
            ("table, 1 header rows: Scorte dichiarate, in tonnellate",),
            ("table, 0 header rows: Scorte dichiarate, in tonnellate",),
        ),
        *_NO_HEADS,
        Difference(
            "the contents list is not one thing in RTF, but paragraphs of its styles",
            (_CONTENTS,),
            tuple(
                f"notice contents-list-removed: {line}"
                for line in (
                    "I porti 1", "Indice", "La procedura 1", "La scorta comune 1", "Le forniture 1", "Le voci 1",
                )
            ),
        ),
    ),
    "python-docx.docx": (
        Difference("the footer has no page number", (_FOOTER,), (_FOOTER.removesuffix(" 3"),)),
    ),
    "pandoc.docx": (
        *_ONE_SERIES,
        _NO_AUTHOR,
        Difference(
            "pandoc leaves the entries of the contents list to Word",
            (_CONTENTS,),
            ("notice contents-list-removed: Table of Contents",),
        ),
        Difference("pandoc has no furniture", (_FOOTER,), ()),
        Difference("pandoc has no furniture", (_HEADER,), ()),
        Difference("pandoc has no hidden text", (_HIDDEN,), ()),
    ),
    "pandoc.odt": (
        *_ONE_SERIES,
        _NO_AUTHOR,
        Difference(
            "pandoc writes no alternative texts to ODT",
            ("figure image/png (Un serbatoio bianco sul molo): Il serbatoio di Trieste",),
            ("figure image/png (): Il serbatoio di Trieste",),
        ),
        Difference("pandoc leaves the entries of the contents list to LibreOffice", (_CONTENTS,), ()),
        Difference("pandoc has a footer of its own", (_FOOTER,), ("notice footer-removed: 1",)),
        Difference("pandoc has no furniture", (_HEADER,), ()),
        Difference("pandoc has no hidden text", (_HIDDEN,), ()),
        Difference("pandoc tracks changes in DOCX alone", (_DELETED,), ()),
        Difference("pandoc writes comments to DOCX alone", (_COMMENT,), ()),
    ),
    "pandoc.rtf": (
        *_ONE_SERIES,
        _NO_AUTHOR,
        *_NO_HEADS,
        Difference(
            "pandoc's RTF has no styles: the subtitle is not one",
            ("lead: Perché gli Stati del Mediterraneo tornano a riempire i depositi",),
            ("lead: None",),
        ),
        Difference(
            "pandoc's RTF has no styles: the subtitle is not one",
            ("notice lead-set-apart: Perché gli Stati del Mediterraneo tornano a riempire i depositi",),
            (),
        ),
        Difference("the file has no date", ("published: 2025-05-02",), ("published: None",)),
        Difference("the file has no date", _DATED, ()),
        Difference("pandoc's RTF marks code by its font alone", (_CODE,), (_CODE.replace("{code|ne --stock}", "ne --stock"),)),
        Difference(
            "pandoc's RTF marks code by its font alone",
            ("code: {code|stock:⏎  neon: 120   # t⏎  xenon: 4}",),
            ("paragraph: stock:⏎  neon: 120   # t⏎  xenon: 4",),
        ),
        Difference(
            "pandoc's RTF marks quotations by their indent alone, and no languages",
            (
                "quote: {lang=en-GB|We will not wait for another winter, and nobody should ask us to.}",
                "quote continues: {lang=en-GB|The stock is ours to keep.}",
            ),
            (
                "paragraph: We will not wait for another winter, and nobody should ask us to.",
                "paragraph: The stock is ours to keep.",
            ),
        ),
        Difference("pandoc's RTF marks no languages", (_JAPANESE,), (_JAPANESE.replace("{lang=ja-JP|", "").replace("}", ""),)),
        Difference("pandoc's RTF marks no languages", (_ARABIC,), (_ARABIC.replace("{lang=ar-SA|", "").replace("}", ""),)),
        Difference(
            "pandoc's RTF tables have no caption, no header rows",
            ("table, 1 header rows: Scorte dichiarate, in tonnellate",),
            ("table, 0 header rows: ",),
        ),
        Difference("pandoc's RTF tables have no spans", ("    cell 1x2: paragraph: Italia",), ("    cell 1x1: paragraph: Italia",)),
        Difference(
            "pandoc's RTF tables have no spans",
            ("    cell 2x1: paragraph: stima comune",),
            ("    cell 1x1: ", "    cell 1x1: paragraph: stima comune", "    cell 1x1: "),
        ),
        Difference(
            "pandoc's RTF has a table's caption as a paragraph below it",
            ("    cell 1x1: paragraph: 95",),
            ("    cell 1x1: paragraph: 95", "paragraph: Scorte dichiarate, in tonnellate"),
        ),
        Difference(
            "pandoc's RTF has a picture's caption as a paragraph, and no alternative text",
            ("figure image/png (Un serbatoio bianco sul molo): Il serbatoio di Trieste",),
            ("figure image/png (): ", "paragraph: Il serbatoio di Trieste"),
        ),
        Difference("pandoc writes comments to DOCX alone", (_COMMENT,), ()),
        Difference("pandoc writes no list of contents to RTF", (_CONTENTS,), ()),
        Difference("pandoc tracks changes in DOCX alone", (_DELETED,), ()),
        Difference("pandoc has no furniture", (_FOOTER,), ()),
        Difference("pandoc has no furniture", (_HEADER,), ()),
        Difference(
            "pandoc has no hidden text, and nothing in its RTF names the language",
            (_HIDDEN,),
            ("notice language-guessed: it",),
        ),
    ),
}  # fmt: skip
