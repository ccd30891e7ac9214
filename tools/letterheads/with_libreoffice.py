"""Makes letterhead documents with LibreOffice, from flat ODF texts converted to .docx and .dotx."""

from __future__ import annotations

import base64
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from letterheads.crest import OLD_TEXT, crest
from letterheads.with_python_docx import pack_parts

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
    )
)  # fmt: skip
_XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


@dataclass(frozen=True)
class Letterhead:
    """The properties of a ministry's letterhead."""

    name: str
    language: str
    font: str
    colour: str
    letters: str
    ministry: str
    office: str
    foot: str
    own_styles: tuple[tuple[str, str], ...]
    body: str
    size: str = "21cm 29.7cm"
    first: bool = False


LETTERHEADS = (
    Letterhead(
        "it-foglio.docx", "it-IT", "Liberation Serif", "#004f7c", "RE", "Rappresentanza permanente",
        "Ufficio stampa", "Bruxelles", (("Riquadro", "fo:background-color='#e6eef4' fo:padding='0.2cm'"), ("Fonte", "")),
        "<text:p>Appunto per il Capo missione</text:p><text:p>{{content}}</text:p>",
        "29.7cm 21cm",
    ),
    Letterhead(
        "fr-note.dotx", "fr-FR", "Liberation Sans", "#5a2a6b", "SG", "Secrétariat général",
        "Service des affaires extérieures", "Palais, aile nord", (("Encadré", ""), ("Source", "fo:font-style='italic'")),
        f"<text:p>Ancien texte {OLD_TEXT}</text:p><text:p>Encore {OLD_TEXT}</text:p>",
        first=True,
    ),
    Letterhead(
        "de-vermerk.docx", "de-DE", "Liberation Sans", "#333333", "BA", "Bundesamt für Beziehungen",
        "Referat 204", "Dienstgebäude Nord", (("Quelle", "fo:font-size='9pt'"), ("Einstufung", "fo:font-weight='bold'")),
        f'<text:p>Vermerk</text:p><text:p><text:bookmark-start text:name="content"/>Hier der Text {OLD_TEXT}'
        '<text:bookmark-end text:name="content"/></text:p><text:p>Gezeichnet</text:p>',
    ),
    Letterhead(
        "ru-pismo.docx", "ru-RU", "Liberation Serif", "#8b0000", "МС", "Министерство связей",
        "Департамент Европы", "Площадь Мира, 1", (("Источник", "fo:font-size='9pt'"), ("Гриф", "fo:font-weight='bold'")),
        "<text:p>О ситуации</text:p><text:p>{{content}}</text:p><text:p>Директор</text:p>",
    ),
    Letterhead(
        "ja-memo.docx", "ja-JP", "DejaVu Sans", "#1b4d3e", "経", "対外経済庁",
        "総合政策課", "東京都千代田区", (("出典", "fo:font-size='9pt'"), ("囲み", "")),
        f"<text:p>旧い本文 {OLD_TEXT}</text:p>",
    ),
    Letterhead(
        "fr-tableau.docx", "fr-FR", "Liberation Serif", "#0b3d2e", "AE", "Affaires extérieures",
        "Cellule d’analyse", "Annexe Sud", (("Source", ""), ("Marquage", "fo:font-weight='bold'")),
        '<table:table table:name="T"><table:table-column/><table:table-column/><table:table-row>'
        "<table:table-cell><text:p>Note n° {{reference}}</text:p></table:table-cell>"
        "<table:table-cell><text:p>le {{date}}</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>{{content}}</text:p>",
    ),
)  # fmt: skip


def flat(letterhead: Letterhead) -> str:
    """Return a letterhead as a flat ODF text."""
    wide, high = letterhead.size.split()
    turned = "landscape" if float(wide[:-2]) > float(high[:-2]) else "portrait"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} {_XLINK} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><meta:initial-creator>{OLD_TEXT}</meta:initial-creator><dc:creator>{OLD_TEXT}</dc:creator>"
        f"<dc:title>{OLD_TEXT}</dc:title><dc:description>{OLD_TEXT}</dc:description></office:meta>"
        f"<office:styles>{_styles(letterhead)}</office:styles>"
        f'<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties'
        f' fo:page-width="{wide}" fo:page-height="{high}" style:print-orientation="{turned}" fo:margin-top="1.3cm"'
        f' fo:margin-bottom="1.2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>'
        f'<style:header-style><style:header-footer-properties fo:min-height="1.6cm" fo:margin-bottom="0.5cm"/>'
        f'</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm"'
        f' fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>'
        f"<office:master-styles>{_master(letterhead)}</office:master-styles>"
        f"<office:body><office:text>{letterhead.body}</office:text></office:body></office:document>"
    )


def _styles(letterhead: Letterhead) -> str:
    tag, country = letterhead.language.split("-")
    spoken = f'fo:language="{tag}" fo:country="{country}"'
    font = f'style:font-name="{letterhead.font}" fo:font-family="{letterhead.font}" style:font-name-asian="{letterhead.font}"'
    made = [
        (
            f'<style:default-style style:family="paragraph"><style:text-properties {font} fo:font-size="11pt" {spoken}/>'
            "</style:default-style>"
        ),
        (
            '<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties'
            ' fo:margin-bottom="0.2cm" fo:line-height="120%"/></style:style>'
        ),
    ]
    for level, size in enumerate((15, 13, 12), 1):
        made.append(
            f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}"'
            f' style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="{level}">'
            f'<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
            f'<style:text-properties fo:color="{letterhead.colour}" fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        )
    made.append(
        f'<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.4cm"/>'
        f'<style:text-properties fo:color="{letterhead.colour}" fo:font-size="20pt"/></style:style>'
    )
    made += [
        (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
            '<style:text-properties fo:font-size="9pt"/></style:style>'
        )
        for name in ("Header", "Footer")
    ]
    for place, (name, look) in enumerate(letterhead.own_styles):
        kind = "text" if look.startswith("fo:font") else "paragraph"
        made.append(
            f'<style:style style:name="Own{place}" style:display-name="{name}" style:family="paragraph"'
            f' style:parent-style-name="Standard"><style:{kind}-properties {look}/></style:style>'
        )
    made.append(
        f'<style:style style:name="House" style:display-name="House name" style:family="paragraph"'
        f' style:parent-style-name="Header"><style:paragraph-properties fo:border-bottom="1pt solid {letterhead.colour}"/>'
        f'<style:text-properties fo:color="{letterhead.colour}" fo:font-size="13pt" fo:font-weight="bold"/></style:style>'
    )
    return "".join(made)


def _master(letterhead: Letterhead) -> str:
    image = base64.b64encode(crest(letterhead.letters[:2], letterhead.colour, 240, 96)).decode()
    picture = (
        '<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="1.2cm"><draw:image>'
        f"<office:binary-data>{image}</office:binary-data></draw:image></draw:frame>"
    )
    head = (
        f'<text:p text:style-name="House">{picture} {escape(letterhead.ministry)}</text:p>'
        f'<text:p text:style-name="Header">{escape(letterhead.office)}</text:p>'
    )
    foot = f'<text:p text:style-name="Footer">{escape(letterhead.foot)} — <text:page-number>1</text:page-number></text:p>'
    if not letterhead.first:
        return (
            f'<style:master-page style:name="Standard" style:page-layout-name="L"><style:header>{head}</style:header>'
            f"<style:footer>{foot}</style:footer></style:master-page>"
        )
    plain = f'<text:p text:style-name="Header">{escape(letterhead.ministry)}</text:p>'
    return (
        f'<style:master-page style:name="Standard" style:page-layout-name="L"><style:header>{plain}</style:header>'
        f"<style:header-first>{head}</style:header-first><style:footer>{foot}</style:footer>"
        f"<style:footer-first>{foot}</style:footer-first></style:master-page>"
    )


def convert(letterheads: tuple[Letterhead, ...] = LETTERHEADS) -> dict[str, bytes]:
    """Return the Word files that LibreOffice makes of letterheads, by name."""
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for letterhead in letterheads:
            stem, _, ending = letterhead.name.partition(".")
            source = folder / f"{stem}.fodt"
            source.write_text(flat(letterhead), encoding="utf-8")
            wanted = "dotx:MS Word 2007 XML Template" if ending == "dotx" else "docx:MS Word 2007 XML"
            subprocess.run(
                [
                    "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                    "--convert-to", wanted, "--outdir", str(folder), str(source),
                ],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
            with zipfile.ZipFile(folder / letterhead.name) as archive:
                made[letterhead.name] = pack_parts({one: archive.read(one) for one in archive.namelist()})
    return made
