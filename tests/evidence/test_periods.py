"""Dates and periods are read in each language with first and last day, and compared."""

from __future__ import annotations

from datetime import date

import pytest
from tests.narrowing import of_type

from briefbuilder.domain.facts import FactBlock, Period
from briefbuilder.evidence.periods import compare_periods, read_periods

DAY = date(2024, 5, 16)
"""A Thursday."""


def _read(text: str, language: str, day: date | None = DAY) -> list[tuple[str, str]]:
    """Return what was read with the days, as "2024-05-03" or "2024-05-01/2024-05-31"."""
    found = []
    for fact in read_periods([FactBlock(id="1", text=text)], language, day):
        assert isinstance(fact.stated, Period)
        first, last = fact.stated.first.isoformat(), fact.stated.last.isoformat()
        found.append((text[fact.start : fact.end], first if first == last else f"{first}/{last}"))
    return found


def _days(text: str, language: str, day: date | None = DAY) -> list[str]:
    return [days for _, days in _read(text, language, day)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministers met on Friday, 3 May 2019 in Tallinn."),
        ("en", "The ministers met on May 3rd, 2019."),
        ("en-US", "Signed 5/3/2019."),
        ("it", "I ministri si sono riuniti venerdì 3 maggio 2019 a Tallinn."),
        ("fr", "Les ministres se sont réunis le vendredi 3 mai 2019."),
        ("de", "Die Minister trafen sich am Freitag, dem 3. Mai 2019."),
        ("de", "Unterzeichnet am 03.05.2019."),
        ("es", "Los ministros se reunieron el viernes 3 de mayo de 2019."),
        ("pt", "Os ministros reuniram-se em 3 de maio de 2019."),
        ("nl", "De ministers kwamen op 3 mei 2019 bijeen."),
        ("ru", "Министры встретились 3 мая 2019 года."),
        ("uk", "Міністри зустрілися 3 травня 2019 року."),
        ("ar", "اجتمع الوزراء في 3 مايو 2019."),
        ("ja", "閣僚は2019年5月3日に会談した。"),
        ("ja", "閣僚は令和元年5月3日に会談した。"),
        ("zh", "部长们于2019年5月3日举行会谈。"),
        ("ko", "장관들은 2019년 5월 3일 회담했다."),
    ],
)
def test_a_full_date_is_read(language: str, text: str) -> None:
    assert _days(text, language, None) == ["2019-05-03"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "I MİNİSTRI SI SONO RIUNITI VENERDÌ 3 MAGGIO 2019."),
        ("fr", "LES MINISTRES SE SONT RÉUNIS LE 3 MAI 2019."),
        ("ru", "МИНИСТРЫ ВСТРЕТИЛИСЬ 3 МАЯ 2019 ГОДА."),
    ],
)
def test_a_date_in_capitals_is_read_at_its_place(language: str, text: str) -> None:
    ((written, day),) = _read(text, language, None)
    assert day == "2019-05-03"
    assert written.split()[-1].startswith("2019")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Exports fell in June 2021.", "2021-06-01/2021-06-30"),
        ("it", "Le esportazioni sono calate nel giugno 2021.", "2021-06-01/2021-06-30"),
        ("fr", "Les exportations ont baissé en juin 2021.", "2021-06-01/2021-06-30"),
        ("de", "Die Ausfuhren sanken im Juni 2021.", "2021-06-01/2021-06-30"),
        ("es", "Las exportaciones cayeron en junio de 2021.", "2021-06-01/2021-06-30"),
        ("pt", "As exportações caíram em junho de 2021.", "2021-06-01/2021-06-30"),
        ("nl", "De export daalde in juni 2021.", "2021-06-01/2021-06-30"),
        ("ru", "Экспорт снизился в июне 2021 года.", "2021-06-01/2021-06-30"),
        ("uk", "Експорт знизився у червні 2021 року.", "2021-06-01/2021-06-30"),
        ("ja", "2021年6月に輸出が減った。", "2021-06-01/2021-06-30"),
        ("zh", "2021年6月出口下降。", "2021-06-01/2021-06-30"),
        ("ko", "2021년 6월 수출이 줄었다.", "2021-06-01/2021-06-30"),
        ("en", "The plant opens by 2031.", "2031-01-01/2031-12-31"),
        ("en", "The budget for FY25/26 grew.", "2025-01-01/2026-12-31"),
        ("en", "Spending in FY2026 fell.", "2026-01-01/2026-12-31"),
        ("de", "Die Mittel für FY 2024-25 sanken.", "2024-01-01/2025-12-31"),
        ("en", "Aid grew in FY99/00.", "1999-01-01/2000-12-31"),
        ("de", "2017 hatte die Stadt einen neuen Hafen.", "2017-01-01/2017-12-31"),
        ("ja", "平成29年に開港した。", "2017-01-01/2017-12-31"),
        ("en", "Growth slowed in Q2 2018.", "2018-04-01/2018-06-30"),
        ("en", "Growth slowed in the second quarter of 2018.", "2018-04-01/2018-06-30"),
        ("it", "La crescita è rallentata nel secondo trimestre del 2018.", "2018-04-01/2018-06-30"),
        ("fr", "La croissance a ralenti au deuxième trimestre 2018.", "2018-04-01/2018-06-30"),
        ("de", "Im zweiten Quartal 2018 wuchs die Wirtschaft kaum.", "2018-04-01/2018-06-30"),
        ("es", "El crecimiento cayó en el segundo trimestre de 2018.", "2018-04-01/2018-06-30"),
        ("ja", "2018年第2四半期の成長は鈍化した。", "2018-04-01/2018-06-30"),
        ("zh", "2018年第二季度增长放缓。", "2018-04-01/2018-06-30"),
        ("en", "They met in the first half of 2020.", "2020-01-01/2020-06-30"),
        ("zh", "2020年上半年", "2020-01-01/2020-06-30"),
        ("en", "Elections followed in the spring of 2022.", "2022-03-01/2022-05-31"),
        ("fr", "Le scrutin a eu lieu au printemps 2022.", "2022-03-01/2022-05-31"),
        ("de", "Im Winter 2022 blieb das Gas knapp.", "2022-12-01/2023-02-28"),
        ("ja", "2022年春に選挙があった。", "2022-03-01/2022-05-31"),
        ("en", "Trade grew in the 1990s.", "1990-01-01/1999-12-31"),
        ("it", "Il commercio crebbe negli anni '90.", "1990-01-01/1999-12-31"),
        ("fr", "Le commerce a crû dans les années 1990.", "1990-01-01/1999-12-31"),
        ("de", "Der Handel wuchs in den 1990er Jahren.", "1990-01-01/1999-12-31"),
        ("es", "El comercio creció en la década de 1990.", "1990-01-01/1999-12-31"),
        ("ja", "1990年代に貿易が伸びた。", "1990-01-01/1999-12-31"),
        ("en", "a 19th-century treaty", "1801-01-01/1900-12-31"),
        ("it", "un trattato del XIX secolo", "1801-01-01/1900-12-31"),
        ("fr", "un traité du XIXe siècle", "1801-01-01/1900-12-31"),
        ("de", "ein Vertrag aus dem 19. Jahrhundert", "1801-01-01/1900-12-31"),
        ("es", "un tratado del siglo XIX", "1801-01-01/1900-12-31"),
        ("ja", "19世紀の条約", "1801-01-01/1900-12-31"),
    ],
)
def test_a_period_keeps_its_first_and_last_day(language: str, text: str, days: str) -> None:
    assert _days(text, language, None) == [days]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "The fair runs from 3 to 5 May 2019.", "2019-05-03/2019-05-05"),
        ("en", "The fair ran from 30 April to 2 May.", "2024-04-30/2024-05-02"),
        ("en", "The fair runs May 3-5, 2019.", "2019-05-03/2019-05-05"),
        ("de", "Die Messe läuft vom 3. bis 5. Mai 2019.", "2019-05-03/2019-05-05"),
        ("it", "La fiera va dal 3 al 5 maggio 2019.", "2019-05-03/2019-05-05"),
        ("fr", "La foire dure du 3 au 5 mai 2019.", "2019-05-03/2019-05-05"),
        ("es", "La feria dura del 3 al 5 de mayo de 2019.", "2019-05-03/2019-05-05"),
        ("en", "In 2014–2016 the price fell.", "2014-01-01/2016-12-31"),
        ("en", "In 2014-16 the price fell.", "2014-01-01/2016-12-31"),
        ("it", "Tra il 2015 e il 2017 il prezzo è sceso.", "2015-01-01/2017-12-31"),
        ("fr", "Entre 2015 et 2017, le prix a baissé.", "2015-01-01/2017-12-31"),
        ("de", "Zwischen 2015 und 2017 fiel der Preis.", "2015-01-01/2017-12-31"),
        ("es", "Entre 2015 y 2017 el precio bajó.", "2015-01-01/2017-12-31"),
        ("ja", "2015年から2017年まで価格が下がった。", "2015-01-01/2017-12-31"),
    ],
)
def test_a_range_is_one_period(language: str, text: str, days: str) -> None:
    assert _days(text, language) == [days]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "The vote was on Tuesday.", "2024-05-14"),
        ("it", "Il voto si è tenuto martedì.", "2024-05-14"),
        ("fr", "Le vote a eu lieu mardi.", "2024-05-14"),
        ("de", "Die Abstimmung fand am Dienstagabend statt.", "2024-05-14"),
        ("es", "La votación fue el martes.", "2024-05-14"),
        ("pt", "A votação foi na terça-feira.", "2024-05-14"),
        ("nl", "De stemming was dinsdag.", "2024-05-14"),
        ("ru", "Голосование прошло во вторник.", "2024-05-14"),
        ("uk", "Голосування відбулося у вівторок.", "2024-05-14"),
        ("ar", "جرى التصويت يوم الثلاثاء.", "2024-05-14"),
        ("ja", "採決は火曜日に行われた。", "2024-05-14"),
        ("zh", "投票于星期二举行。", "2024-05-14"),
        ("ko", "투표는 화요일에 열렸다.", "2024-05-14"),
        ("it", "Il voto si è tenuto sabato 11.", "2024-05-11"),
        ("en", "The vote will take place on Tuesday.", "2024-05-21"),
        ("en", "The vote is planned for next Tuesday.", "2024-05-21"),
        ("de", "Am kommenden Dienstag wird abgestimmt.", "2024-05-21"),
        ("it", "Il voto si terrà martedì prossimo.", "2024-05-21"),
        ("en", "They arrived yesterday.", "2024-05-15"),
        ("it", "Sono arrivati ieri.", "2024-05-15"),
        ("fr", "Ils sont arrivés hier.", "2024-05-15"),
        ("de", "Sie kamen gestern an.", "2024-05-15"),
        ("es", "Llegaron ayer.", "2024-05-15"),
        ("ja", "昨日到着した。", "2024-05-15"),
        ("en", "Prices rose last week.", "2024-05-06/2024-05-12"),
        ("it", "I prezzi sono saliti la settimana scorsa.", "2024-05-06/2024-05-12"),
        ("fr", "Les prix ont monté la semaine dernière.", "2024-05-06/2024-05-12"),
        ("de", "Die Preise stiegen letzte Woche.", "2024-05-06/2024-05-12"),
        ("es", "Los precios subieron la semana pasada.", "2024-05-06/2024-05-12"),
        ("ja", "先週、物価が上がった。", "2024-05-06/2024-05-12"),
        ("en", "Talks start next month.", "2024-06-01/2024-06-30"),
        ("fr", "Les négociations commencent le mois prochain.", "2024-06-01/2024-06-30"),
        ("de", "Die Gespräche beginnen nächsten Monat.", "2024-06-01/2024-06-30"),
        ("en", "Exports fell last year.", "2023-01-01/2023-12-31"),
        ("it", "Le esportazioni sono calate l’anno scorso.", "2023-01-01/2023-12-31"),
        ("fr", "Les exportations ont baissé l’an dernier.", "2023-01-01/2023-12-31"),
        ("de", "Im vergangenen Jahr sanken die Ausfuhren.", "2023-01-01/2023-12-31"),
        ("es", "Las exportaciones cayeron el año pasado.", "2023-01-01/2023-12-31"),
        ("ja", "昨年、輸出が減った。", "2023-01-01/2023-12-31"),
        ("ko", "지난해 수출이 줄었다.", "2023-01-01/2023-12-31"),
        ("en", "He took office seven years ago.", "2017-01-01/2017-12-31"),
        ("it", "È in carica da quando, sette anni fa, fu eletto.", "2017-01-01/2017-12-31"),
        ("fr", "Il a été élu il y a sept ans.", "2017-01-01/2017-12-31"),
        ("de", "Er wurde vor sieben Jahren gewählt.", "2017-01-01/2017-12-31"),
        ("es", "Fue elegido hace siete años.", "2017-01-01/2017-12-31"),
        ("ja", "7年前に就任した。", "2017-01-01/2017-12-31"),
    ],
)
def test_relative_dates_count_from_the_day_of_the_article(language: str, text: str, days: str) -> None:
    assert _days(text, language) == [days]
    assert _days(text, language, None) == []


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "The law was passed on 3 November.", ["2023-11-03"]),
        ("en", "The law was passed in March.", ["2024-03-01/2024-03-31"]),
        ("en", "The law takes effect on 1 June.", ["2024-06-01"]),
        ("en", "The law was passed in May last year.", ["2023-05-01/2023-05-31"]),
        ("en", "The law was passed last December.", ["2023-12-01/2023-12-31"]),
        ("it", "La legge è stata approvata lo scorso dicembre.", ["2023-12-01/2023-12-31"]),
        ("fr", "La loi a été adoptée en mars dernier.", ["2024-03-01/2024-03-31"]),
        ("de", "Das Gesetz wurde im Mai vergangenen Jahres beschlossen.", ["2023-05-01/2023-05-31"]),
        ("es", "La ley se aprobó en mayo del año pasado.", ["2023-05-01/2023-05-31"]),
        ("en", "It made 150 cars last year of which 90 went abroad.", ["2023-01-01/2023-12-31"]),
        ("it", "La legge è del II trimestre 2018.", ["2018-04-01/2018-06-30"]),
        ("es", "La ley es del 3T 2018.", ["2018-07-01/2018-09-30"]),
        ("es", "La ley es del III trimestre de 2018.", ["2018-07-01/2018-09-30"]),
        ("es", "La ley es del 3.er trimestre de 2018.", ["2018-07-01/2018-09-30"]),
        ("pt", "A lei é do 3.º trimestre de 2018.", ["2018-07-01/2018-09-30"]),
        ("fr", "La loi date du IIIe trimestre 2018.", ["2018-07-01/2018-09-30"]),
        ("de", "Das Gesetz ist aus dem III. Quartal 2018.", ["2018-07-01/2018-09-30"]),
        ("nl", "De wet is van het 3e kwartaal van 2018.", ["2018-07-01/2018-09-30"]),
        ("ru", "Закон принят в III квартале 2018 года.", ["2018-07-01/2018-09-30"]),
        ("ru", "Закон принят во 2-м полугодии 2018 года.", ["2018-07-01/2018-12-31"]),
        ("uk", "Закон ухвалено у III кварталі 2018 року.", ["2018-07-01/2018-09-30"]),
        ("ja", "法律は昨年5月に成立した。", ["2023-05-01/2023-05-31"]),
        ("ja", "2016年に提案され、同年9月に成立した。", ["2016-01-01/2016-12-31", "2016-09-01/2016-09-30"]),
        ("ja", "法律は11日に成立した。", ["2024-05-11"]),
        (
            "ja",
            "2022年3月に提案され、同年7月に可決、9月に施行された。",
            ["2022-03-01/2022-03-31", "2022-07-01/2022-07-31", "2022-09-01/2022-09-30"],
        ),
        (
            "en",
            "In 2016 the law was proposed; in July it was passed.",
            ["2016-01-01/2016-12-31", "2016-07-01/2016-07-31"],
        ),
        ("en", "Talks on 30 April and 2 May 2019 failed.", ["2019-04-30", "2019-05-02"]),
        ("en", "The law was to be passed on 3 May.", ["2024-05-03"]),
        ("en", "Agreed on 4 July '23 in Torvik, again on 30/4/24.", ["2023-07-04", "2024-04-30"]),
        ("fr", "L'accord du 4 juill. 2023 reste en vigueur.", ["2023-07-04"]),
        ("en", "The law (Sat 27/4) is from the time since '53.", ["2024-04-27", "1953-01-01/1953-12-31"]),
        ("it", "La legge del 2/5 sostituisce quella dal '53.", ["2024-05-02", "1953-01-01/1953-12-31"]),
        ("fr", "La loi du 2/5 remplace celle des années trente.", ["2024-05-02", "1930-01-01/1939-12-31"]),
        (
            "fr",
            "La loi a été adoptée le 29 avr. et vaut dès le 1er oct. suivant.",
            ["2024-04-29", "2023-10-01"],
        ),
        (
            "de",
            "Das Gesetz gilt ab Sa., 27.4. wieder; es entstand um 1880.",
            ["2024-04-27", "1880-01-01/1880-12-31"],
        ),
        ("de", "Beginn: 29.3. Dann folgt Berlin.", ["2024-03-29"]),
        ("en", "AGREED ON 3 MAY; THE DEC IS AGAINST IT.", ["2024-05-03"]),
        (
            "en",
            "The goal of 2030 is out of reach (report of 3 June).",
            ["2030-01-01/2030-12-31", "2024-06-03"],
        ),
        ("it", "Svolta venerdì 26, dal 3.6 in vigore; costi dal 2.5% al 3.1%.", ["2024-04-26", "2024-06-03"]),
        ("fr", "Le ministre a promis vendredi 26 millions d'euros.", ["2024-05-10"]),
        ("de", "Wachstum im 1. Hj. 2023.", ["2023-01-01/2023-06-30"]),
        ("es", "En lo que va de año hubo 38 muertes.", ["2024-01-01/2024-12-31"]),
        (
            "de",
            "Gespräche im April und Mai 2019 scheiterten.",
            ["2019-04-01/2019-04-30", "2019-05-01/2019-05-31"],
        ),
    ],
)
def test_a_date_without_a_year_gets_one(language: str, text: str, days: list[str]) -> None:
    assert _days(text, language) == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Today the Secretary may march on; Theresa May said so, and Mrs May left."),
        ("en", "Shops are closed every Sunday, also on Black Friday."),
        ("en", "A total of 2000 people, nearly 1950 soldiers and 2,017 others came."),
        ("en", "See the communication JOIN(2023) 20."),
        ("en", "It was hot, with widespread 80s."),
        ("en", "The 1500-metre race took 3.30 minutes and 1-2 hours."),
        ("it", "Oggi nel mar Mediterraneo ci sono 2000 migranti e due set di dati."),
        ("fr", "Aujourd’hui, un robot roule sur Mars avec 1950 personnes."),
        ("de", "Hier an der Grenze marschieren heute 2000 Soldaten."),
        ("en", "It is open 24/7, and 2/3 of the families of 9/11 came."),
        ("es", "Hoy hay tormentas en el mar Caribe; unas 1950 personas esperan."),
        ("ja", "本日、2017人が集まり、3日間続いた。"),
        ("en", "The machines 1970i and 1984X were sold."),
    ],
)
def test_what_only_looks_like_a_date_is_left_out(language: str, text: str) -> None:
    assert _read(text, language) == []


def test_a_place_covers_the_words_of_the_date() -> None:
    text = "È accaduto il 1º\u00a0luglio\u00a02024, non in settembre."
    assert [words for words, _ in _read(text, "it")] == ["1º\u00a0luglio\u00a02024", "settembre"]


def test_yesterday_in_a_quotation_counts_from_the_newest_weekday() -> None:
    blocks = [
        FactBlock(id="1", text="The ship sank, the navy said on Tuesday."),
        FactBlock(id="2", text="“It was hit yesterday,” an officer said."),
    ]
    stated = of_type(read_periods(blocks, "en", DAY)[-1].stated, Period)
    assert stated.first == date(2024, 5, 13)
    assert (date(2024, 5, 15), date(2024, 5, 15)) in stated.alternatives


@pytest.mark.parametrize("text", ["Am Dienstag 27\u00a0ºC.", "Am Dienstag 27 % mehr."])
def test_a_number_with_a_unit_behind_a_weekday_is_no_day(text: str) -> None:
    assert [words for words, _ in _read(text, "de")] == ["Dienstag"]


def test_a_score_before_a_month_is_no_day() -> None:
    assert _read("la prima vittoria dopo il 4-1 di febbraio", "it") == [("febbraio", "2024-02-01/2024-02-29")]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_an_end_of_the_calendar_is_as_good_as_none(day: date) -> None:
    assert _days("Last week, on Monday, in May and in 2019 next decade.", "en", day) == [
        "2019-01-01/2019-12-31"
    ]


def test_the_language_of_a_block_counts() -> None:
    block = FactBlock(id="1", text="am 3. Mai 2019", language="de")
    assert [fact.start for fact in read_periods([block], "en", None)] == [3]


def _period(first: str, last: str = "", **others: object) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last or first), **others)  # type: ignore[arg-type]


MAY = _period("2019-05-01", "2019-05-31", grain="month")


@pytest.mark.parametrize(
    ("claim", "source", "result"),
    [
        (MAY, MAY, "equal"),
        (MAY, _period("2019-05-03"), "contained"),
        (_period("2019-05-03"), MAY, "different"),
        (_period("2019-05-03"), _period("2019-05-04"), "different"),
        (
            _period("2019-05-03"),
            _period("2019-05-10", alternatives=((date(2019, 5, 3), date(2019, 5, 3)),)),
            "equal",
        ),
        (
            _period("2015-01-01", "2018-12-31", grain="span"),
            _period("2015-01-01", "2017-12-31", grain="span"),
            "contained",
        ),
        (
            _period("2015-01-01", "2017-12-31", grain="span"),
            _period("2016-01-01", "2016-12-31", grain="year"),
            "different",
        ),
    ],
)
def test_a_claim_may_be_coarser_than_its_source(claim: Period, source: Period, result: str) -> None:
    assert compare_periods(claim, source) == result


def test_the_ends_of_a_range_are_equal_to_their_years() -> None:
    stated = read_periods([FactBlock(id="1", text="from 2015 to 2017")], "en", None)[0].stated
    assert isinstance(stated, Period)
    assert compare_periods(_period("2017-01-01", "2017-12-31"), stated) == "equal"
    assert compare_periods(_period("2015-01-01", "2018-12-31"), stated) != "equal"


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "Freitag, 10.5.: Treffen", ["2024-05-10", "2024-05-10"]),
        ("de", "Frist 29.3. beachten", ["2024-03-29"]),
        ("de", "Rat am 28./29.4. in Tallinn", ["2024-04-28/2024-04-29"]),
        ("de", "Reise vom 4. bis 6.5. nach Tallinn", ["2024-05-04/2024-05-06"]),
        ("de", "siehe Abschnitt 2.1. dazu", []),
        ("it", "missione del 4-6/5 a Tallinn", ["2024-05-04/2024-05-06"]),
        ("es", "la norma (11-IV) y la del 3-V-2019", ["2024-04-11", "2019-05-03"]),
        ("en", "3-May-19: agreement", ["2019-05-03"]),
        ("en", "in May last year", ["2023-05-01/2023-05-31"]),
        ("en", "a survey of 2014 – 17% agreed", ["2014-01-01/2014-12-31"]),
        ("fr", "Q1. Qui paie ?", []),
    ],
)
def test_a_date_is_read_as_notes_shorten_it(language: str, text: str, days: list[str]) -> None:
    assert _days(text, language) == days
