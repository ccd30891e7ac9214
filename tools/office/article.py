"""The sample article: an Italian policy text with everything that word processor files can contain."""

from __future__ import annotations

from office.model import (
    Block,
    Cell,
    CodeBlock,
    Grid,
    Group,
    Image,
    Inline,
    Item,
    Line,
    Link,
    NoteMark,
    OfficeText,
    PageBreak,
    Special,
    Text,
    TextFormat,
)

HEADER = "Quaderni della sicurezza economica"
FOOTER = "Copia per uso d’ufficio"
COMMENTATOR = "Anna Rossi"


def _line(kind: str, *content: Inline | str, level: int = 0) -> Line:
    inlines = tuple(Text(inline) if isinstance(inline, str) else inline for inline in content)
    return Line(kind, inlines, level)  # type: ignore[arg-type] # the kinds are written out below


def _p(*content: Inline | str) -> Line:
    return _line("paragraph", *content)


def _h(level: int, text: str) -> Line:
    return _line("heading", text, level=level)


def _item(key: str, text: str, depth: int = 0, *, ordered: bool = False, more: bool = False) -> Item:
    return Item(key, (Text(text),), depth, ordered, more)


HEADINGS = ("Le forniture", "I porti", "La scorta comune", "Le voci", "La procedura")

BLOCKS: tuple[Block, ...] = (
    _line("title", "Gas rari: la scorta che manca"),
    _line("subtitle", "Perché gli Stati del Mediterraneo tornano a riempire i depositi"),
    Group("contents", HEADINGS),
    _p(
        "I governi hanno deciso di ",
        Text("riempire i depositi", TextFormat(bold=True)),
        " prima dell’inverno, e non ",
        Text("dopo", TextFormat(italic=True)),
        ", come avevano detto a marzo.",
        NoteMark("foot", ("La dichiarazione è del 4 marzo.", "Fu corretta due giorni dopo.")),
        " Il costo è di 12\u00a0milioni.",
    ),
    _h(1, "Le forniture"),
    _p(
        "Il neon (Ne), il cripto e lo xeno non si sostituiscono: senza CO",
        Text("2", TextFormat(script="sub")),
        " si lavora, senza neon no. Una superficie di 40 m",
        Text("2", TextFormat(script="super")),
        " basta; il prezzo era ",
        Text("vecchio", TextFormat(strike=True)),
        " e ora è ",
        Text("nuovo", TextFormat(underline=True)),
        ". Il comando è ",
        Text("ne --stock", TextFormat(code=True)),
        ".",
    ),
    _h(2, "I porti"),
    _p("Tre porti hanno lo spazio per i serbatoi:"),
    _item("ports", "Trieste, con due banchine"),
    _item("ports", "la prima è libera", 1),
    _item("ports", "la seconda dal 2027", 1),
    _item("ports", "Marsiglia"),
    _item("ports", "con riserva del consiglio comunale", more=True),
    _item("ports", "Pireo"),
    _p("L’ordine dei lavori è questo:"),
    _item("works", "gara", ordered=True),
    _item("works", "contratto", ordered=True),
    _item("works", "bozza", 1, ordered=True),
    _item("works", "firma", 1, ordered=True),
    _p("Dopo una pausa di un mese i lavori vanno avanti:"),
    _item("works", "posa", ordered=True),
    _item("works", "collaudo", ordered=True),
    _p("La seconda fase comincia da capo:"),
    _item("second", "verifica", ordered=True),
    _item("second", "relazione", ordered=True),
    _h(3, "La scorta comune"),
    Grid(
        "Scorte dichiarate, in tonnellate",
        3,
        (
            (Cell("Paese"), Cell("2024"), Cell("2025")),
            (Cell("Italia", rows=2), Cell("120"), Cell("140")),
            (Cell("stima comune", columns=2),),
            (Cell("Francia"), Cell("90"), Cell("95")),
        ),
    ),
    _p("La tabella non conta i depositi privati."),
    Image("Un serbatoio bianco sul molo", "Il serbatoio di Trieste"),
    _h(1, "Le voci"),
    _p(
        "Il ministro ha risposto al giornale di Tokyo, che titolava ",
        Text("半導体の供給網を守る", TextFormat(language="ja-JP")),
        ".",
    ),
    _line(
        "quote",
        Text(
            "We will not wait for another winter, and nobody should ask us to.", TextFormat(language="en-GB")
        ),
    ),
    _line("quote", Text("The stock is ours to keep.", TextFormat(language="en-GB"))),
    _p(
        "La stampa del Cairo parla di ",
        Text("أمن سلاسل التوريد", TextFormat(language="ar-SA", rtl=True)),
        " da mesi.",
    ),
    _p(
        "Il testo intero è ",
        Link("sul sito della commissione", "https://example.org/gas?anno=2025"),
        "; la prima parte sta in ",
        Link("Le forniture", "#forniture"),
        ".",
        NoteMark("end", ("Consultato il 2 maggio 2025.",)),
    ),
    Group("box", ("Che cosa cambia: una riga per chi ha fretta.", "Le scorte raddoppiano.")),
    PageBreak(),
    _h(2, "La procedura"),
    _p(
        "Il modulo va ",
        Special("inserted", "sempre ", "Anna Rossi"),
        Special("deleted", "quasi mai ", "Anna Rossi"),
        "firmato.",
        Special("hidden", " Nota per noi soli."),
        " Il numero è ",
        Special("control", "A-17"),
        Special("comment", "Va controllato.", COMMENTATOR),
        "; vale l’",
        Special("bookmark", "articolo 5", "articolo5"),
        ".",
    ),
    CodeBlock("stock:\n  neon: 120   # t\n  xenon: 4"),
    Group("columns", ("La colonna di sinistra parla dei costi.", "La colonna di destra parla dei tempi.")),
    _p("via Roma 1\n00100 Roma"),
    _p("Così finisce il documento, senza altre sorprese."),
)
"""The whole article, in reading order."""

ARTICLE = OfficeText(title="Gas rari: la scorta che manca", language="it-IT", blocks=BLOCKS)
