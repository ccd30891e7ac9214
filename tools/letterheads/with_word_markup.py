"""Makes letterhead documents from the markup that Word writes and that LibreOffice and python-docx do not."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import docx

from letterheads.crest import crest
from letterheads.with_python_docx import pack_parts, unpack_parts

_URI = "http://schemas.openxmlformats.org"
_SPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in (
        ("w", f"{_URI}/wordprocessingml/2006/main"),
        ("r", f"{_URI}/officeDocument/2006/relationships"),
        ("wp", f"{_URI}/drawingml/2006/wordprocessingDrawing"),
        ("a", f"{_URI}/drawingml/2006/main"),
        ("pic", f"{_URI}/drawingml/2006/picture"),
        ("m", f"{_URI}/officeDocument/2006/math"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("mc", f"{_URI}/markup-compatibility/2006"),
    )
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMU = 360000


def run(text: str, look: str = "") -> str:
    """Return a run; `look` is its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = (f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def look(size: float = 0.0, colour: str = "", *, bold: bool = False, more: str = "") -> str:
    """Return properties of a run in the order of the schema; `more` stands before the colour."""
    made = "<w:b/>" if bold else ""
    made += more
    made += f'<w:color w:val="{colour}"/>' if colour else ""
    return made + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")


def line(*runs: str, align: str = "", about: str = "") -> str:
    """Return a paragraph; `about` is its properties before the alignment."""
    about += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(runs)}</w:p>" if about else f"<w:p>{''.join(runs)}</w:p>"


def simple_field(name: str, look: str = "") -> str:
    """Return a field in the short form."""
    return f'<w:fldSimple w:instr=" {name} ">{run("1", look)}</w:fldSimple>'


def page_tab(align: str, look: str = "", base: str = "margin") -> str:
    """Return a tab that is aligned to the page instead of a tab stop."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:ptab w:relativeTo="{base}" w:alignment="{align}" w:leader="none"/></w:r>'


def picture(wide: float, high: float, number: int = 1, name: str = "rIdLogo") -> str:
    """Return an inline picture; sizes are in centimetres."""
    size = f'cx="{round(wide * _EMU)}" cy="{round(high * _EMU)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Logo {number}"/><a:graphic><a:graphicData uri="{_URI}/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def shape(
    at: tuple[float, float],
    size: tuple[float, float],
    *,
    fill: str = "",
    stroke: str = "",
    text: str = "",
    form: str = "rect",
    number: int = 40,
) -> str:
    """Return a shape on the page; places and sizes are in centimetres."""
    extent = f'cx="{round(size[0] * _EMU)}" cy="{round(size[1] * _EMU)}"'
    painted = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    lined = (
        f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{stroke}"/></a:solidFill></a:ln>'
        if stroke
        else "<a:ln><a:noFill/></a:ln>"
    )
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        ' distR="0" simplePos="0" relativeHeight="2" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>'
        f'{round(at[0] * _EMU)}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>'
        f"{round(at[1] * _EMU)}</wp:posOffset></wp:positionV><wp:extent {extent}/>"
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="{number}" name="Shape {number}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="{form}"><a:avLst/>'
        f"</a:prstGeom>{painted}{lined}</wps:spPr>{box}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def borders(kind: str, sides: str, colour: str, size: int = 8, space: int = 4, style: str = "single") -> str:
    """Return borders (`pBdr`, `tblBorders`, `tcBorders`) of some sides, in the order of the schema."""
    gap = f' w:space="{space}"'
    made = "".join(
        f'<w:{side} w:val="{style}" w:sz="{size}"{gap} w:color="{colour}"/>' for side in sides.split()
    )
    return f"<w:{kind}>{made}</w:{kind}>"


def cell(wide: float, *content: str, fill: str = "", more: str = "", after: str = "") -> str:
    """Return a cell of a width in centimetres; `more` and `after` are properties before and after its fill."""
    painted = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    about = f'<w:tcW w:w="{round(wide * 567)}" w:type="dxa"/>{more}{painted}{after}'
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{''.join(content) or line()}</w:tc>"


def table(widths: tuple[float, ...], *rows: str, about: str = "", style: str = "") -> str:
    """Return a table; widths are in centimetres, rows hold cells, `about` are borders and margins."""
    grid = "".join(f'<w:gridCol w:w="{round(wide * 567)}"/>' for wide in widths)
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    head = f'{named}<w:tblW w:w="{round(sum(widths) * 567)}" w:type="dxa"/>{about}'
    return f"<w:tbl><w:tblPr>{head}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, high: float = 0.0) -> str:
    """Return a row of a height in centimetres."""
    about = f'<w:trPr><w:trHeight w:val="{round(high * 567)}"/></w:trPr>' if high else ""
    return f"<w:tr>{about}{''.join(cells)}</w:tr>"


@dataclass(frozen=True)
class Paper:
    """A letterhead in Word's markup: header, footer and body, and what stands in its styles and settings."""

    header: str
    footer: str
    body: str = field(default_factory=lambda: line(run("{{content}}")))
    first_header: str = ""
    first_footer: str = ""
    settings: str = ""
    styles: str = ""
    font: str = "Liberation Sans"
    size: float = 10.0
    logo: tuple[str, str] = ("MR", "#1d3c78")
    margins: tuple[float, float, float, float] = (4.0, 2.0, 2.5, 2.5)

    def data(self) -> bytes:
        """Return the Word file."""
        stream = io.BytesIO()
        docx.Document().save(stream)
        parts = unpack_parts(stream.getvalue())
        bands = {"header1": self.header, "footer1": self.footer}
        bands |= {"header2": self.first_header, "footer2": self.first_footer} if self.first_header else {}
        for name, content in bands.items():
            tag = "hdr" if name.startswith("header") else "ftr"
            parts[f"word/{name}.xml"] = f"<w:{tag} {_SPACES}>{content or line()}</w:{tag}>".encode()
            parts[f"word/_rels/{name}.xml.rels"] = _relations({"rIdLogo": ("image", "media/logo.png")})
        parts["word/media/logo.png"] = crest(*self.logo)
        parts["word/document.xml"] = self._document(tuple(bands)).encode()
        relations = parts["word/_rels/document.xml.rels"].decode()
        links = {name: (name[:6], f"{name}.xml") for name in bands} | {"rIdLogo": ("image", "media/logo.png")}
        parts["word/_rels/document.xml.rels"] = _relations(links, relations)
        self._describe(parts, tuple(bands))
        return pack_parts(parts)

    def _document(self, bands: tuple[str, ...]) -> str:
        top, bottom, left, right = (round(length * 567) for length in self.margins)
        references = "".join(
            f'<w:{name[:6]}Reference w:type="{"default" if name.endswith("1") else "first"}" r:id="{name}"/>'
            for name in bands
        )
        first = "<w:titlePg/>" if self.first_header else ""
        section = (
            f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top}" w:right="{right}"'
            f' w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/>'
            f'<w:cols w:space="708"/>{first}</w:sectPr>'
        )
        return f"<w:document {_SPACES}><w:body>{self.body}{section}</w:body></w:document>"

    def _describe(self, parts: dict[str, bytes], bands: tuple[str, ...]) -> None:
        kinds = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{name[:6]}+xml"/>'
            for name in bands
        )
        types = parts["[Content_Types].xml"].decode()
        if 'Extension="png"' not in types:
            kinds += '<Default Extension="png" ContentType="image/png"/>'
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{kinds}</Types>").encode()
        styles = parts["word/styles.xml"].decode()
        plain = (
            f'<w:rPrDefault><w:rPr><w:rFonts w:ascii="{self.font}" w:hAnsi="{self.font}" w:eastAsia="{self.font}"'
            f' w:cs="{self.font}"/><w:sz w:val="{round(self.size * 2)}"/></w:rPr></w:rPrDefault>'
        )
        head, _, tail = styles.partition("<w:rPrDefault>")
        styles = head + plain + tail.partition("</w:rPrDefault>")[2]
        head, _, tail = styles.partition("<w:pPrDefault>")
        styles = f"{head}<w:pPrDefault/>{tail.partition('</w:pPrDefault>')[2]}" if tail else styles
        parts["word/styles.xml"] = styles.replace("</w:styles>", f"{self.styles}</w:styles>").encode()
        if self.settings:
            parts["word/settings.xml"] = f"<w:settings {_SPACES}>{self.settings}</w:settings>".encode()


def _relations(links: dict[str, tuple[str, str]], known: str = "") -> bytes:
    made = "".join(
        f'<Relationship Id="{name}" Type="{_URI}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for name, (kind, target) in links.items()
    )
    if known:
        return known.replace("</Relationships>", f"{made}</Relationships>").encode()
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'.encode()


_WHITE = "FFFFFF"
_SMALL = "<w:smallCaps/>"
_UNDER = '<w:u w:val="single"/>'
_STOPS = '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs>'
_OLD_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat/><m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr><w:uiCompat97To2003/>'
    '<w:themeFontLang w:val="pl-PL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)
_GRID = "top left bottom right insideH insideV"

PAPERS: dict[str, Paper] = {
    # A white name on a dark cell, and a page number in fields of the short form.
    "de-amt.docx": Paper(
        table(
            (4.0, 12.0),
            row(
                cell(4.0, line(picture(2.4, 0.8)), fill="E8EEF7"),
                cell(
                    12.0,
                    line(run("Bundesamt für Außenbeziehungen", look(14, _WHITE, bold=True)), align="right"),
                    line(run("Referat 204 – Europa", look(9, _WHITE)), align="right"),
                    fill="1D3C78",
                    after='<w:vAlign w:val="center"/>',
                ),
                high=1.6,
            ),
        )
        + line(),
        line(
            run("Seite "), simple_field("PAGE"), run(" von "), simple_field("NUMPAGES"),
            run(" · Dienstgebäude Nord"), align="center",
        ),
    ),
    # An address at the left and a page number at the right, aligned to the page.
    "it-piede.docx": Paper(
        line(run("Ministero degli Affari Interni", look(13, "7A1F1F", bold=True)), page_tab("right"), run("Roma, {{date}}")),
        line(
            run("Piazzale della Farnesina 1, 00135 Roma – Tel. +39 06 0000 0000"), page_tab("right"), run("pag. "),
            simple_field("PAGE"), run("/"), simple_field("NUMPAGES"), about=borders("pBdr", "top", "7A1F1F"),
        ),
    ),
    # A box of four sides, small caps and an underlined line.
    "fr-cadre.docx": Paper(
        line(
            run("Ministère de l’Europe", look(16, "1D3C78", bold=True, more=_SMALL)), align="center",
            about=borders("pBdr", "top left bottom right", "1D3C78", 12),
        )
        + line(run("Direction de l’Union européenne", '<w:sz w:val="20"/><w:u w:val="single"/>'), align="center"),
        line(
            run("37, quai d’Orsay – 75007 Paris", look(8)), align="center",
            about=borders("pBdr", "top left bottom right", "808080", 4),
        ),
    ),
    # A picture in the middle of a line, and one at its end.
    "en-crest.docx": Paper(
        line(
            run("Office of ", look(12, "4B2E83", bold=True)), picture(2.0, 0.6, 1),
            run(" External Relations", look(12, "4B2E83", bold=True)), align="center",
        )
        + line(run("Policy Unit", look(9)), picture(1.2, 0.36, 2), align="right"),
        line(run("Page "), simple_field("PAGE"), run(" of "), simple_field("NUMPAGES"), align="right"),
        logo=("ER", "#4b2e83"),
    ),
    # A table with fills, thick borders, a merged cell and a cell with a page number.
    "es-tabla.docx": Paper(
        table(
            (3.5, 8.5, 4.0),
            row(
                cell(3.5, line(picture(2.8, 0.84)), more='<w:vMerge w:val="restart"/>', after='<w:vAlign w:val="center"/>'),
                cell(8.5, line(run("MINISTERIO DE RELACIONES", look(12, _WHITE, bold=True)), align="center"), fill="9E1B32"),
                cell(4.0, line(run("Ref. {{reference}}", look(9)))),
            ),
            row(
                cell(3.5, more="<w:vMerge/>"),
                cell(8.5, line(run("Subdirección General de Asia", look(10)), align="center"), fill="F3DDE1"),
                cell(4.0, line(run("Pág. ", look(9)), simple_field("PAGE", look(9)))),
            ),
            about=borders("tblBorders", _GRID, "9E1B32", 12, 0),
        )
        + line(),
        line(run("Plaza de la Provincia 1 · Madrid", look(8)), align="center"),
        logo=("ES", "#9e1b32"),
    ),
    # The settings of a file from before Word 2007, and sizes that differ within a line.
    "pl-pismo.docx": Paper(
        line(
            run("Ministerstwo", look(20, "C8102E", bold=True)), run(" Spraw Zagranicznych", look(10, "444444")),
            about=borders("pBdr", "bottom", "C8102E", 24, 1),
        ),
        line(run("al. J. Ch. Szucha 23\t\tstrona ", look(8)), simple_field("PAGE", look(8)), about=_STOPS),
        settings=_OLD_SETTINGS,
    ),
    # Two bodies of text around the place of the briefing: the rest of an old letter.
    "it-vecchia.docx": Paper(
        line(run("AMBASCIATA D’ITALIA", look(14, "1F5C3A", bold=True)), align="center"),
        line(run("Pagina "), simple_field("PAGE"), align="center"),
        line(run("Egregio Ambasciatore Rossi,"))
        + line(run("in riferimento alla Sua lettera del 3 marzo 2019 Le trasmetto quanto segue."))
        + line(run("{{content}}"))
        + line(run("Voglia gradire i sensi della mia alta considerazione."))
        + line(run("Mario Bianchi", look(bold=True)), align="right"),
    ),
    # A block of information in a text box with a fill and an outline, and marks for folding.
    "de-din5008.docx": Paper(
        line(
            run("Landesvertretung Nord", look(15, "333333", bold=True)),
            shape(
                (12.5, 1.2), (6.0, 2.2), fill="EEEEEE", stroke="333333", number=41,
                text=line(run("Bearbeitung: Abteilung 2", look(8))) + line(run("Datum: {{date}}", look(8))),
            ),
            shape((0.5, 10.5), (0.7, 0.0), stroke="808080", form="line", number=42),
        ),
        line(run("Seite "), simple_field("PAGE"), page_tab("center"), run("Bankverbindung auf Anfrage"), page_tab("right"), run("Az. {{reference}}")),
    ),
    # A coloured bar of a paragraph, and a coloured rectangle across the page.
    "fr-bandeau.docx": Paper(
        line(
            run("SECRÉTARIAT GÉNÉRAL", look(13, _WHITE, bold=True)), align="center",
            about='<w:shd w:val="clear" w:color="auto" w:fill="5A2A6B"/>',
        )
        + line(run("République", f"<w:i/>{look(9)}"), shape((0.0, 0.0), (21.0, 0.6), fill="5A2A6B", number=43)),
        line(run("Note au cabinet", f"{look(8)}{_UNDER}"), page_tab("right"), simple_field("PAGE", look(8))),
    ),
    # A table within a cell, and text on a dark ground whose colour is left to Word.
    "nl-kader.docx": Paper(
        table(
            (16.0,),
            row(
                cell(
                    16.0,
                    table((8.0, 7.0), row(cell(8.0, line(run("Ministerie van Buitenland", look(13, bold=True)))),
                                          cell(7.0, line(run("Den Haag"), align="right")))),
                    line(run("Directie Europa", look(9))),
                    fill="154273",
                )
            ),
        )
        + line(),
        line(run("Pagina "), simple_field("PAGE"), run(" van "), simple_field("NUMPAGES"), align="right"),
    ),
    # The first row of a table takes its fill and colour from the table's style.
    "en-style.docx": Paper(
        table(
            (10.0, 6.0),
            row(cell(10.0, line(run("Department of Trade", look(13)))), cell(6.0, line(run("{{date}}"), align="right"))),
            row(cell(10.0, line(run("Asia Directorate"))), cell(6.0, line(run("Ref. {{reference}}"), align="right"))),
            style="HouseTable",
            about='<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
        )
        + line(),
        line(run("Page "), simple_field("PAGE"), align="center"),
        styles=(
            '<w:style w:type="table" w:customStyle="1" w:styleId="HouseTable"><w:name w:val="House Table"/>'
            '<w:tblPr><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="180" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="180" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="0B6E4F"/></w:tcPr></w:tblStylePr></w:style>'
        ),
    ),
    # Another header on the first page, with a thick double line below it.
    "es-primera.docx": Paper(
        line(run("Embajada", look(8, "9E1B32")), align="right"),
        line(simple_field("PAGE"), align="center"),
        first_header=line(picture(3.0, 0.9), align="center")
        + line(
            run("Embajada de España", look(18, "9E1B32", more=_SMALL)), align="center",
            about=borders("pBdr", "bottom", "9E1B32", 18, 6, "double"),
        ),
        first_footer=line(run("C/ Serrano 12 – 28001 Madrid", look(8)), align="center"),
        logo=("EM", "#9e1b32"),
    ),
    # A table around the text below a header, with fills in the body.
    "fr-fiche.docx": Paper(
        line(run("Préfecture de région", look(12, "0B3D2E", bold=True))),
        line(run("Page "), simple_field("PAGE"), run(" sur "), simple_field("NUMPAGES"), align="center"),
        table(
            (5.0, 11.0),
            row(
                cell(5.0, line(run("FICHE", look(12, _WHITE, bold=True))), fill="0B3D2E"),
                cell(11.0, line(run("{{title}}", look(12, bold=True))), fill="DDEBE6"),
            ),
            about=borders("tblBorders", "top left bottom right", "0B3D2E", 8, 0),
        )
        + line()
        + line(run("{{content}}"))
        + line(run("Visa du préfet :", _UNDER)),
    ),
    # Letters that are spaced, raised and struck, and a picture beside text in a line with tabs.
    "pl-logo.docx": Paper(
        line(
            picture(2.0, 0.6), run("\tKancelaria\t", look(12, "1B4D3E", bold=True)), run("Warszawa", look(9)),
            about=_STOPS,
        )
        + line(run("NR 1", '<w:strike/><w:vertAlign w:val="superscript"/>'), run("Departament Azji", '<w:spacing w:val="40"/><w:highlight w:val="yellow"/>')),
        line(run("Strona "), simple_field("PAGE"), run(" z "), simple_field("NUMPAGES")),
        logo=("PL", "#1b4d3e"),
    ),
}  # fmt: skip

MARKUP = {name: paper.data for name, paper in PAPERS.items()}
