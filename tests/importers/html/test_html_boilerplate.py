"""Calls to action, related links and popups are removed from an article, with notices."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import ImportedArticle

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need.",
    "Officials will report twice a year; the first report is due in spring and covers two harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive in June.",
)
RUNNING = "".join(f"<p>{text}</p>" for text in TEXTS)
ADDRESS = "https://gazette.example.org/2024/chips-and-gases"
HEAD = f"<title>Chips and gases for all</title><link rel='canonical' href='{ADDRESS}'><meta property='og:site_name' content='The Gazette'>"


def _read(read: Read, body: str, head: str = HEAD) -> ImportedArticle:
    return read(f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>", "a.html")


def _removed(reading: ImportedArticle) -> str:
    return "\n".join(one.subject for one in reading.notices if one.code == "removed-from-page")


@pytest.mark.parametrize(
    "line",
    [
        "Tags: gases, harbours, chip makers",
        "Etichette: gas, porti, semiconduttori",
        "タグ：ガス、港湾",
        "Schlagwörter: Gase, Häfen",
        "Comments",
        "3 commentaires",
        ADDRESS,
        "Sign up for our newsletter and read the news of the ports every morning.",
        "This article is for subscribers only. Subscribe to continue reading.",
        "Follow the Gazette on Facebook and Instagram.",
        "Continue reading the main story",
        "Weiterlesen mit T+",
        "Weiterlesen nach der Anzeige",
        "La suite après cette publicité",
        "Continua dopo la pubblicità",
        "Share on Facebook",
        "Advertisement",
    ],
)
def test_calls_to_action_are_removed_with_a_notice(read: Read, line: str) -> None:
    titles = HEAD.replace("for all", "for all - The Gazette")
    reading = _read(read, f"<h1>Chips and gases for all</h1>{RUNNING}<p>{line}</p>", titles)
    assert [block.text for block in reading.article.blocks] == list(TEXTS)
    assert line in _removed(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Topics: the stocks of gases, the two harbours and the price of neon were all on the table.",
        "The newsletter of the ports, to which six hundred captains subscribe, appears every morning.",
        "Subscribers who followed the case had read on Facebook that the ports would share the gases.",
        "Comments on the plan were filed by nine coastal states before the end of the month of May.",
        "Weiterlesen mit Kindern heisst, abends nach dem Vorlesen noch ein Kapitel zusammen zu lesen.",
    ],
)
def test_a_sentence_that_begins_like_a_call_to_action_is_kept(read: Read, line: str) -> None:
    assert line in [block.text for block in _read(read, f"{RUNNING}<p>{line}</p>{RUNNING}").article.blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Share price of Facebook falls again",
        "Share of Facebook users over 50 rises",
        "Follow the money: how YouTube pays its creators",
        "Suivez le guide : comment TikTok recrute",
        "Volg de route van Instagram",
        "Subscribers only received their newspapers after the strike had ended.",
        "La tariffa era riservata agli abbonati della metropolitana.",
        "Le tarif est réservé aux abonnés du réseau, a dit le ministre.",
        "Nach dem Urteil ist der Tarif nur für Abonnenten des Netzes gültig.",
        "Already a subscriber to the convention, Canada signed the protocol.",
        "Recommended by the council, the plan failed in May",
        "Most popular leader in the region loses his seat",
        "Zum Thema Häfen äußerte sich der Minister nicht.",
        "Partager le pouvoir reste le but des deux camps.",
        "Subscribe to the treaty or leave, the union said.",
        "有料会員が増え、赤字は縮んだ。",
        "仅供订阅的服务增长很快。",
    ],
)
def test_a_line_about_newsletters_or_sharing_is_kept(read: Read, line: str) -> None:
    reading = _read(
        read, f"<p>{TEXTS[0]}</p><p>{TEXTS[1]}</p><p>{line}</p><p>{TEXTS[2]}</p><p>{TEXTS[3]}</p>"
    )
    assert line in [block.text for block in reading.article.blocks]


def test_a_popup_is_removed_from_a_sentence(read: Read) -> None:
    window = (
        "<span class='popup-person'><a href='/p/lind'>Mara Lindqvist</a><span class='popup-block'><img src='m.jpg'>"
        "<a href='/p/lind'>Mara Lindqvist</a><a href='/x'>Ports fear the frost</a><a href='/y'>More</a></span></span>"
    )
    reading = _read(read, f"{RUNNING}<p>The plan of {window} was adopted by nine votes against two.</p>")
    assert "The plan of Mara Lindqvist was adopted by nine votes against two." in [
        block.text for block in reading.article.blocks
    ]
    assert "Mara Lindqvist Ports fear the frost More" in _removed(reading)


def test_a_word_with_a_popup_attribute_is_kept(read: Read) -> None:
    word = "<span class='tooltip' title='a noble gas'>neon</span>"
    reading = _read(read, f"{RUNNING}<p>The price of {word} rose by half within a year of the war.</p>")
    assert "The price of neon rose by half within a year of the war." in [
        block.text for block in reading.article.blocks
    ]


def test_a_property_has_priority_over_the_same_name(read: Read) -> None:
    head = "<meta name='DC.title' content='Draft of a title'><meta property='dc:title' content='Chips and gases'>"
    assert _read(read, RUNNING, head).article.metadata.title == "Chips and gases"


def test_a_short_text_above_longer_teasers_is_found(read: Read) -> None:
    teasers = "".join(
        f"<div class='next-story'><h2><a href='/{n}'>Another story of the ports {n}</a></h2><p>{text} {text}</p><h3><a href='/{n}'>Go on</a></h3></div>"
        for n, text in enumerate(TEXTS)
    )
    body = f"<div class='x1'><h1>Chips and gases for all</h1><p>{TEXTS[0]} {TEXTS[1]} {TEXTS[2]}</p></div><div class='x2'>{teasers}</div>"
    assert [block.text for block in _read(read, body).article.blocks] == [f"{TEXTS[0]} {TEXTS[1]} {TEXTS[2]}"]
