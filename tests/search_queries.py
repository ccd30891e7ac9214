"""Articles in twelve languages, and queries with the articles that they must find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.text import Paragraph, Span

# Each row: name, language, title, text, authors, publication, date.
_ROWS: tuple[tuple[str, str, str, str, tuple[str, ...], str, str], ...] = (
    ("en1", "en", "Chip rules", "The policies on semiconductors changed. The U.S.A. wants de-risking, not decoupling.",
     ("Anna Müller",), "The Meridian Review", "2024-01-15"),
    ("en2", "en", "Trade talks", "Negotiators studied the tariff. A G.7 meeting on cyber-security may be held in co-operation.",
     ("John Smith", "Zoë O’Neill"), "Harbour Daily", "2024-03-02"),
    ("en3", "en", "Fisheries", "Fishermen sold their catches at the harbour. Cities pay subsidies.",
     (), "Harbour Daily", "2025-05-05"),
    ("en4", "en-US", "Missile", "A nonproliferation treaty limits warheads; inspectors report derisking of stockpiles.",
     ("Jane Roe",), "The Meridian Review", "2023-11-30"),
    ("it1", "it", "Semiconduttori", "I semiconduttori e l'accordo con il Giappone: la città paga i dazi. De risking per tutti.",
     ("Giulia Bianchi",), "Corriere del Porto", "2024-02-10"),
    ("it2", "it", "Vertice", "Gli ambasciatori hanno negoziato le sanzioni. Perché la perdita è importante?",
     ("Marco Rossi",), "Corriere del Porto", "2024-06-30"),
    ("it3", "it", "Importazioni", "L'importazione di gas naturale e le centrali elettriche. Un libro bianco.",
     ("Marco Rossini",), "La Gazzetta", "2024-07-01"),
    ("fr1", "fr", "Puces", "Les puces électroniques et les chevaux de Troie : négociée hier, la trêve est signée à l’aube.",
     ("Éloïse Dupré",), "Le Phare", "2024-04-04"),
    ("fr2", "fr", "Élections", "Les élections législatives ont été reportées. Des pourparlers franco-allemands, un porte-avions.",
     (), "Le Phare", "2023-04-04"),
    ("fr3", "fr", "Énergie", "Les centrales nucléaires et l'accord énergétique national. Le cœur du réacteur.",
     ("Jean Valjean",), "La Gazette", "2022-12-31"),
    ("de1", "de", "Fabrik", "Die Halbleiterfabrik in München erhält Fördermittel. Die Häuser der Stadt Köln.",
     ("Jörg Weiß",), "Hafenblatt", "2024-05-20"),
    ("de2", "de", "Zölle", "Strafzölle auf Elektroautos: Die Verhandlungen über Verträge dauern. Maßnahmen folgen.",
     ("Käthe Groß",), "Hafenblatt", "2024-08-08"),
    ("de3", "de", "Gipfel", "Das Bundesverfassungsgericht prüft die Energiepreisbremse. Die U-Boote liegen vor Kiel.",
     (), "Der Leuchtturm", "2021-01-01"),
    ("es1", "es", "Acuerdo", "Las negociaciones sobre los semiconductores y la pesca. Las elecciones en España.",
     ("José Núñez",), "El Faro", "2024-09-09"),
    ("es2", "es", "Sanciones", "El ministro anunció sanciones económicas; los niños y las mujeres migrantes. EE.UU. responde.",
     (), "El Faro", "2024-10-10"),
    ("pt1", "pt", "Exportação", "As exportações e as negociações comerciais com os países vizinhos. A ação penal.",
     ("João Simões",), "O Farol", "2024-11-11"),
    ("pt2", "pt", "Eleições", "Os cidadãos elegeram os vereadores; a inflação e os pães. Alemães visitam Lisboa.",
     (), "O Farol", "2024-12-12"),
    ("ja1", "ja", "半導体", "外務省は半導体のサプライ・チェーン強化について発表した。経済安全保障。",
     ("山田太郎",), "港新聞", "2024-01-20"),
    ("ja2", "ja", "ﾊﾟﾅｿﾆｯｸ", "ﾊﾟﾅｿﾆｯｸは電気自動車の電池工場を建設する。ＥＵと協力。",
     (), "港新聞", "2023-02-02"),
    ("ja3", "ja", "日本外交", "日本と東南アジア諸国連合の首脳会議。データセンターとエネルギー。",
     ("佐藤花子",), "灯台", "2025-01-01"),
    ("zh1", "zh", "芯片", "美国限制向中国出口半导体设备,台湾企业受影响。",
     (), "海港日报", "2024-02-02"),
    ("zh2", "zh-Hant", "臺灣", "臺灣與歐盟舉行經濟對話,討論供應鏈與國際貿易。",
     ("陳大文",), "燈塔報", "2024-03-03"),
    ("zh3", "zh", "外交部", "外交部发言人谈俄罗斯与乌克兰谈判。",
     (), "海港日报", "2022-03-03"),
    ("ko1", "ko", "반도체", "반도체 산업의 공급망 위기와 정부의 대책을 발표했다.",
     ("김철수",), "항구신문", "2024-04-01"),
    ("ko2", "ko", "북한", "북한은미사일을 발사했다. 한미일 정상회담에서 논의했다.",
     (), "항구신문", "2024-05-01"),
    ("ar1", "ar", "مفاوضات", "بدأت المفاوضات بين إيران وأوروبا حول العقوبات. وصل الوزير إلى القاهرة.",
     ("أحمد علي",), "المنارة", "2024-06-06"),
    ("ar2", "ar", "الانتخابات", "وبالانتخابات المقبلة تهتم الحكومة، وللاقتصاد ٢٠٢٤ مكانة. مكتبة المدينة.",
     (), "المنارة", "2024-07-07"),
    ("ru1", "ru", "Санкции", "Новые санкции против банков. Переговоры о полупроводниках продолжаются в Ёлкино.",
     ("Иван Петров",), "Маяк", "2024-08-01"),
    ("ru2", "ru", "Выборы", "На выборах победили кандидаты оппозиции; посольство опубликовало заявление.",
     (), "Маяк", "2024-09-01"),
    ("uk1", "uk", "Санкції", "Переговори в Києві про санкції; посольство подякувало. Мережі електропостачання відновлено.",
     ("Олена Шевченко",), "Світло", "2024-10-02"),
    ("de4", "de", "Marine", "Ein U-Boot der Marine tauchte vor Rügen auf. Das Gas-Projekt der EU-Kommission ruht.",
     ("Jürgen Köhler",), "Ostseebote", "2020-02-02"),
    ("en5", "en", "Air strikes", "Two air-strikes hit the depot, and an air-defence battery answered.",
     ("Dmitri Ivanov",), "Baltic Observer", "2024-06-01"),
    ("it4", "it", "Voto", "I social-democratici votano contro il decreto dopo i black-out di gennaio.",
     ("Irina Sokolova",), "Il Molo", "2020-03-01"),
    ("fr4", "fr", "Sous-marins", "Les sous-marins quittent Brest. Le vice-président reçoit la presse.",
     ("Youri Tchernenko",), "La Vigie", "2020-03-02"),
    ("el1", "el", "Ενέργεια", "Η συμφωνία για το φυσικό αέριο υπογράφηκε στην Αθήνα, είπε ο Μητσοτάκης.",
     ("Γιώργος Παπαδόπουλος",), "Το Βήμα", "2020-03-03"),
    ("ru3", "ru", "Подлодка", "Подводная лодка вышла из порта; Зеленский и Лавров молчат.",
     ("Дмитрий Щербаков", "Юлия Хрущёва"), "Северный вестник", "2020-04-04"),
    ("uk2", "uk", "Київ", "Київ приймає послів. Харків і Львів чекають на допомогу.",
     ("Сергій Жадан",), "Вечір", "2020-05-05"),
    ("ar3", "ar", "الكهرباء", "انقطعت الكهرباء عن الأحياء الجنوبية.",
     ("محمد حسين",), "النهر", "2020-06-06"),
    ("ar4", "ar", "سيارات", "تصنع الشركة سيارات كهربائية رخيصة.",
     (), "النهر", "2020-06-07"),
    ("ar5", "ar", "قطار", "يعمل القطار وبالكهرباء يضاء، وللمفاوضات مقاعد فيه.",
     (), "النهر", "2020-06-08"),
    ("en6", "en", "Refugees", "Camps hold 1,050,619 refugees in 40000 tents; aid of £11million came.",
     (), "Baltic Observer", "2024-06-15"),
    ("it5", "it", "Grano", "Il raccolto è di 1.050.619,3 tonnellate, il 3,5 per cento in meno; 40.000 navi.",
     (), "Il Molo", "2020-07-01"),
    ("fr5", "fr", "Blé", "La récolte atteint 1\u202f050\u202f619 tonnes, dit le G\u00a020 ; 35 cargos et 11 millions.",
     (), "La Vigie", "2020-07-02"),
    ("ar6", "ar", "قمح", "بلغ المحصول ١٬٠٥٠٬٦١٩ طنا.",
     (), "النهر", "2020-07-03"),
    ("en7", "en-IN", "Wheat", "The crop reached 10,50,619 tonnes on 2750830 farms.",
     (), "Baltic Observer", "2024-06-16"),
    ("en8", "en", "Budgets", "Harmonisation of labour programmes costs 14% more; the organization cancelled 5 400 centres.",
     (), "Baltic Observer", "2024-06-17"),
    ("fr6", "fr", "Réfugiés", "Le ministre al-Moualem cite 14 villes sur 140.",
     (), "La Vigie", "2020-07-04"),
)  # fmt: skip

QUERIES: tuple[tuple[str, str], ...] = (
    # English
    ("policy ", "en1"), ("semiconductor ", "en1 es1"), ("derisking ", "en1 en4 it1"), ("de-risking ", "en1 en4 it1"),
    ("de risking ", "en1 en4 it1"), ("USA ", "en1"), ("U.S.A. ", "en1"), ("G7 ", "en2"), ("G-7 ", "en2"), ("tariffs ", "en2"),
    ("studies ", "en2"), ("cybersecurity ", "en2"), ("cyber security ", "en2"), ("cooperation ", "en2"), ("maybe ", ""),
    ("non-proliferation ", "en4"), ("subsidy ", "en3"), ("city ", "en3"), ("fisherman's ", ""), ('"policies on"', "en1"),
    ('"policy on"', ""), ("harb", "en2 en3"), ("subsidees ", "en3"), ("inspector treaty ", "en4"), ("meetings ", "en2"),
    # Italian
    ("semiconduttore ", "it1"), ("SEMICONDUTTORI ", "it1"), ("accordi ", "it1 fr3"), ("citta ", "it1"), ("dazio ", "it1"),
    ("ambasciatore ", "it2"), ("sanzione ", "it2"), ("perche ", "it2"), ("importazioni ", "it3"), ("importanti ", "it2"),
    ("centrale ", "it3 fr3"), ("libri bianchi ", "it3"), ("negoziati ", "it2"),
    # French
    ("puce ", "fr1"), ("cheval ", "fr1"), ("negocie ", "fr1"), ("élection ", "fr2"), ("elections ", "fr2"), ("législative ", "fr2"),
    ("franco allemand ", "fr2"), ("porteavions ", "fr2"), ("nucléaire ", "fr3"), ("énergétiques ", "fr3"), ("coeur ", "fr3"),
    ("nationaux ", "fr3"),
    # German
    ("Halbleiter ", "de1"), ("Fabrik ", "de1"), ("Fabriken ", "de1"), ("Muenchen ", "de1"), ("Munchen ", "de1"), ("Haus ", "de1"),
    ("Koeln ", "de1"), ("Zoll ", "de2"), ("Strafzoll ", "de2"), ("Verhandlung ", "de2"), ("Vertrag ", "de2"), ("Massnahme ", "de2"),
    ("Elektroauto ", "de2"), ("Gericht ", "de3"), ("Energiepreis ", "de3"), ("UBoote ", "de3 de4"),
    # Spanish
    ("negociación ", "es1"), ("negociacion ", "es1"), ("elección ", "es1"), ("sanción ", "es2"), ("económica ", "es2"), ("niño ", "es2"),
    ("mujer ", "es2"), ("EEUU ", "es2"), ("espana ", "es1"),
    # Portuguese
    ("exportação ", "pt1"), ("exportacoes ", "pt1"), ("negociação ", "pt1"), ("negociacao ", "pt1"), ("país ", "pt1"),
    ("eleição ", "pt2"), ("cidadão ", "pt2"),
    # Japanese
    ("半導体", "ja1 zh1"), ("サプライチェーン", "ja1"), ("パナソニック", "ja2"), ("EU 電池", "ja2"), ("東南アジア", "ja3"), ("データ・センター", "ja3"),
    ("省", "ja1"),
    # Chinese
    ("半導體", "ja1 zh1"), ("台湾", "zh1 zh2"), ("臺灣", "zh1 zh2"), ("供应链", "zh2"), ("经济 国际", "zh2"), ("談判", "zh3"), ("美國", "zh1"),
    # Korean
    ("반도체산업", "ko1"), ("공급망", "ko1"), ("미사일", "ko2"), ("정상 회담", "ko2"),
    # Arabic
    ("مفاوضات ", "ar1 ar5"), ("والمفاوضات ", "ar1 ar5"), ("عقوبات ", "ar1"), ("ايران ", "ar1"), ("اوروبا ", "ar1"), ("وزير ", "ar1"),
    ("انتخابات ", "ar2"), ("اقتصاد ", "ar2"), ("2024 الحكومه ", "ar2"), ("مكتبه ", "ar2"),
    # Russian
    ("санкций ", "ru1 uk1"), ("банк ", "ru1"), ("переговорах ", "ru1 uk1"), ("полупроводник ", "ru1"), ("елкино ", "ru1"), ("выборы ", "ru2"),
    ("кандидат ", "ru2"), ("посольства ", "ru2 uk1"),
    # The query language
    ("puces OR Fabrik ", "fr1 de1"), ("(puce OR Halbleiter) -trêve ", "de1"), ("author:muller", "en1"), ("autore:rossi", "it2 it3"),
    ('author:"marco rossi"', "it2 it3"), ("outlet:faro", "es1 es2 pt1 pt2"), ("testata:faro -author:núñez", "es2 pt1 pt2"),
    ("title:semiconduttore", "it1"), ("language:ja date:2024..", "ja1 ja3"), ("language:english before:2024", "en4"),
    ("date:2024-01..2024-02 semiconduttori OR date:2024-01..2024-02 language:zh", "it1 zh1"), ("after:2024-12", "en3 ja3"),
    ("author:(smith OR roe) ", "en2 en4"), ("de-risking -language:it ", "en1 en4"), ("NOT language:en harb", ""),
    ("outlet:phare date:2023", "fr2"), ("semicondutori ", "it1"), ("topic:semiconductors", "en1 ja1"), ("topic:halbleiter language:ja", "ja1"),
    ("-author:a outlet:gazz", "it3"), ("autor:jorg", "de1"), ("author:山田", "ja1"), ("title:臺灣", "zh2"), ("tarif* ", "en2"),
    # As officers type: elided articles, quotation marks of their languages, spaces after a colon, half words
    ("dell’accordo ", "it1"), ("l'élection ", "fr2"), ("d’accordi ", "it1 fr3"), ("«de-risking» ", "en1 it1"), ("„Fördermittel“", "de1"),
    ("「経済安全保障」", "ja1"), ("Author: Smith", "en2"), ("inspectors AND treaty ", "en4"), ("tariff & negotiators ", "en2"), ("date:15.01.2024", "en1"),
    ("Bundesverf", "de3"), ("полупроводн", "ru1"), ("EE. UU. ", "es2"), ("author:陈大文", "zh2"), ("author:احمد", "ar1"), ("Energiepreisbremsen ", "de3"),
    # Ukrainian
    ("переговорів ", "uk1"), ("електропостачанням ", "uk1"), ("author:шевченко", "uk1"), ("санкції ", "uk1"),
    # Names in other scripts, as their writers spell them in Latin letters, and the other way round
    ("author:Petrov", "ru1"), ("author:Petrow", "ru1"), ('author:"Ivan Petrov"', "ru1"), ("autore:petr", "ru1"),
    ("author:Shcherbakov", "ru3"), ("autor:Schtscherbakow", "ru3"), ("auteur:Chtcherbakov", "ru3"),
    ("author:Khrushcheva", "ru3"), ("autor:Chruschtschowa", "ru3"), ("author:shevchenko", "uk1"), ("auteur:Chevtchenko", "uk1"),
    ("author:Zhadan", "uk2"), ("author:Иванов", "en5"), ("author:соколова", "it4"), ("author:Юрий", "fr4"),
    ("author:Lavrov", ""), ("outlet:mayak", "ru1 ru2"), ('outlet:"Severny vestnik"', "ru3"),
    ("author:Papadopoulos", "el1"), ("author:giorgos", "el1"), ("Mitsotakis ", "el1"), ("outlet:vima", "el1"),
    ("author:Παπαδόπουλος", "el1"), ("Zelensky ", "ru3"), ("-author:petrov outlet:маяк", "ru2"),
    # Names of fields that users may expect
    ("giornale:corriere", "it1 it2"), ("rivista:gazzetta", "it3"), ("fonte:corriere", "it1 it2"), ("titolo:vertice", "it2"),
    ("journal:phare", "fr1 fr2"), ("titre:puces", "fr1"), ("auteur:dupre", "fr1"), ("Zeitung:hafenblatt", "de1 de2"),
    ("Quelle:leucht", "de3"), ("Titel:fabrik", "de1"), ("Autor:weiss", "de1"), ("newspaper:meridian", "en1 en4"),
    # Other forms of words in parts
    ("U-Boot ", "de3 de4"), ("U-Boote ", "de3 de4"), ("Uboot ", "de3 de4"), ("Gasprojekte ", "de4"), ("Gas-Projekte ", "de4"),
    ("air-strike ", "en5"), ("airstrike ", "en5"), ("social-democratico ", "it4"), ("sous-marin ", "fr4"), ("sousmarin ", "fr4"),
    # Ukrainian cities, whose vowel changes
    ("київ ", "uk1 uk2"), ("Києві ", "uk1 uk2"), ("Києва ", "uk1 uk2"), ("Харкова ", "uk2"), ("Львові ", "uk2"),
    # Half a word of Arabic, with an article or without
    ("الكهر*", "ar3 ar4 ar5"), ("كهر*", "ar3 ar4 ar5"), ("الكهربا", "ar3 ar4 ar5"), ("المفاو*", "ar1 ar5"), ("مفاوض", "ar1 ar5"),
    # Numbers with and without separators and units
    ("1050619 ", "en6 it5 fr5 ar6 en7"), ("1,050,619 ", "en6 it5 fr5 ar6 en7"), ("1.050.619,3", "it5"), ("1050619,3 ", "it5"),
    ("10,50,619 ", "en6 it5 fr5 ar6 en7"), ("١٠٥٠٦١٩ ", "en6 it5 fr5 ar6 en7"), ("40000 ", "en6 it5"), ("40.000 ", "en6 it5"),
    ("40 000 ", "en6 it5"), ("2 750 830", "en7"), ("crop 2 750 830 ", "en7"), ("3.5 ", "it5"), ("35 ", "fr5"), ("£11million ", "en6"), ("11 million ", "en6 fr5"),
    ("G20 ", "fr5"), ("G-20 ", "fr5"), ("language:fr 10506", ""),
    # A number is neither the beginning nor the end of a longer one
    ("1050", ""), ("1050 ", ""), ("619 ", ""), ("14", "en8 fr6"), ("14* ", "en8 fr6"), ("140 ", "fr6"), ("5400 ", "en8"), ("5,400 ", "en8"),
    ('"1 050 619"', "en6 it5 fr5 ar6 en7"), ('"1,050,619 refugees"', "en6"),
    # Per cent signs and words
    ("14 %", "en8"), ("14% ", "en8"), ("14 percent ", "en8"), ("14 per cent budgets ", "en8"), ("14 pour cent", "en8"), ("14 Prozent ", "en8"),
    ("٣٫٥٪", "it5"), ("3,5 % grano", "it5"), ("3.5 процента ", "it5"), ('"14 %"', "en8"), ("140 % ", "fr6"),
    # British and American spelling
    ("harmonization ", "en8"), ("organisations ", "en8"), ("labor ", "en8"), ("program ", "en8"), ("canceled ", "en8"), ("center ", "en8"),
    # Dates with the name of the month, in quotes or not
    ("date:15 June 2024", "en6"), ('date:"16. Juni 2024"', "en7"), ("date:June 17, 2024 14 ", "en8"), ("dal:15 giugno 2024 fino:16 giugno 2024", "en6 en7"),
    ("date:juillet 2020 blé", "fr5"), ("date:2020年7月1日", "it5"), ("date:1 июля 2020..2 июля 2020", "it5 fr5"), ("date:٣ يوليو ٢٠٢٠", "ar6"),
    ('"l’accordo con il Giappone"', "it1"), ('"dell’accordo con il Giappone"', "it1"), ('"sull’accordo di ieri"', ""),
    # What nothing has: another transliteration, two parts of a compound
    ("Muallim", "fr6"), ("Vertragsverhandlung ", "de2"),
)  # fmt: skip
"""Queries with the names of the articles that they find, in any order; none where nothing is to be found."""

TAGGED = ("en1", "ja1")
"""The articles that have the topic of semiconductors."""


def articles() -> dict[str, ImportedArticle]:
    """Return the articles by their names."""
    return {row[0]: _article(row) for row in _ROWS}


def _article(row: tuple[str, str, str, str, tuple[str, ...], str, str]) -> ImportedArticle:
    name, language, title, text, authors, publication, day = row
    data = text.encode()
    digest = sha256(data).hexdigest()
    metadata = Metadata(title=title, language=language, authors=authors, publication=publication)
    article = Article(
        id=f"a{digest[:16]}",
        metadata=replace(metadata, published=date.fromisoformat(day)),
        blocks=(Paragraph(id="p1", content=(Span(text),)),),
        original=Original(sha256=digest, media_type="text/plain", name=f"{name}.txt", size=len(data)),
    )
    return ImportedArticle(article=article, notices=(), data=data, path=Path(f"{name}.txt"))
