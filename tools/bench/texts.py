"""Texts of a wanted length for the exports: our own sentences, drawn with a fixed seed."""

from __future__ import annotations

import random
from pathlib import Path

SENTENCES = (
    "Il partenariato digitale è nato per dare alle due economie un luogo in cui parlare di tecnologia prima che diventi un problema.",
    "Le imprese chiedono regole stabili, perché una fabbrica di circuiti integrati si costruisce in cinque anni e si ripaga in quindici.",
    "Ridurre i rischi non significa chiudere le porte: significa sapere quali porte restano aperte quando una si chiude.",
    "La catena di fornitura passa per materiali, macchine e competenze che pochi Paesi possiedono insieme.",
    "Il rapporto annuale elenca trentadue voci, e per nove di esse un solo fornitore copre più della metà del mercato.",
    "Gli esperti consultati invitano alla prudenza: i dati sulle scorte arrivano tardi e raramente si possono confrontare.",
    "Un laboratorio comune, finanziato in parti uguali, dovrebbe provare entro due anni nuovi metodi di incapsulamento.",
    "La discussione resta aperta su chi debba pagare per la capacità che nei periodi tranquilli non serve a nessuno.",
)
PARAGRAPHS_A_PAGE = 7


def paragraphs(pages: int) -> list[tuple[bool, str]]:
    """Return about as many pages of (is a heading, text)."""
    chance = random.Random(7)  # noqa: S311 - the same text each time, nothing secret
    result = []
    for number in range(pages * PARAGRAPHS_A_PAGE):
        if number % 9 == 0:
            result.append((True, f"Capitolo {number // 9 + 1}: forniture e rischi"))
        result.append((False, " ".join(chance.sample(SENTENCES, 4))))
    return result


def as_html(pages: int) -> str:
    """Return the text as a web page."""
    body = "\n".join(
        f"<h1>{text}</h1>" if heading else f"<p>{text}</p>" for heading, text in paragraphs(pages)
    )
    style = "@page{size:A4;margin:2.5cm} body{font:11pt/15pt 'Noto Serif';text-align:justify;hyphens:auto}"
    return f'<!doctype html><html lang="it"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'


def as_markdown(pages: int) -> str:
    """Return the text as Markdown."""
    return "\n\n".join(f"# {text}" if heading else text for heading, text in paragraphs(pages))


def as_typst(pages: int) -> str:
    """Return the text as a Typst document with contents and page numbers."""
    head = '#set page(paper: "a4", margin: 2.5cm, numbering: "1/1")\n#set text(lang: "it", size: 11pt)\n#set par(justify: true)\n#outline()\n'
    return head + "\n\n".join(f"= {text}" if heading else text for heading, text in paragraphs(pages))


def write_peers(folder: Path, pages: int) -> None:
    """Write the inputs of the peers into a folder."""
    (folder / "text.html").write_text(as_html(pages), encoding="utf-8")
    (folder / "text.md").write_text(as_markdown(pages), encoding="utf-8")
    (folder / "text.typ").write_text(as_typst(pages), encoding="utf-8")
