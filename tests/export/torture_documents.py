"""The torture document: everything that a template can ask for, in Italian with passages in other scripts."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Role
from briefbuilder.export.pictures import prepare_picture
from briefbuilder.templating.model import DEFAULT_STYLES, FontFamilies, style_sheet

IT = (
    "Il Consiglio di partenariato digitale ha confermato l’impegno comune sui semiconduttori avanzati, "
    "sull’affidabilità delle catene di approvvigionamento e sull’intelligenza artificiale; i due governi "
    "intendono ridurre le dipendenze più critiche senza rinunciare all’apertura dei mercati. "
)
IT2 = (
    "La parte giapponese ha illustrato il nuovo regime di autorizzazione delle esportazioni, in vigore dal "
    "1° ottobre, e ha chiesto che le verifiche sugli investimenti tengano conto dei tempi dell’industria. "
)
JA = (
    "両政府は、半導体の供給網における過度な依存を減らすことで合意した。「経済安全保障」の協力も深め、2026年度中にAI"
    "の利用に関する共通指針（案）を公表する見通しである。関係者によれば、輸出管理の見直しも議題に上ったという。"
)
AR = "اتفقت الحكومتان على تقليل المخاطر في سلاسل توريد أشباه الموصلات بنسبة 25% قبل عام 2027، مع الحفاظ على انفتاح الأسواق (G7). "
EL = "Οι δύο κυβερνήσεις συμφώνησαν να μειώσουν τους κινδύνους στις αλυσίδες εφοδιασμού ημιαγωγών έως το 2027. "
RU = (
    "Правительства договорились снижать риски в цепочках поставок полупроводников и согласовать меры контроля "
    "за экспортом передовых технологий до конца 2027 года. "
)
HEADS = (
    ("1", 1, "Punti chiave"),
    ("2", 1, "Riduzione del rischio nelle catene di approvvigionamento dei semiconduttori"),
    ("2.1", 2, "Il quadro bilaterale"),
    ("2.1.1", 3, "Controlli sulle esportazioni"),
    ("2.1.1.1", 4, "Apparecchiature"),
    ("2.1.1.1.1", 5, "Litografia"),
    ("2.1.1.1.1.1", 6, "Ricambi e manutenzione"),
    ("3", 1, "Dati"),
    ("4", 1, "Testo e traduzione di lavoro"),
)


def run(text: str, **rest: object) -> Run:
    """Return a run."""
    return Run(text=text, **rest)  # type: ignore[arg-type]


def text(*content: Run | NoteMark | str, role: Role = "body", **rest: object) -> DrawnText:
    """Return a paragraph; strings become runs."""
    drawn = tuple(run(piece) if isinstance(piece, str) else piece for piece in content)
    return DrawnText(role=role, content=drawn, **rest)  # type: ignore[arg-type]


def head(place: int) -> DrawnHeading:
    """Return the heading with this index."""
    number, level, words = HEADS[place]
    return DrawnHeading(
        level=level, number=number, content=(run(words),), anchor=f"h{place}", origin=f"part-{place}"
    )


def cell(words: str, **rest: object) -> DrawnCell:
    """Return a cell with at most one paragraph."""
    role: Role = "table-header" if rest.get("header") else "table"
    elements = (DrawnText(role=role, content=(run(words),)),) if words else ()
    return DrawnCell(elements=elements, **rest)  # type: ignore[arg-type]


def _front() -> tuple[Element, ...]:
    fields = (
        ("Data", "25 novembre 2026"),
        ("Riferimento", "DGAP/2026/118"),
        ("Per", "Il Ministro"),
        (
            "Redatta da",
            "Ufficio IX – Asia orientale, d’intesa con la Direzione generale per la mondializzazione",
        ),
    )
    rows = tuple(
        (
            DrawnCell(elements=(text(label, role="metadata-label"),), header=True),
            DrawnCell(elements=(text(value, role="metadata-value"),)),
        )
        for label, value in fields
    )
    entries = tuple(
        ContentsEntry(target=f"h{place}", level=level, text=words, number=number)
        for place, (number, level, words) in enumerate(HEADS)
        if level <= 3
    )
    return (
        text("Derisking, semiconduttori e intelligenza artificiale: il partenariato con Tokyo", role="title", anchor="title"),
        text("Scheda tematica per il vertice del 3 dicembre", role="subtitle"),
        DrawnTable(rows=rows, widths=(0.22, 0.78), frame="plain"),
        DrawnContents(title=(run("Indice"),), entries=entries),
    )  # fmt: skip


def _points() -> tuple[Element, ...]:
    nested = DrawnList(
        entries=(
            ListEntry(content=(run("Sostenere il coordinamento sui controlli. " + IT2),)),
            ListEntry(content=(run("Evitare duplicazioni con il G7"),), depth=1),
            ListEntry(
                content=(run("Questo vale anche per le linee guida sull’IA."),), depth=1, continues=True
            ),
            ListEntry(content=(run("Gruppo di lavoro di Hiroshima"),), depth=2),
            ListEntry(content=(run("Tre passi, nell’ordine:"), NoteMark(note="n1"))),
            ListEntry(content=(run("censire le dipendenze;"),), depth=1, ordered=True, number=1),
            ListEntry(content=(run("concordare le soglie;"),), depth=1, ordered=True, number=2),
            ListEntry(content=(run("riferire al Consiglio."),), depth=1, ordered=True, number=3),
        )
    )
    return (
        head(0),
        text(IT.strip(), NoteMark(note="n2"), number="1."),
        text(IT2, "Si veda la ", run("tabella 1", target="table-1"), " e il ", run("punto 2.1", target="h2"), ".", number="2."),
        text("Forme: ", run("grassetto", bold=True), ", ", run("corsivo", italic=True), ", ", run("sottolineato", underline=True),
             ", ", run("barrato", strike=True), ", H", run("2", script="sub"), "O, m", run("2", script="super"), ", ",
             run("codice = 1", code=True), ", ", run("une expression française", language="fr"), ", ",
             run("sito del Consiglio", link="https://www.example.org/partenariato?lingua=it"), ". ", IT.strip(), NoteMark(note="e1"), number="3."),
        nested,
    )  # fmt: skip


def _body() -> tuple[Element, ...]:
    quote = DrawnQuotation(
        paragraphs=(
            (run("«L’apertura non è ingenuità», ha detto il ministro. «" + IT.strip() + "»"),),
            (run(IT2),),
        ),
        source=(run("Il Sole 24 Ore, A. Rossi, 3 maggio 2026, p. 4"), NoteMark(note="n3")),
    )
    foreign = DrawnQuotation(
        paragraphs=((run(JA),),), source=(run("Nihon Keizai, 2 maggio 2026"),), language="ja"
    )
    callout = DrawnCallout(
        title=(run("Linea da tenere"),),
        elements=(
            text(IT, role="callout"),
            DrawnList(entries=(ListEntry(content=(run("Nessuna nuova restrizione unilaterale."),)), ListEntry(content=(run("Preavviso di trenta giorni."),)))),
        ),
    )  # fmt: skip
    return (
        head(1), text(IT * 2 + IT2, number="4."), head(2), text(IT2 + IT.strip(), NoteMark(note="n4"), number="5."),
        quote, head(3), text(IT + IT2 * 2, number="6."), callout, head(4), text(IT2 * 2), head(5), text(IT), head(6), text(IT2),
        foreign, text(RU * 3, language="ru"), text(EL * 3, language="el"), text(AR * 3, language="ar"), text(JA * 2, language="ja"),
        text("Il termine ", run("経済安全保障", language="ja"), " (", run("الأمن الاقتصادي", language="ar"), ", ",
             run("экономическая безопасность", language="ru"), ", ", run("οικονομική ασφάλεια", language="el"), ") ricorre in tutti i testi. ", IT),
        text("See https://www.example.org/" + "documents/2026/partenariato-digitale/" * 3 + "allegato.html per il testo integrale."),
    )  # fmt: skip


def _figures() -> tuple[Element, ...]:
    top = (
        cell("Paese", header=True, row_span=2),
        cell("Quota di mercato", header=True, column_span=2),
        cell("Nota", header=True, row_span=2),
    )
    second = (cell("2024", header=True, flush_end=True), cell("2026", header=True, flush_end=True))
    countries = (
        "Giappone",
        "Paesi Bassi",
        "Stati Uniti",
        "Taiwan",
        "Corea del Sud",
        "Cina",
        "Germania",
        "Malesia",
    )
    rows = [
        (cell(country, header=True), cell(f"{place * 7 % 40 + 3},{place} %", flush_end=True), cell(f"{place * 5 % 37 + 2},4 %", flush_end=True),
         cell("" if place % 3 == 0 else "Dati provvisori dell’associazione dell’industria" if place % 2 else "n.d."))
        for place, country in enumerate(countries * 5)
    ]  # fmt: skip
    long = DrawnTable(
        rows=(top, second, *rows), widths=(0.22, 0.16, 0.16, 0.46), header_rows=2, anchor="table-1",
        caption=(run("Tabella 1 – Quote di mercato delle apparecchiature per paese (valori in percentuale)"),),
    )  # fmt: skip
    short = DrawnTable(
        rows=((cell("Anno", header=True), cell("Valore", header=True, flush_end=True)), (cell("2025"), cell("1 250 000 €", flush_end=True)), (cell("2026"), cell("1 400 000 €", flush_end=True))),
        widths=(0.5, 0.5), header_rows=1, anchor="table-2", caption=(run("Tabella 2 – Contributo italiano"),),
    )  # fmt: skip
    figure = DrawnFigure(
        picture="chart", alternative_text="Istogramma: le quote salgono dal 12 al 31 per cento", width=300,
        caption=(run("Figura 1 – Investimenti annunciati, 2022–2026"),), anchor="figure-1",
    )  # fmt: skip
    code = text("def quota(valore, totale):\n    return 100 * valore / totale\n", role="code")
    return (
        head(7),
        text(IT, run("Figura 1", target="figure-1"), " ne dà la sintesi.", number="7."),
        figure,
        long,
        text(IT2 * 2, number="8."),
        short,
        code,
    )


def _pair() -> tuple[Element, ...]:
    return (
        DrawnBreak(),
        head(8),
        DrawnPair(
            left=(text("原文", role="heading3", language="ja"), text(JA * 3, language="ja")),
            right=(text("Traduzione di lavoro (non ufficiale)", role="heading3"), text(IT * 2), text(IT2)),
        ),
        DrawnPair(left=(text(RU * 24, language="ru"),), right=(text(IT * 16),)),
        text(IT2.strip(), NoteMark(note="e2")),
        DrawnEndnotes(title=(run("Note"),), anchor="notes"),
    )


def _notes() -> tuple[DrawnNote, ...]:
    return (
        DrawnNote(id="n1", content=(run("Conclusioni del Consiglio, 14 marzo 2026, punto 7."),)),
        DrawnNote(id="n2", content=(run("Il Sole 24 Ore, 3 maggio 2026, "), run("edizione in rete", link="https://example.org/n"), run("."))),
        DrawnNote(id="n3", content=(run("Traduzione dell’Ufficio. "), run(JA, language="ja"))),
        DrawnNote(id="n4", content=(run("Nota più lunga di una pagina. " + (IT + IT2) * 14),)),
        DrawnNote(id="e1", content=(run("Nota finale sul metodo. " + IT),), placement="end"),
        DrawnNote(id="e2", content=(run("Fonti: "), run(RU, language="ru")), placement="end"),
    )  # fmt: skip


def _furniture() -> HeadersFooters:
    mark = BandLine(centre=(run("RESTREINT UE/EU RESTRICTED"),), role="marking")
    number = (PageField(name="page"), run("/"), PageField(name="pages"))
    title = (run("Derisking e semiconduttori"),)
    section = (PageField(name="section"),)
    return HeadersFooters(
        header=(mark, BandLine(start=section, end=(run("DGAP/2026/118"),), role="header")),
        footer=(BandLine(start=title, end=number, role="footer"), mark),
        first_header=(mark, BandLine(start=(run("Ministero degli Affari Esteri"),), end=(run("25 novembre 2026"),), role="header")),
        first_footer=(BandLine(end=number, role="footer"), mark),
        even_header=(mark, BandLine(start=(run("DGAP/2026/118"),), end=section, role="header")),
        even_footer=(BandLine(start=number, end=title, role="footer"), mark),
        watermark="BOZZA",
    )  # fmt: skip


def chart() -> bytes:
    """Return a small chart."""
    image = Image.new("RGB", (900, 420), "white")
    pen = ImageDraw.Draw(image)
    for place, high in enumerate((120, 170, 210, 260, 340)):
        pen.rectangle((60 + place * 165, 390 - high, 160 + place * 165, 390), fill=(22, 50, 79))
    pen.line((40, 390, 880, 390), fill=(80, 80, 80), width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def torture_document() -> Document:
    """Return the document in the default style."""
    assert DEFAULT_STYLES
    return Document(
        title="Derisking, semiconduttori & intelligenza artificiale <2026>",
        language="it",
        elements=(*_front(), *_points(), *_body(), *_figures(), *_pair()),
        notes=_notes(),
        headers_footers=_furniture(),
        styles=style_sheet(FontFamilies(), {}),
        pictures={"chart": prepare_picture(chart())},
        subject="Sicurezza economica",
        keywords=("derisking", "半導体"),
        moment="2026-11-25T08:30:00Z",
    )
