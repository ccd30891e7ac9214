"""What an officer writes in her own short way is told from what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.domain.facts import Claim, FactBlock, FactSource
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

DAY = date(2024, 6, 20)


def _check(
    text: str, language: str, source: str, source_language: str = "", known: tuple[str, ...] = ()
) -> dict[str, Claim]:
    blocks = (FactBlock(id="0", text="–", heading=True), FactBlock(id="1", text=source))
    other = source_language or language
    article = FactSource(
        article="a", language=other, day=DAY, blocks=blocks, facts=read_facts(blocks, other, DAY), cited=True
    )
    claims = check_claims([FactBlock(id="own", text=text)], language, DAY, [article], known)
    return {claim.text: claim for claim in claims}


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "The minister met VP Lindqvist.", "On Tuesday Ada Lindqvist met the minister."),
        ("fr", "Selon Me Lindqvist, la cour a tort.", "La cour a tort, dit l’avocate Ada Lindqvist."),
        ("en", "The Lindqvist-Marchetti talks failed.", "Talks of Ada Lindqvist with Owen Marchetti failed."),
        ("en", "The case is before the UNGA.", "The UN General Assembly deals with the case."),
        ("en", "The case is before the ICJ.", "The international court of justice has the case."),
        ("en", "A Bolivian ship sank.", "Bolivia has lost a ship."),
        ("en", "1/ Lindqvist met him six months ago.", "Lindqvist met him for six months."),
        ("de", "Alle 37 Min. kommt ein Teil.", "Alle 37 Minuten kommt ein Teil."),
        ("de", "Das Parlament von Mazedonien stimmt zu.", "Das Parlament Nordmazedoniens stimmt zu."),
        ("fr", "Le chantier a coûté 2,8 Md£ en tout.", "Le chantier a coûté 2,8 milliards de livres sterling."),
        ("en", "She turned 63 years old.", "She died before her 63rd birthday."),
        ("de", "Er wurde 63 Jahre alt.", "Er starb an seinem 63. Geburtstag."),
        ("en", "The yard employs 2000 people.", "In the yard work two thousand people."),
        ("it", "Vi lavorano circa 2000 persone.", "Nel cantiere lavorano 2.000 persone."),
        ("en", "It was 80F in Torvik.", "In Torvik it was 80 degrees Fahrenheit."),
        ("en", "The fair drew 3m people.", "The fair drew three million people."),
        ("en", "Exports fell to 3.4m tonnes.", "Exports fell to 3.4 million tonnes."),
        ("en", "It bought 5m doses.", "It bought five million doses."),
        ("en", "The wall is 3m across.", "The wall is three metres across."),
        ("de", "Der Ausstoß lag bei 3,4 Mt.", "Der Ausstoß lag bei 3,4 Millionen Tonnen."),
        ("en", "The pipe carries 34 bcm a year.", "The pipe carries 34 billion cubic metres a year."),
        ("en", "Sales fell by 4.8% (May: 1.8).", "Sales fell by 4.8%, after 1.8% in May."),
        ("en", "Tokyo refused the plan.", "The Japanese government refused the plan."),
        ("it", "Il fatto risale a 36 anni fa.", "Il fatto è vecchio di 36 anni."),
        ("de", "Das Team von Lindqvist verlor.", "Ada Lindqvist verlor mit ihrer Mannschaft."),
        ("en", "The TWF backs it.", "The Torvik Workers' Federation backs it."),
        ("it", "Lo dice la Torvik Workers Federation.", "Lo dice la TWF, un sindacato."),
        ("fr", "La RPDC a refusé.", "La Corée du Nord a refusé."),
        ("fr", "Le chantier a coûté £125m en tout.", "Le chantier a coûté 125 millions de livres sterling."),
        ("it", "Torvik spende oltre 100 milioni di euro; Oslo ne dà 2 miliardi in più.",
         "Torvik spende oltre 100 milioni di euro. Oslo investirà 2 miliardi di euro."),
        ("it", "Con 47 partite supera il primato.", "È la sua 47esima partita, un primato."),
        ("en", "Some 20% of the pupils hide it.", "One in five pupils hides it."),
        ("de", "Rund 50 Prozent sprechen darüber.", "Die Hälfte spricht darüber."),
        ("en", "It had 111 deaths in 20 years.", "It had 111 deaths in the past two decades."),
        ("it", "In vent'anni ci sono stati 111 morti.", "Negli ultimi 20 anni ci sono stati 111 morti."),
        ("it", "È al potere da sette anni.", "È salito al potere sette anni fa."),
        ("en", "Half a dozen were held in two dozen raids.", "Six people were held in 24 raids."),
        ("it", "I dispersi sono una trentina.", "Risultano disperse 29 persone."),
        ("en", "DAG Lindqvist met the Torvik CEO.", "Ada Lindqvist, the deputy attorney general, met the head of Torvik."),
        ("en", "An M7.5 quake hit Torvik.", "A 7.5 magnitude quake struck Torvik."),
        ("de", "Der Rat tagte am 3.6. in Torvik.", "Der Rat tagte am 3. Juni in Torvik."),
        ("en", "Pay is for five days, work four days.", "They work four days and are paid for five."),
        ("fr", "Bilan : ~650 cas, >500 hors de la ville.", "Il y a 648 cas, dont 510 hors de la ville."),
        ("en", "It grew from 2011 to 2014.", "It had 12 members in 2011. In 2014 they were 40."),
        ("en", "Three in four could not say.", "It was 75 per cent who could not say."),
        ("fr", "Sept personnes arrêtées sur dix sont libres.", "On a libéré 70 % des personnes."),
        ("en", "NK Foreign Minister Ri Yong Ho spoke.", "Ri Yong Ho, the foreign minister, spoke."),
        ("it", "Bruxelles non aiuta.", "L'Unione europea non aiuta."),
        ("de", "Vor 139 Jahren ging die Küste verloren.", "Der Streit dauert schon 139 Jahre."),
        ("fr", "Une taxe frappe 60 milliards de produits.", "Une taxe frappe 60 milliards de dollars de produits."),
        ("en", "Torvik leaves on 29 March 2025.", "If Torvik leaves on 29 March, there are delays."),
        ("en", "April to June brought 40,000.", "The second quarter of 2024 brought 40,000."),
        ("de", "Der bevorstehende 50. Jahrestag in Torvik.", "In Torvik jährt sich der Tag."),
        ("en", "The strife of the mid-1600s mattered.", "The strife of the mid 17th century mattered."),
        ("it", "D. Chi paga? R. Il ministro Lindqvist.", "Paga il ministro Lindqvist."),
        ("en", "Ada Lindqvist spoke – Note the date.", "On Tuesday Ada Lindqvist spoke."),
        ("fr", "Lindqvist refuse. 3/ La porte reste ouverte.", "La porte reste ouverte, dit Ada Lindqvist."),
        ("de", "Lindqvist feiert das 40-jährige Jubiläum.", "Lindqvist feiert den 40. Jahrestag, ein Jubiläum."),
        ("en", "The truck took Torvik East Hwy.", "The truck took the Torvik East Highway."),
        ("en", "Lindqvist leads the Joint AI Center.", "Lindqvist leads the Joint Artificial Intelligence Center."),
        ("es", "Acra rechazó el plan.", "Ghana rechazó el plan."),
        ("en", "Edinburgh refused the plan.", "The Scottish government refused the plan."),
        ("en", "Torvik has a pop. of 3m, says Lindqvist.", "Three million people live in Torvik, says Lindqvist."),
        ("en", "Two-thirds of Torvik voted.", "In Torvik, 66 percent voted."),
        ("de", "Nötig sind zwei Drittel in Torvik.", "In Torvik ist eine Zweidrittelmehrheit nötig."),
        ("it", "Ven. 14 – Lindqvist rinvia il voto.", "Lindqvist ha rinviato venerdì il voto."),
        ("en", "Lindqvist took over in May 2023.", "Lindqvist took over in May last year."),
    ],
)  # fmt: skip
def test_short_forms_are_found(language: str, text: str, source: str) -> None:
    claims = _check(text, language, source)
    assert claims
    assert {claim.outcome for claim in claims.values()} <= {"found", "rounded"}


def test_a_difference_of_two_values_is_not_compared_but_one_of_none_is() -> None:
    source = "In June 38% were for it and 48% against."
    outcomes = [
        _check(f"Some 38% were for it and 48% against, {points} points apart.", "en", source)[
            f"{points} points"
        ].outcome
        for points in ("ten", "eleven")
    ]
    assert outcomes == ["not-compared", "not-found"]


def test_the_day_of_the_source_itself_is_not_compared_but_another_day_is() -> None:
    source = "The minister announces today what she had refused on Monday."
    days = {
        day: _check(f"On {day} the minister announced it.", "en", source)[day].outcome
        for day in ("20 June", "19 June")
    }
    assert days == {"20 June": "not-compared", "19 June": "different"}


@pytest.mark.parametrize(
    ("language", "text", "source", "right", "wrong"),
    [
        ("en", "Of 3,460 people 280 were moved, i.e. {} a bus in 14 buses.", "3,460 people live there; 280 were moved in 14 buses.", "20", "35"),
        ("es", "El año pasado huyeron 1.127, es decir {} menos.", "En 2011 huyeron 2.706 personas, el año pasado 1.127.", "1.579", "1.679"),
        ("fr", "L'usine a produit 150 000 voitures, dont quelque {} pour l'exportation.", "L'usine a produit 150 000 voitures, exportées à 90 %.", "135 000", "165 000"),
        ("it", "Spese 125 milioni di euro per 281 negozi, cioè circa {} l'uno.", "Per i 281 negozi spese 125 milioni di euro.", "445.000 euro", "545.000 euro"),
        ("fr", "Le tout coûte 3,1 milliards d'euros, {} de plus que prévu.", "Prévus : 2,2 milliards d'euros. Le tout coûte 3,1 milliards d'euros.", "900 millions", "800 millions"),
        ("en", "She is due in 2019, {} late.", "The ship should have come in 2014. It is due in 2019 and can be away for two years.", "five years", "nine years"),
    ],
)  # fmt: skip
def test_what_is_computed_from_what_stands_beside_is_not_compared_unless_it_is_wrong(
    language: str, text: str, source: str, right: str, wrong: str
) -> None:
    outcomes = [_check(text.format(words), language, source)[words].outcome for words in (right, wrong)]
    assert outcomes[0] == "not-compared"
    assert outcomes[1] in {"different", "not-found"}


@pytest.mark.parametrize(
    ("text", "language", "source", "source_language", "wrong"),
    [
        ("Marta Belandi spoke.", "en", "Ha parlato Marta Bellandi.", "it", "Marta Belandi"),
        ("Für den Beitritt ist Zoran Zave.", "de", "Zoran Zaev spoke.", "en", "Zoran Zave"),
        ("Lindsey Graam spoke.", "en", "Ha parlato Lindsey Graham.", "it", "Lindsey Graam"),
        ("An M7.1 quake hit.", "en", "A 7.5 magnitude quake struck.", "en", "7.1"),
        ("It grew from 2010 to 2014.", "en", "It had 12 members in 2011. In 2014 they were 40.", "en", "2010 to 2014"),
        ("The yard has 2000 people.", "en", "The yard has 3,000 people.", "en", "2000"),
        ("The road has 300 miles.", "en", "La strada ha 300 km.", "it", "300 miles"),
        ("About three-quarters of Torvik voted.", "en", "In Torvik, 66 percent voted.", "en", "three-quarters"),
        ("Jeff Lindqvist spoke to the BDA.", "en", "Jeff Lindqvist spoke to the BDI.", "en", "BDA"),
        ("Secondo Karl Racines è tardi.", "it", "È tardi, dice Karl Racine.", "it", "Karl Racines"),
        ("Hans Gegier built it.", "en", "The name “Hans” was common. Johannes Geiger built it.", "en", "Hans Gegier"),
    ],
)  # fmt: skip
def test_a_wrong_short_form_is_an_alarm(
    text: str, language: str, source: str, source_language: str, wrong: str
) -> None:
    assert _check(text, language, source, source_language)[wrong].outcome in {"different", "not-found"}


def test_a_name_from_another_script_may_have_one_letter_for_two() -> None:
    assert (
        _check("Mohamed Saleh ha parlato.", "it", "Mohammed Saleh spoke.", "en")["Mohamed Saleh"].outcome
        == "found"
    )


@pytest.mark.parametrize(
    ("text", "language", "source", "source_language", "outcome"),
    [
        ("Lukaschenko sprach.", "de", "M. Alexandre Loukachenko a parlé.", "fr", "found"),
        ("Prigoschin sprach.", "de", "M. Evgueni Prigojine a parlé.", "fr", "found"),
        ("Il Rapid Vienna vince.", "it", "Le Rapid Vienne a gagné.", "fr", "found"),
        ("Lukaschneko sprach.", "de", "M. Alexandre Loukachenko a parlé.", "fr", "not-found"),
    ],
)
def test_a_name_is_told_by_its_sound_in_another_language(
    text: str, language: str, source: str, source_language: str, outcome: str
) -> None:
    known = ("w:lukasneko", "alone:lukasneko")
    (claim,) = _check(text, language, source, source_language, known).values()
    assert claim.outcome == outcome


def test_japanese_source_with_the_first_name_alone_lacks_another_surname() -> None:
    claims = _check("Zoran Petkovski spoke.", "en", "ゾラン・ミラノビッチ大統領が演説した。", "ja")
    assert claims["Zoran Petkovski"].outcome == "not-found"


def test_first_name_of_the_source_with_a_surname_of_the_dossier_is_not_found() -> None:
    known = ("w:marketi", "alone:marketi")
    claims = _check("Ada Marketi ha parlato.", "it", "Ada Lindqvist spoke.", "en", known)
    assert claims["Ada Marketi"].outcome in {"different", "not-found"}


def test_day_of_a_month_has_at_most_31() -> None:
    claims = _check("Si vota domenica 80 giugno.", "it", "Si vota domenica 30 giugno.")
    assert any(claim.outcome in {"different", "not-found"} for claim in claims.values())


def test_common_words_with_a_capital_are_no_names() -> None:
    source = "La flota de Torvik navega, dice Ada Lindqvist."
    claims = _check("NOTA PREVIA – Ada Lindqvist y la Armada de Torvik", "es", source)
    assert {claim.outcome for claim in claims.values()} <= {"found", "not-compared"}


def test_german_nouns_beside_each_other_are_no_name() -> None:
    claims = _check("Er erlitt im Zimmer eines Hotels Knochenbrüche.", "de", "Er wurde in Torvik verletzt.")
    assert not claims


def test_misspelt_surname_is_found_out_although_the_german_source_has_it_alone() -> None:
    source = "Die Kette Celesio zahlte. Der Käufer von damals, Celesio, schweigt."
    claims = _check("Das Geschäft ging an Celeio.", "de", source)
    assert claims["Celeio"].outcome == "different"
