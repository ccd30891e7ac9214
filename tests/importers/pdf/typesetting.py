"""Articles typeset without tags in one and two columns, and helpers to compare them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pikepdf
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Image, PageTemplate, Paragraph

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import Block

KindAndText = tuple[str, str]
"""The kind and text of a block."""

ReadPdf = Callable[[bytes], ImportedArticle]
"""Reads the bytes of a PDF."""

MARGIN, GUTTER = 62.0, 20.0
_WORDLESS = re.compile(r"\W")


@dataclass(frozen=True)
class Story:
    """An article: title, blocks, the note of the first paragraph, and the header."""

    language: str
    title: str
    blocks: tuple[KindAndText, ...]
    note: str
    head: str
    hyphens: str


EN = Story(
    language="en",
    title="Harbours learn to read the tide before it turns",
    head="The Northern Ledger",
    hyphens="en_GB",
    note="Figures of the port authority for the year before the works began.",
    blocks=(
        (
            "paragraph",
            "The port authority of the northern coast has published its programme for the next decade. It wants to rebuild three terminals, dredge two channels and move the ferries to a quay of their own, all without closing the harbour for a single day.",
        ),
        (
            "paragraph",
            "Shipping companies had asked for such a programme for years. They complain that delays in the narrow channel cost them more than any tariff, and that pilots are too few whenever fog and traffic meet in the early morning hours.",
        ),
        ("heading", "Three terminals, one timetable"),
        (
            "paragraph",
            "Work starts at the eastern terminal, whose walls date from a time when vessels were a third as long. Engineers have measured movements of several centimetres a year, which is more than the cranes were built to bear. Replacing the terminal walls will take four winters.",
        ),
        (
            "paragraph",
            "The authority promises that nobody will lose work. Dockers will be trained on the new cranes while the old ones are still turning, and the programme pays for the lessons as well as for the hours.",
        ),
        (
            "list_item",
            "The eastern terminal gets new walls and a deeper basin, at a price of eighty million.",
        ),
        ("list_item", "The ferry quay moves to the western shore, close to the railway station."),
        (
            "list_item",
            "Pilots receive two further boats and a training centre that neighbouring harbours may use as well.",
        ),
        ("heading", "Who pays for the channel"),
        (
            "paragraph",
            "The channel is a harder question. Fishermen use it without paying, while container lines pay by the metre. A common fund has been proposed, into which everybody who gains from the deeper water would pay a little.",
        ),
        (
            "quote",
            "We do not ask for presents, we ask for water under the keel, and we are ready to pay for what we use of it, said the speaker of the fishermen at the meeting on Tuesday evening.",
        ),
        (
            "paragraph",
            "The council votes in the autumn. If it agrees, ships of the largest class could call at the port within six years, and the ferry would save its passengers a quarter of an hour on every crossing.",
        ),
    ),
)
IT = Story(
    language="it",
    title="I porti imparano a leggere la marea",
    head="Il Giornale del Molo",
    hyphens="it_IT",
    note="Dati dell’autorità portuale riferiti all’anno precedente l’avvio dei lavori.",
    blocks=(
        (
            "paragraph",
            "L’autorità portuale della costa settentrionale ha pubblicato il programma per il prossimo decennio. Intende ricostruire tre terminal, dragare due canali e spostare i traghetti su una banchina propria, senza chiudere il porto nemmeno per un giorno.",
        ),
        (
            "paragraph",
            "Le compagnie di navigazione chiedevano da anni un programma simile. Lamentano che i ritardi nel canale stretto costano più di qualsiasi dazio e che i piloti sono troppo pochi quando la nebbia e il traffico si incontrano nelle prime ore del mattino.",
        ),
        ("heading", "Tre terminal e un solo calendario"),
        (
            "paragraph",
            "I lavori cominciano dal terminal orientale, le cui mura risalgono a un’epoca in cui le navi erano lunghe un terzo. Gli ingegneri hanno misurato spostamenti di parecchi centimetri all’anno, più di quanto le gru possano sopportare.",
        ),
        (
            "paragraph",
            "L’autorità promette che nessuno perderà il posto. I portuali impareranno a usare le nuove gru mentre le vecchie ancora lavorano, e il programma paga le lezioni e le ore di presenza.",
        ),
        (
            "list_item",
            "Il terminal orientale riceve mura nuove e un bacino più profondo, al prezzo di ottanta milioni.",
        ),
        (
            "list_item",
            "La banchina dei traghetti si sposta sulla riva occidentale, vicino alla stazione ferroviaria.",
        ),
        ("heading", "Chi paga il canale"),
        (
            "paragraph",
            "Il canale è una questione più difficile. I pescatori lo usano senza pagare, mentre le linee di contenitori pagano a metro. È stato proposto un fondo comune, al quale contribuirebbe chiunque guadagni dall’acqua più profonda.",
        ),
        (
            "paragraph",
            "Il consiglio vota in autunno. Se approva, le navi della classe maggiore potrebbero fare scalo nel porto entro sei anni e il traghetto farebbe risparmiare ai passeggeri un quarto d’ora a ogni traversata.",
        ),
    ),
)
FR = Story(
    language="fr",
    title="Les ports apprennent à lire la marée",
    head="La Gazette des Quais",
    hyphens="fr_FR",
    note="Chiffres de l’autorité portuaire pour l’année qui précède le début des travaux.",
    blocks=(
        (
            "paragraph",
            "L’autorité portuaire de la côte septentrionale a publié son programme pour la prochaine décennie. Elle veut reconstruire trois terminaux, draguer deux chenaux et déplacer les traversiers vers un quai qui leur soit propre, sans fermer le port un seul jour.",
        ),
        (
            "paragraph",
            "Les compagnies maritimes demandaient un tel programme depuis des années. Elles se plaignent que les retards dans le chenal étroit coûtent plus cher que n’importe quel droit de douane, et que les pilotes manquent quand le brouillard et le trafic se rencontrent au petit matin.",
        ),
        ("heading", "Trois terminaux, un seul calendrier"),
        (
            "paragraph",
            "Les travaux commencent par le terminal oriental, dont les murs datent d’une époque où les navires étaient trois fois plus courts. Les ingénieurs ont mesuré des mouvements de plusieurs centimètres par an, davantage que ce que les grues peuvent supporter.",
        ),
        (
            "list_item",
            "Le terminal oriental reçoit des murs neufs et un bassin plus profond, pour quatre-vingts millions.",
        ),
        ("list_item", "Le quai des traversiers se déplace vers la rive occidentale, près de la gare."),
        (
            "paragraph",
            "Le conseil vote à l’automne. S’il accepte, les navires de la plus grande classe pourraient faire escale dans le port d’ici six ans, et le traversier ferait gagner un quart d’heure à ses passagers.",
        ),
    ),
)
STORIES = {story.language: story for story in (EN, IT, FR)}

_BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, alignment=4, spaceAfter=6)
_INDENTED = ParagraphStyle("indented", parent=_BODY, spaceAfter=0, firstLineIndent=12)
_QUOTE = ParagraphStyle("quote", parent=_BODY, leftIndent=22, rightIndent=22, spaceBefore=6, spaceAfter=8)
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=14, bulletIndent=2, spaceAfter=3)
_HEADING = ParagraphStyle(
    "heading",
    fontName="Helvetica-Bold",
    fontSize=13,
    leading=16,
    spaceBefore=10,
    spaceAfter=5,
    keepWithNext=1,
)
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
_CAPTION = ParagraphStyle("caption", fontName="Times-Italic", fontSize=8.5, leading=11, spaceAfter=8)


@dataclass
class Sheet:
    """The layout of an article: columns, hyphenation, first-line indents, header and note."""

    columns: int = 1
    hyphens: str = ""
    indents: bool = False
    head: str = ""
    note: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    page: tuple[float, float] = A4


def typeset(title: str, blocks: Iterable[KindAndText], sheet: Sheet, *, date: str = "12 May 2024") -> bytes:
    """Typeset an article with reportlab, untagged, with header, date and page number on each page."""
    width, height = sheet.page

    def furnish(canvas: Canvas, document: BaseDocTemplate) -> None:
        if sheet.head:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(MARGIN, height - 38, sheet.head)
            canvas.drawRightString(width - MARGIN, height - 38, date)
            canvas.drawCentredString(width / 2, 28, str(document.page))
        if sheet.note and document.page == 1:
            note = Paragraph(
                f"<super>1</super> {sheet.note}", ParagraphStyle("note", parent=_BODY, fontSize=8, leading=10)
            )
            note.wrapOn(canvas, column, 60)
            note.drawOn(canvas, MARGIN, 50)

    column = (width - 2 * MARGIN - (sheet.columns - 1) * GUTTER) / sheet.columns
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=sheet.page)
    frames = [
        Frame(MARGIN + place * (column + GUTTER), 90, column, height - 150, 0, 0, 0, 0)
        for place in range(sheet.columns)
    ]
    document.addPageTemplates(PageTemplate("page", frames, onPage=furnish))
    document.build([Paragraph(title, _TITLE), *_flowables(blocks, sheet)])
    return stream.getvalue()


def _flowables(blocks: Iterable[KindAndText], sheet: Sheet) -> list[Flowable]:
    made: list[Flowable] = []
    noted = not sheet.note
    for kind, text in blocks:
        words = text
        if not noted and kind == "paragraph":
            noted, words = True, text + "<super>1</super>"
        made.append(_flowable(kind, words, sheet))
    return made


def _flowable(kind: str, words: str, sheet: Sheet) -> Flowable:
    if kind == "picture":
        return Image(io.BytesIO(sheet.pictures[words]), width=200, height=100)
    plain = _INDENTED if sheet.indents else _BODY
    style = {"heading": _HEADING, "quote": _QUOTE, "list_item": _ITEM, "caption": _CAPTION}.get(kind, plain)
    if sheet.hyphens and kind != "heading":
        style = ParagraphStyle(f"{style.name}-{sheet.hyphens}", parent=style, hyphenationLang=sheet.hyphens)
    return Paragraph(words, style, bulletText="•" if kind == "list_item" else None)


def kinds_and_texts(blocks: Iterable[Block]) -> list[KindAndText]:
    """Return the kinds and texts of blocks."""
    return [(block.kind, block.text) for block in blocks]


def words(texts: Iterable[str]) -> Counter[str]:
    """Return the word counts of texts."""
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def f1(expected: Counter[str], found: Counter[str]) -> float:
    """Return the F1 score of two multisets."""
    shared = sum((expected & found).values())
    return 2 * shared / (sum(expected.values()) + sum(found.values()))


def word_f1(expected: Sequence[KindAndText], reading: ImportedArticle) -> float:
    return f1(words(text for _, text in expected), words(block.text for block in reading.article.blocks))


def block_f1(expected: Sequence[KindAndText], reading: ImportedArticle) -> float:
    def keyed(blocks: Iterable[KindAndText]) -> Counter[str]:
        return Counter(f"{kind} {_WORDLESS.sub('', text.casefold())}" for kind, text in blocks)

    return f1(keyed(expected), keyed(kinds_and_texts(reading.article.blocks)))


def rewrite_pdf(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with its objects changed."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


SMALL = {1: A5, 2: (500.0, 480.0), 3: A4}
"""Pages on which the articles take two, by columns."""
