"""Articles and copies of them in eight languages, each signed as outlets sign their texts: sections of the labelled news.

The sign-offs are our own. The articles are sections and whole documents of `corpora/tagging`; half of the documents are
kept aside from tuning. Some articles quote the same official statement, and newsletters hold a report among others:
the first does not make them copies, the second does.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LANGUAGES = ("en", "it", "fr", "de", "es", "ja", "zh", "ar")
LENGTHS = (0, 50, 150, 250, 420)
"""Characters of the sign-off under each article."""
WAYS = ("outlets known", "outlets unknown", "one sign-off for all")
_OUTLETS = 6
_SPACELESS = ("ja", "zh")
_QUOTING = 8
"""Every so many articles, two quote the same statement."""
_QUOTED = 0.4
"""The share of an article that is a quotation which another one has, too."""

_SIGN_OFFS = {
    "en": (
        "{outlet} is an independent publication and does not accept payment for its coverage.",
        "All rights reserved; no part of this text may be reproduced without written permission.",
        "If you find an error in this story, write to corrections at our address within ten days.",
        "Subscribe to our morning briefing and receive the most important stories of {outlet} by mail.",
        "The views expressed by guests are their own and not those of the editors.",
        "Additional reporting was provided by our correspondents abroad.",
        "Registered office: 14 Harbour Lane, second floor, open on weekdays.",
    ),
    "it": (
        "{outlet} è una testata indipendente e non accetta compensi per i propri servizi.",
        "Riproduzione riservata: nessuna parte di questo testo può essere usata senza permesso scritto.",
        "Chi trova un errore in questo articolo può scrivere alla redazione entro dieci giorni.",
        "Iscriviti alla lettera del mattino e ricevi per posta le notizie più importanti di {outlet}.",
        "Le opinioni degli ospiti sono personali e non impegnano la direzione del giornale.",
        "Hanno collaborato i nostri corrispondenti dall'estero.",
        "Sede legale: vicolo del Porto 14, secondo piano, aperta nei giorni feriali.",
    ),
    "fr": (
        "{outlet} est un titre indépendant et n'accepte aucune rémunération pour ses articles.",
        "Tous droits réservés : aucune partie de ce texte ne peut être reproduite sans accord écrit.",
        "Une erreur dans cet article ? Écrivez à la rédaction dans un délai de dix jours.",
        "Abonnez-vous à la lettre du matin et recevez par courriel l'essentiel de {outlet}.",
        "Les opinions des invités leur appartiennent et n'engagent pas la direction.",
        "Avec la collaboration de nos correspondants à l'étranger.",
        "Siège social : 14, ruelle du Port, deuxième étage, ouvert en semaine.",
    ),
    "de": (
        "{outlet} ist eine unabhängige Zeitung und nimmt für ihre Berichte kein Geld an.",
        "Alle Rechte vorbehalten; kein Teil dieses Textes darf ohne schriftliche Erlaubnis verwendet werden.",
        "Wer in diesem Beitrag einen Fehler findet, schreibe binnen zehn Tagen an die Redaktion.",
        "Bestellen Sie unseren Brief am Morgen mit den wichtigsten Meldungen von {outlet}.",
        "Die Ansichten der Gäste sind ihre eigenen und nicht die der Herausgeber.",
        "Unter Mitarbeit unserer Korrespondenten im Ausland.",
        "Sitz der Gesellschaft: Hafengasse 14, zweiter Stock, werktags geöffnet.",
    ),
    "es": (
        "{outlet} es un medio independiente y no acepta pagos por sus informaciones.",
        "Todos los derechos reservados; ninguna parte de este texto puede usarse sin permiso escrito.",
        "Si encuentra un error en este artículo, escriba a la redacción en un plazo de diez días.",
        "Suscríbase al boletín de la mañana y reciba por correo lo más importante de {outlet}.",
        "Las opiniones de los invitados son suyas y no comprometen a la dirección.",
        "Con información de nuestros corresponsales en el extranjero.",
        "Domicilio social: callejón del Puerto 14, segundo piso, abierto los días laborables.",
    ),
    "ja": (
        "{outlet}は独立した報道機関であり、記事の掲載に関していかなる報酬も受け取っていません。",
        "本文の無断転載を禁じます。利用を希望される方は事前に書面で編集部の許可を得てください。",
        "記事の中に誤りを見つけられた方は、十日以内に編集部の訂正窓口までお知らせください。",
        "毎朝お届けする電子メールにご登録いただくと、{outlet}の主なニュースを無料でお読みいただけます。",
        "寄稿者の意見は本人のものであり、当社および編集部の見解を示すものではありません。",
        "この記事の取材には海外に駐在する複数の特派員が協力しました。",
        "本社の所在地は港町十四番地の二階で、窓口は平日の午前九時から午後五時まで開いています。",
        "購読料の支払い方法や配達についてのお問い合わせは、販売部の専用電話で受け付けています。",
        "写真や図表の二次利用については、別に定める規約をご覧のうえ担当者にお申し込みください。",
        "個人情報の取り扱いについては、当社の基本方針を公式の案内ページでご確認いただけます。",
    ),
    "zh": (
        "{outlet}是一家独立的新闻机构，不因任何报道收取报酬或接受赞助。",
        "版权所有，未经书面许可，任何单位和个人不得转载、摘编或以其他方式使用本文内容。",
        "读者如发现本文存在错误，请在十日之内来信告知编辑部的更正窗口，我们将尽快核实。",
        "订阅我们的晨间简报，即可通过电子邮件免费收到{outlet}每天最重要的新闻。",
        "特约撰稿人的观点仅代表其本人，不代表本报编辑部和出版方的立场。",
        "本文采写过程中得到了本报多位驻外记者的协助，在此一并致谢。",
        "公司注册地址为港口巷十四号二层，接待时间为工作日上午九时至下午五时。",
        "有关订阅费用、投递时间和退订手续的问题，请拨打发行部的服务电话咨询。",
        "图片和图表的再次使用须遵守另行公布的条款，并向负责人员提出书面申请。",
        "关于个人信息的收集与保护，请在官方网站的说明页面查阅我们的基本原则。",
        "本报保留对所刊登广告内容进行审核的权利，广告主对其内容承担全部责任。",
        "通过移动客户端阅读的用户可以在设置中调整字号、夜间模式和推送提醒。",
    ),
    "ar": (
        "{outlet} مؤسسة صحفية مستقلة لا تقبل أي مقابل مالي لقاء تغطيتها للأخبار.",
        "جميع الحقوق محفوظة ولا يجوز نقل أي جزء من هذا النص دون إذن خطي مسبق من الإدارة.",
        "إذا وجدت خطأ في هذا المقال فاكتب إلى هيئة التحرير خلال عشرة أيام من تاريخ النشر.",
        "اشترك في نشرتنا الصباحية لتصلك أهم أخبار {outlet} عبر البريد الإلكتروني كل يوم.",
        "آراء الضيوف تعبر عن أصحابها ولا تمثل بالضرورة رأي الناشر أو المحررين.",
        "شارك في إعداد هذا التقرير مراسلونا في الخارج.",
        "المقر المسجل للشركة زقاق الميناء رقم أربعة عشر في الطابق الثاني ويفتح أيام العمل.",
    ),
}
_OUTLET_NAMES = {
    "ja": ("港日報", "東方通信", "北の声", "山手新聞", "海峡時報", "中央評論"),
    "zh": ("港口日报", "东方通讯", "北方之声", "山城新闻", "海峡时报", "中央评论"),
    "ar": ("الميناء", "صوت الشرق", "أنباء الشمال", "المرصد", "المضيق", "الرواق"),
}
_LATIN_NAMES = ("Portus", "Oriens Press", "Vox Borealis", "Mons", "Fretum", "Forum Medium")


@dataclass(frozen=True, slots=True)
class Signed:
    """An article as an outlet prints it; `report` is the number of the report that it is taken from."""

    text: str
    outlet: str
    report: int
    kind: str


def kept_aside(document: str) -> bool:
    """Return whether a document is kept aside from tuning."""
    return sha256(document.encode()).digest()[0] % 2 == 1


def read_texts(folder: Path, *, aside: bool) -> dict[str, list[str]]:
    """Return by language the sections and the whole documents of one half of `corpora/tagging`; none is in another."""
    sections: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in ("news-dev.jsonl", "noise-dev.jsonl"):
        for line in (folder / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["lang"] in LANGUAGES and kept_aside(row["doc"]) == aside:
                sections[row["lang"], row["doc"]].append(row["text"])
    texts: dict[str, list[str]] = defaultdict(list)
    for (language, document), found in sorted(sections.items()):
        whole = sha256(document.encode()).digest()[1] % 4 == 0
        texts[language].extend(["\n".join(found)] if whole else found)
    return {language: _distinct(found) for language, found in texts.items()}


def _distinct(texts: list[str]) -> list[str]:
    """Leave out texts that repeat some sentence of another one: two of these documents are news of one event."""
    kept: list[str] = []
    known: set[str] = set()
    for text in texts:
        pieces = {text[at : at + 30] for at in range(len(text) - 30)}
        if len(pieces & known) < len(pieces) / 8:
            kept.append(text)
            known |= pieces
    return kept


class Press:
    """Prints the texts of one language and copies of them; the same ones each time."""

    def __init__(self, language: str, texts: list[str], length: int, way: str, seed: int = 5) -> None:
        self._chance = random.Random(f"{seed} {language}")  # noqa: S311 - the same texts each time, nothing secret
        self._language, self._length, self._way = language, length, way
        self._joint = "" if language in _SPACELESS else " "
        shuffled = self._chance.sample(texts, len(texts))
        count = len(texts) // 3
        self._others, self._reports = shuffled[:count], shuffled[count:]
        self._turn = 0
        self._kinds: tuple[Callable[[str], str], ...] = (
            self._exact,
            self._lightly_edited,
            self._foreign_lead,
            self._cut,
            self._cut_and_edited,
        )

    def print(self) -> list[Signed]:
        """Return the articles, copies among them, in a random order."""
        reports = self._quoting(self._reports)
        signed = [self._signed(text, number, "report") for number, text in enumerate(reports)]
        for number, text in enumerate(reports):
            if number % 2:
                continue
            if number % 12 == 0:
                signed.append(self._newsletter(text, number))
            else:
                # The half of a text with a statement would mostly consist of the statement.
                kinds = self._kinds[:3] if number % _QUOTING in {1, 2} else self._kinds
                kind = kinds[number // 2 % len(kinds)]
                name = kind.__name__.strip("_").replace("_", " ")
                signed.append(self._signed(kind(text), number, name))
        self._chance.shuffle(signed)
        return signed

    def _signed(self, text: str, report: int, kind: str) -> Signed:
        outlet = self._chance.randrange(_OUTLETS)
        known = self._name(outlet) if self._way == WAYS[0] else ""
        under = self._sign_off(0 if self._way == WAYS[2] else outlet)
        # An outlet appends its words to the last paragraph, or sets them apart.
        line = "\n" if self._chance.random() < 0.5 else self._joint
        return Signed(f"{text}{line}{under}" if under else text, known, report, kind)

    def _name(self, outlet: int) -> str:
        return _OUTLET_NAMES.get(self._language, _LATIN_NAMES)[outlet]

    def _sign_off(self, outlet: int, turn: int = 0) -> str:
        sentences = _SIGN_OFFS[self._language]
        first = (outlet + turn) % len(sentences)
        turned = sentences[first:] + sentences[:first]
        return self._joint.join(turned).format(outlet=self._name(outlet))[: self._length]

    def _quoting(self, reports: list[str]) -> list[str]:
        """Return the reports, of which some quote the statement that the next one quotes."""
        found = list(reports)
        for number in range(1, len(found) - 1, _QUOTING):
            room = round(min(len(found[number]), len(found[number + 1])) * _QUOTED / (1 - _QUOTED))
            statement = self._other()[:room]
            for at in (number, number + 1):
                pieces = self._sentences(found[at])
                middle = len(pieces) // 2
                found[at] = self._joint.join((*pieces[:middle], f"«{statement}»", *pieces[middle:]))
        return found

    def _newsletter(self, text: str, report: int) -> Signed:
        first, second = self._other(), self._other()
        day = self._chance.randint(1, 28)
        outlet = self._chance.randrange(_OUTLETS)
        head = (
            f"{self._name(outlet)} {day}.{self._chance.randint(1, 12)}.2024\n{self._sign_off(outlet, turn=3)}"
        )
        body = "\n".join((head, first, text, second, self._sign_off(outlet)))
        return Signed(body, self._name(outlet) if self._way == WAYS[0] else "", report, "newsletter")

    @staticmethod
    def _exact(text: str) -> str:
        return text

    def _lightly_edited(self, text: str) -> str:
        pieces = list(text) if self._language in _SPACELESS else text.split(" ")
        share = 0.015 if self._language in _SPACELESS else 0.04
        return self._joint.join(
            self._chance.choice(pieces) if self._chance.random() < share else piece for piece in pieces
        )

    def _cut(self, text: str) -> str:
        half = len(text) // 2
        return text[:half] if self._chance.random() < 0.5 else text[half:]

    def _cut_and_edited(self, text: str) -> str:
        return self._lightly_edited(self._cut(text))

    def _foreign_lead(self, text: str) -> str:
        room = round(len(text) * self._chance.uniform(0.15, 0.5))
        return f"{self._other()[:room]}\n{text}"

    def _other(self) -> str:
        """Return a text that no article has; the same one again only when all were used."""
        self._turn += 1
        return self._others[self._turn % len(self._others)]

    def _sentences(self, text: str) -> list[str]:
        signs = "。！？" if self._language in _SPACELESS else ".!?؟"
        pieces, begun = [], 0
        for at, sign in enumerate(text):
            if sign in signs and at - begun > 20:
                pieces.append(text[begun : at + 1].strip())
                begun = at + 1
        return [*pieces, text[begun:].strip()]
