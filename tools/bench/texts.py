"""Texts of a wanted length: our own sentences, drawn with a fixed seed."""

from __future__ import annotations

import random

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
