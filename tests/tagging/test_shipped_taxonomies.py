"""What ships is whole: every topic in twelve languages, no id twice, terms in dictionary form."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.resources import load_parts, taxonomy_files
from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.topics import Taxonomy
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import suggest_sections

LANGUAGES = {"en", "it", "fr", "de", "es", "pt", "ja", "zh", "ko", "ar", "ru", "uk"}


def matcher_of(taxonomy: Taxonomy, topic: str) -> Matcher:
    """Return a matcher for one topic of a taxonomy."""
    found = not_none(taxonomy.topic(topic))
    return Matcher(Taxonomy(topics=(found,)))


@pytest.fixture(scope="module")
def diplomacy(root: Path) -> Taxonomy:
    return load_parts(root / "resources" / "taxonomies" / "diplomacy")


def test_every_topic_has_names_and_terms_in_twelve_languages(diplomacy: Taxonomy) -> None:
    assert len(diplomacy.topics) >= 180
    for topic in diplomacy.topics:
        assert set(topic.names) == LANGUAGES, topic.id
        assert set(topic.terms) == LANGUAGES, topic.id
        assert all(topic.terms.values()), topic.id
    for group in diplomacy.groups:
        assert set(group.names) == LANGUAGES, group.id


def test_terms_are_in_dictionary_form_and_listed_once(diplomacy: Taxonomy) -> None:
    for topic in diplomacy.topics:
        assert topic.inflected, topic.id
        for language, terms in topic.terms.items():
            bare = [term.removeprefix("?") for term in terms]
            assert len(set(bare)) == len(bare), (topic.id, language, bare)
    every = [term for topic in diplomacy.topics for terms in topic.terms.values() for term in terms]
    # A few words whose other forms are other words say themselves which forms are meant.
    assert sum("*" in term for term in every) < len(every) / 500


@pytest.mark.parametrize("language", ["it", "fr"])
def test_numbers_with_a_comma_are_one_term(language: str, diplomacy: Taxonomy) -> None:
    matcher = matcher_of(diplomacy, "environment-pollution")
    assert "environment-pollution" in matcher.term_support("PM2,5", language)
    assert "environment-pollution" not in matcher.term_support("Parte 5", language)


def test_no_term_is_a_number_of_one_or_two_digits(diplomacy: Taxonomy) -> None:
    terms = {term for topic in diplomacy.topics for listed in topic.terms.values() for term in listed}
    assert [term for term in terms if re.fullmatch(r"\??\d{1,2} ?%?", term)] == []


def test_names_are_different_in_every_language(diplomacy: Taxonomy) -> None:
    for language in LANGUAGES:
        counts = Counter(topic.names[language] for topic in diplomacy.topics)
        assert [name for name, count in counts.items() if count > 1] == [], language


def test_names_have_the_apostrophe_of_print(root: Path, diplomacy: Taxonomy) -> None:
    other = load_parts(root / "resources" / "taxonomies" / "economic-security.yaml")
    names = [name for topic in (*diplomacy.topics, *other.topics) for name in topic.names.values()]
    assert "Institutions de l’Union européenne" in names
    assert [name for name in names if "'" in name] == []


def test_no_id_is_in_two_files_or_taxonomies(root: Path, diplomacy: Taxonomy) -> None:
    folder = root / "resources" / "taxonomies"
    other = load_parts(folder / "economic-security.yaml")
    assert not {topic.id for topic in diplomacy.topics} & {topic.id for topic in other.topics}
    assert not {group.id for group in diplomacy.groups} & {group.id for group in other.groups}
    lines = [
        line for file in taxonomy_files(folder / "diplomacy") for line in file.read_text("utf-8").splitlines()
    ]
    assert sum(line.startswith("- id: ") for line in lines) == len(diplomacy.topics)


def test_colours_bear_white_text(diplomacy: Taxonomy) -> None:
    assert min(contrast_ratio(topic.colour, "#ffffff") for topic in diplomacy.topics) >= 4.5


def test_a_part_of_a_taxonomy_is_a_taxonomy_itself(root: Path) -> None:
    parts = taxonomy_files(root / "resources" / "taxonomies" / "diplomacy")
    assert len(parts) > 3
    smallest = min(parts, key=lambda part: part.stat().st_size)
    assert load_parts(smallest).topics


@pytest.mark.parametrize(
    ("topic", "language", "term", "other"),
    [
        ("visas", "ru", "Нужны визы.", "Состоялся визит."),
        ("armed-forces", "uk", "Їдуть танки.", "Почалися танці."),
        ("criminal-trials", "ru", "Там сидят обвиняемые.", "Он обвиняет соседа."),
        ("protests", "pt", "Houve manifestações.", "Ela manifesta interesse."),
        ("protests", "de", "Die Niederschlagung begann.", "Der Niederschlag begann."),
        ("mediation", "en", "They asked a facilitator.", "They facilitate it."),
        ("policing", "en", "The officers said no.", "The office said no."),
        ("elections", "en", "She faced a challenger.", "It is a challenge."),
        ("prisons-penalties", "en", "An amnesty was granted.", "Amnesty International wrote a report."),
        ("egypt", "uk", "Прийшов копт.", "Зробили копії."),
        ("organised-crime", "it", "Pagano il pizzo.", "Mangiano la pizza."),
        ("vaccines-medicines", "es", "Hay que vacunar.", "Hay ganado vacuno."),
        ("digital-currencies", "es", "Invierten en cripto.", "Bajan a la cripta."),
        ("protests", "pt", "A manifestação acabou.", "Acabou a manifestação de interesse."),
        ("storms-floods", "it", "I danni sono enormi.", "Le canzoni danno gioia."),
        ("religion", "it", "È una setta.", "Erano sette nani."),
        ("government-formation", "es", "Van a nombrar a otro.", "No dijo su nombre."),
        ("culture", "it", "Canta il soprano.", "Sopra la panca."),
        ("fisheries", "pt", "Pescam camarão.", "A câmara votou."),
        ("chemical-biological-weapons", "ru", "Нашли зоман.", "Решает Дума."),
        ("autonomous-weapons", "uk", "Летів наземний дрон.", "Минув лютий."),
        ("nuclear-weapons", "ja", "核の持ち込みと核密約。", "原子力潜水艦が寄港した。"),
        ("iraq", "ar", "سافر إلى الموصل.", "تصدير أشباه الموصلات."),
        ("indo-pacific-strategy", "es", "Empieza el ejercicio naval Malabar.", "Es un ejercicio malabar."),
    ],
)
def test_words_that_look_like_forms_of_a_term_are_others(
    diplomacy: Taxonomy, topic: str, language: str, term: str, other: str
) -> None:
    matcher = matcher_of(diplomacy, topic)
    assert topic in matcher.term_support(term, language)
    assert topic not in matcher.term_support(other, language)


@pytest.mark.parametrize(
    ("topic", "language", "text"),
    [
        ("government-formation", "it", "Il piano di Palazzo Chigi per il caffè è pronto."),
        ("embassies", "ru", "Спецпосланник приехал в город."),
        ("water", "ja", "市は給水を始めた。"),
        ("financial-markets", "zh", "股东来到会场。"),
        ("official-visits", "uk", "Делегація прилетіла вранці."),
        ("treaties", "zh", "两家公司签署意向声明。"),
    ],
)
def test_an_ordinary_word_that_stands_alone_suggests_no_topic(
    diplomacy: Taxonomy, topic: str, language: str, text: str
) -> None:
    matcher = matcher_of(diplomacy, topic)
    assert topic in matcher.term_support(text, language)
    assert matcher.suggest(text, language) == ()


def test_measures_against_dumping_are_no_overcapacity(root: Path) -> None:
    economy = load_parts(root / "resources" / "taxonomies" / "economic-security.yaml")
    matcher = matcher_of(economy, "overcapacity")
    for language, dumping, duty in (
        ("zh", "低价倾销", "征收反倾销税"),
        ("ja", "ダンピング", "反ダンピング関税"),
    ):
        assert "overcapacity" in matcher.term_support(dumping, language)
        assert "overcapacity" not in matcher.term_support(duty, language)


def test_an_article_that_names_a_country_most_is_about_it_rather_than_its_relations(root: Path) -> None:
    folder = root / "resources" / "taxonomies"
    parts = [load_parts(folder / name) for name in ("economic-security.yaml", "diplomacy")]
    matcher = Matcher(Taxonomy(topics=tuple(topic for each in parts for topic in each.topics)))
    article = (root / "tests" / "data" / "tagging" / "graphite.txt").read_text("utf-8")
    found = [each.topic for each in matcher.suggest(article, "en")]
    assert found[:2] == ["critical-raw-materials", "china"]
    assert "us-china" not in found, "the article names the United States once"
    # Other topics with many more words leave the country its place.
    subjects = (
        "ransomware attacks, the malware and the phishing",
        "cholera outbreaks, the measles and the quarantine",
        "opinion polls, the ballot boxes and the voters",
        "seismologists, the earthquakes and the aftershocks",
        "asylum seekers, the asylum procedures and the deportations",
        "extraditions, the arrest warrants and the life sentences",
    )
    longer = article + "".join(f"The {each} were discussed. Nobody forgot the {each}.\n" for each in subjects)
    assert {"china", "epidemics", "elections"} < {each.topic for each in matcher.suggest(longer, "en")}


@pytest.mark.parametrize(
    ("topic", "language", "text"),
    [
        ("russia-domestic", "it", "Michail Mišustin"),
        ("russia-domestic", "fr", "Mikhaïl Michoustine"),
        ("belarus", "it", "Svetlana Tikhanovskaya"),
        ("belarus", "fr", "Svetlana Tikhanovskaïa"),
        ("armenia-azerbaijan", "fr", "Nikol Pachinian"),
        ("sudan-south-sudan", "fr", "Port-Soudan"),
    ],
)
def test_names_are_found_as_each_language_writes_them(
    diplomacy: Taxonomy, topic: str, language: str, text: str
) -> None:
    assert topic in matcher_of(diplomacy, topic).term_support(text, language)


FIGURES_OF_SPEECH = [
    (
        "en",
        "ceasefires-peace-talks",
        (
            "A truce was announced between the two families next door, and the truce lasted until the barbecue on Sunday, "
            "when somebody parked in front of the wrong garage and the old quarrel about the hedge came back."
        ),
    ),
    (
        "es",
        "treaties",
        (
            "Mi suegra y yo hemos firmado un tratado sobre la paella: ella gobierna el arroz, yo administro el fuego y "
            "nadie cruza la frontera del fogón. La cumbre anual es en agosto. Mi marido actúa de observador y se come "
            "las pruebas."
        ),
    ),
    (
        "pt",
        "borders",
        (
            "Um casal divide a casa ao meio com fita adesiva e nasce um conflito fronteiriço por causa do frigorífico. "
            "A encenação trata cada passagem como um posto de controlo, com carimbos e tudo. Falta ritmo à segunda "
            "parte, mas a cena da rendição vale o bilhete."
        ),
    ),
    (
        "de",
        "defence-industry",
        (
            "Panzerwelse sind friedliche Bodenfische und brauchen Gesellschaft, mindestens sechs Tiere. Der Sand soll "
            "fein sein, damit sie ihre Barteln nicht verletzen. Gefüttert wird abends mit Tabletten und gefrorenen "
            "Mückenlarven. Wasserwechsel alle zwei Wochen, ein Drittel genügt."
        ),
    ),
    (
        "ru",
        "ceasefires-peace-talks",
        (
            "Рыбы: пора заключить перемирие с начальством и пересмотреть семейный бюджет. Юпитер обещает поддержку "
            "близких, но не спорьте по пустякам. В четверг возможна дальняя поездка. Здоровье потребует отдыха, а "
            "кошелёк терпения."
        ),
    ),
]


@pytest.mark.parametrize(("language", "topic", "text"), FIGURES_OF_SPEECH)
def test_a_word_or_two_of_many_topics_are_no_sign_that_a_section_is_on_public_affairs(
    diplomacy: Taxonomy, language: str, topic: str, text: str
) -> None:
    assert Matcher(diplomacy).suggest(text, language) == ()
    # A list of one topic says nothing of public affairs as a whole.
    assert [found.topic for found in matcher_of(diplomacy, topic).suggest(text, language)] == [topic]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            (
                "UNIFIL drawdown: contributors asked to state by Friday how many will stay after 31 December. Blue Line "
                "patrols to be handed over sector by sector."
            ),
            "lebanon",
        ),
        (
            (
                "Polls closed at nine in Chișinău. Long queues abroad, three bomb hoaxes in consulates, and a flood of "
                "fake clips. ODIHR will speak tomorrow at two."
            ),
            "moldova",
        ),
        (
            (
                "A ceasefire, he said. That word was on everyone's lips last night: a ceasefire at last. When it began, "
                "people came out and walked along the river as they had not done for months; but how long would the "
                "ceasefire hold, nobody could tell."
            ),
            "ceasefires-peace-talks",
        ),
        (
            (
                "The truce was over by evening, and nobody knew who had broken it. A ceasefire, people said in the queue "
                "at the bakery, had never lasted longer than a week here, and so they bought what they could carry."
            ),
            "ceasefires-peace-talks",
        ),
        (
            (
                "Fed trims rates by a quarter point, and hiring slows. Two governors wanted to wait; the chair said that "
                "services were still growing dearer too fast for any promise about what comes in the spring."
            ),
            "monetary-policy",
        ),
        (
            (
                "The hurricane had been expected for days. When it came ashore, survivors sat in the yard, wrapped in "
                "curtains, and a boy told me how the hurricane had sounded: like a train that would not pass."
            ),
            "storms-floods",
        ),
        (
            (
                "From Monday on, holders of an ordinary passport may stay for thirty days under the visa waiver. Work is "
                "excluded. The consular section goes on with what was handed in before, and nothing is paid back."
            ),
            "consular-services",
        ),
    ],
)
def test_names_and_several_terms_tell_a_short_section_on_public_affairs(
    diplomacy: Taxonomy, text: str, topic: str
) -> None:
    assert topic in {found.topic for found in Matcher(diplomacy).suggest(text, "en")}


def test_terms_of_the_sections_near_it_show_what_a_section_with_one_term_is_on(diplomacy: Taxonomy) -> None:
    alone = (
        "By the evening the truce was over. People who had gone out to buy bread ran home, the lights in the houses "
        "went off one after the other, and the street was as empty as it had been for the whole of the week before."
    )
    near = "The ceasefire between Israel and Hezbollah was broken by air strikes on Beirut, UNIFIL said."
    matcher = Matcher(diplomacy)
    assert matcher.suggest(alone, "en") == ()
    *_, found = suggest_sections(matcher, [near, near, alone], "en")
    assert "ceasefires-peace-talks" in {each.topic for each in found}


def test_less_is_no_form_of_monk_in_french(diplomacy: Taxonomy) -> None:
    religion = matcher_of(diplomacy, "religion")
    assert religion.suggest("La pluie est moins forte, le vent moins vif, la nuit moins longue.", "fr") == ()
    assert religion.suggest("Un moine a reçu les autres moines au monastère.", "fr") != ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "Rassegna stampa. Questa rassegna stampa è curata dall'ambasciata. Il giornale scrive delle pensioni.",
        ),
        ("fr", "La revue de la presse du jour, d'après un quotidien, parle des retraites."),
        (
            "es",
            "Revista de prensa. Esta revista de prensa es de la embajada. El periódico habla de las pensiones.",
        ),
        ("pt", "Resenha de imprensa: o jornal fala das pensões e da reforma."),
        ("ko", "언론 보도 요약. 신문은 연금을 다뤘다."),
        ("ar", "جولة الصحافة. أعدت السفارة جولة الصحافة هذه. كتبت صحيفة عن المعاشات."),
    ],
)
def test_a_press_review_is_not_on_the_freedom_of_the_press(
    diplomacy: Taxonomy, language: str, text: str
) -> None:
    matcher = Matcher(diplomacy)
    assert "press-freedom" not in {found.topic for found in matcher.suggest(text, language)}
    words = not_none(diplomacy.topic("press-freedom")).terms[language][0].removeprefix("?")
    assert "press-freedom" in {
        found.topic for found in matcher.suggest(f"{text} {words}. {words}.", language)
    }


@pytest.mark.parametrize(
    ("language", "other", "meant"),
    [
        ("en", "The submarine cables were laid by an army of volunteers.", "Two submarines and the army."),
        ("it", "I cavi sottomarini, e i segretari generali ne parlano.", "Due sottomarini e i generali."),
        ("fr", "Les câbles sous-marins et les réserves marines.", "Deux sous-marins de la marine."),
        ("de", "Die Generalkonsulate und die Generalversammlung.", "Die Generale und die Armee."),
        ("es", "Los cables submarinos y las elecciones generales.", "Dos submarinos y los generales."),
        ("pt", "Os cabos submarinos e as marinhas mercantes.", "Dois submarinos e a marinha."),
        ("ja", "二軍の選手と救世軍。", "軍と部隊。"),
        ("zh", "行业老兵和职场老兵开着坦克300。", "老兵和坦克。"),
        ("ko", "부대찌개와 부대비용.", "부대와 병력."),
        ("ar", "كابلات بحرية وجيوش من المتطوعين", "قوات البحرية والجيش"),
        ("ru", "В торговом флоте и с армией болельщиков.", "Во флоте и с армией."),
        ("uk", "У торговельному флоті та з армією вболівальників.", "У флоті та з армією."),
    ],
)
def test_phrases_with_the_words_of_armies_are_no_armed_forces(
    diplomacy: Taxonomy, language: str, other: str, meant: str
) -> None:
    matcher = matcher_of(diplomacy, "armed-forces")
    assert matcher.term_support(other, language) == {}
    assert "armed-forces" in matcher.term_support(meant, language)


def test_the_sultanate_is_not_the_capital_that_is_written_like_it_in_arabic(diplomacy: Taxonomy) -> None:
    talks = "وصل الوزير إلى سلطنة عمان لإجراء مباحثات ثنائية مع السلطان هيثم حول خليج عمان."
    capital = "وصل الوزير إلى العاصمة الأردنية عمان لإجراء مباحثات ثنائية مع الملك عبد الله الثاني."
    jordan, gulf = matcher_of(diplomacy, "jordan"), matcher_of(diplomacy, "gulf-states")
    assert [bool(each.suggest(talks, "ar")) for each in (jordan, gulf)] == [False, True]
    assert [bool(each.suggest(capital, "ar")) for each in (jordan, gulf)] == [True, False]


@pytest.mark.parametrize(
    ("language", "grain", "barges"),
    [
        (
            "en",
            "Wheat exports fell, and the price of bread subsidies rose.",
            "Barges wait before the river port.",
        ),
        ("it", "Il prezzo del grano sale, e con esso il prezzo del pane.", "Le chiatte e i porti fluviali."),
        ("fr", "Le prix du blé monte, et avec lui le prix du pain.", "Les péniches et les ports fluviaux."),
        ("de", "Der Weizenpreis steigt, und mit ihm der Brotpreis.", "Die Lastkähne und die Binnenhäfen."),
        (
            "es",
            "Sube el precio del trigo y también el precio del pan.",
            "Las barcazas y los puertos fluviales.",
        ),
        ("pt", "Sobe o preço do trigo e também o preço do pão.", "As barcaças e os portos fluviais."),
        ("ja", "小麦の輸出が減り、パンの価格が上がった。", "内陸水運とコンテナターミナル。"),
        ("zh", "小麦出口减少，面包价格上涨。", "驳船和内河港停运。"),
        ("ko", "밀 수출이 줄고 빵값이 올랐다.", "바지선과 항만공사."),
        ("ar", "تراجعت صادرات القمح وارتفعت أسعار الخبز", "الملاحة النهرية وموانئ الحاويات في ميناء نهري"),
        ("ru", "Экспорт пшеницы упал, а цены на хлеб выросли.", "Баржи и речные порты, речное судоходство."),
        (
            "uk",
            "Експорт пшениці впав, а ціни на хліб зросли.",
            "Баржі та річкові порти, річкове судноплавство.",
        ),
    ],
)
def test_grain_is_food_and_barges_are_transport(
    diplomacy: Taxonomy, language: str, grain: str, barges: str
) -> None:
    for topic, text in (("food-security", grain), ("transport", barges)):
        assert topic in {found.topic for found in matcher_of(diplomacy, topic).suggest(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "is_policy"),
    [
        ("en", "Hydrogen ions are protons that had their electrons stripped off them.", False),
        ("it", "Lo ione di idrogeno è un protone al quale è stato tolto il suo elettrone.", False),
        ("fr", "L'atome d'hydrogène se compose d'un proton et d'un électron.", False),
        ("de", "Ein Wasserstoffatom besteht aus einem Proton und einem Elektron.", False),
        ("en", "Ministers agreed on the first imports of green hydrogen by ship.", True),
        ("de", "Das Kabinett beschloss die neue Wasserstoffstrategie.", True),
        ("fr", "Le gouvernement relance la filière hydrogène par des aides de deux milliards.", True),
    ],
)
def test_hydrogen_is_a_clean_technology_in_company(
    root: Path, language: str, text: str, *, is_policy: bool
) -> None:
    matcher = Matcher(load_parts(root / "resources" / "taxonomies" / "economic-security.yaml"))
    assert ("clean-tech" in {each.topic for each in matcher.suggest(text, language)}) == is_policy


@pytest.mark.parametrize(
    ("topic", "language", "text"),
    [
        ("companies", "es", "El director ejecutivo dijo ayer que volverá a tocar el piano."),
        ("companies", "fr", "Le PDG a fêté son anniversaire avec ses voisins."),
        ("companies", "ja", "最高経営責任者は週末に山へ登った。"),
        ("climate-policy", "it", "Le piante assorbono anidride carbonica e liberano ossigeno."),
        ("science-cooperation", "fr", "Le vieux télescope se trouve au grenier."),
        ("recognition-of-states", "fr", "La Déclaration d'indépendance est exposée dans une vitrine."),
        ("accidents", "es", "La estrella de la película y otras estrellas llegaron tarde."),
    ],
)
def test_words_that_stand_in_texts_on_any_subject_suggest_no_topic_alone(
    diplomacy: Taxonomy, topic: str, language: str, text: str
) -> None:
    assert matcher_of(diplomacy, topic).suggest(text, language) == ()
