"""A second opinion on which blocks are the article: the part of the page in which its running text lies.

No library is asked. The text that is no link weighs; from the page's body the way leads down to that element
which holds most of it, as long as one child does; what is furniture by its name is not followed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Table
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.candidates import Candidate

# What the extraction missed or took too much, told by the page's structure.

_RUNNING = 40
"""Letters: a block as long as this is running text, shorter ones may be a menu's."""

_MENU_SHARE = 0.4
_TEXT_SHARE = 0.8
_ALIKE = 2
"""Chosen blocks that an element must hold before others that are built like it count as its continuation."""

_FALLEN = 5
_MOST_LINKED = 0.3
_LONGEST_TAIL = 0.35
_STATED = 400
_SHOWN = 0.8
_MOST_CUT = 0.25


def is_menu(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> bool:
    """Tell whether what was chosen is short lines for the most part, while the page's region is running text."""
    return (
        _running_share(candidates, chosen) < _MENU_SHARE and _running_share(candidates, region) > _TEXT_SHARE
    )


def add_continuation(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> list[int]:
    """Add the running text that goes on in elements built like those of the chosen text.

    Pages part a text around advertisements, and an extraction may end at the first of them. A heading of the
    first level or another article's element ends the text.
    """
    known = set(chosen)
    homes = Counter(_built(candidates[place].element) for place in chosen)
    article = _article(candidates[chosen[-1]].element) if chosen else None
    added: list[int] = []
    for place in region:
        candidate = candidates[place]
        if place in known or (chosen and place < chosen[0]):
            continue
        if _article(candidate.element) is not article or (
            isinstance(candidate.block, Heading) and candidate.block.level == 1
        ):
            break
        alike = homes[_built(candidate.element)] >= _ALIKE
        if alike and candidate.size >= _RUNNING and candidate.linked < _MOST_LINKED:
            added.append(place)
    return sorted({*chosen, *added, *_fallen_out(candidates, chosen, region)})


def _fallen_out(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> list[int]:
    """Return the paragraphs below the chosen ones that stand in the page's body itself: an end too many let them out."""
    found = [
        place
        for place in region
        if chosen
        and place > chosen[-1]
        and candidates[place].element.tag == "p"
        and getattr(candidates[place].element.getparent(), "tag", None) == "body"
        and candidates[place].size >= _RUNNING
        and candidates[place].linked < _MOST_LINKED
    ]
    return found if len(found) >= _FALLEN else []


def drop_tail(candidates: Sequence[Candidate], chosen: list[int], region: Sequence[int]) -> list[int]:
    """Drop what was chosen behind the end of the page's running text and is not built like it.

    So end related stories, notes about the author and calls to comment; a long tail is a part of the text.
    """
    within = set(region)
    inside = [place for place in chosen if place in within]
    homes = Counter(_built(candidates[place].element) for place in inside)
    ends = [
        place for place in chosen if place in within or homes[_built(candidates[place].element)] >= _ALIKE
    ]
    if not inside:
        return chosen
    kept = [place for place in chosen if place <= ends[-1]]
    return (
        kept if _letters(candidates, kept) >= (1 - _LONGEST_TAIL) * _letters(candidates, chosen) else chosen
    )


def _letters(candidates: Sequence[Candidate], places: Sequence[int]) -> int:
    return sum(candidates[place].size for place in places)


def match_stated_text(candidates: Sequence[Candidate], chosen: list[int], stated: str) -> list[int]:
    """Return the chosen blocks with those added that a page states to be the article, and its ends cut to it.

    `stated` is the article's text as letters and digits. It is not trusted where the page does not show most of
    it, nor to cut much: pages state shortened texts, too.
    """
    if len(stated) < _STATED:
        return chosen
    told = [
        place
        for place, one in enumerate(candidates)
        if one.size >= _RUNNING and one.linked < _MOST_LINKED and one.words in stated
    ]
    if _letters(candidates, told) < _SHOWN * len(stated):
        return chosen
    known = {candidates[place].words for place in chosen}
    missing = {candidates[place].words: place for place in reversed(told)}
    grown = sorted({*chosen, *(place for words, place in missing.items() if words not in known)})
    kept = [place for place in grown if told[0] - 2 <= place <= told[-1]]
    cut = _letters(candidates, grown) - _letters(candidates, kept)
    return kept if cut <= _MOST_CUT * _letters(candidates, grown) else grown


def _running_share(candidates: Sequence[Candidate], places: Sequence[int]) -> float:
    total = _letters(candidates, places)
    running = sum(
        candidates[place].size * (1 - candidates[place].linked)
        for place in places
        if candidates[place].size >= _RUNNING
    )
    return running / total if total else 0.0


def _built(element: HtmlElement) -> tuple[str, ...]:
    """Return how an element and the two around it are built: their names and classes."""
    built = [str(element.tag)]
    for around in element.iterancestors():
        built += [str(around.tag), around.get("class") or ""]
        if len(built) > 4:
            break
    return tuple(built)


def _article(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("article"), None)


# Lines that ask something of the reader: an address for a newsletter, a subscription, to share or to follow.

_LONGEST = 220
"""Code points: a longer text that speaks of newsletters or of subscribers tells of them."""

_SHORT = 60
_NOTICE = 36
"""Code points of the longest line that says without a word for the article that it is for subscribers."""

_NEWSLETTER = re.compile(
    r"newsletter|bolet[íi][mn]|nyhe[td]sbrev|nieuwsbrief|uutiskirje|hírlev|рассылк|розсилк|бюлетин|bülten|ενημερωτικό δελτίο"
    r"|نشر(?:تنا|ة|اتنا) ?(?:البريدية|الإخبارية)|ניוזלטר|电子报|電子報|邮件通讯|メールマガジン|メルマガ|ニュースレター|뉴스레터|न्यूज़लेटर|buletin|bản tin",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"(?<!\w)(?:iscriviti|iscrivetevi|registrati|inscrivez-vous|abonnez-vous|recevez|abonnieren sie|jetzt abonnieren|melden sie sich"
    r"|suscr[íi]b(?:ete|ase)|ap[úu]ntate|reg[íi]strate|assine|subscreva|inscreva-se|cadastre-se|schrijf (?:je|u)|meld (?:je|u|deg)"
    r"|prenumerera|anmäl dig|tilmeld|tilaa|zapisz się|zasubskrybuj|přihlaste se|odebírejte|prihláste sa|iratkozz|abonează-te|abonați-vă"
    r"|εγγραφείτε|подпи(?:шитесь|сывайтесь)|підпи(?:шіться|суйтесь|шись)|абонирайте|abone olun?|kaydolun|اشتركو?ا? |سجل |הירשמו|הרשמו|berlangganan"
    r"|đăng ký|sign up|subscribe to|get our )|订阅|訂閱|登録(?:し|する)|구독하|सदस्यता",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"(?:riservat[oaie]|esclusiv[oaie]) (?:solo )?(?:agli|ai nostri|per gli) abbonati|réservée?s? (?:aux|à nos) abonnés|(?:nur|exklusiv) für abonnent"
    r"|(?:exclusiv[oa]|reservad[oa]|s[óo]lo) (?:s[óo]lo )?(?:para|a) (?:nuestros |nossos )?(?:suscriptores|assinantes)|alleen voor abonnees"
    r"|(?:endast|bara|kun) f(?:ör|or) (?:prenumerant|abonnent)|vain tilaajille|(?:tylko|wyłącznie) dla (?:prenumeratorów|subskrybentów)"
    r"|(?:jen|pouze|iba|len) pr[oe] předplatitele|len pre predplatiteľov|csak előfizető|doar (?:pentru )?abonaț|μόνο για συνδρομητές"
    r"|только (?:для )?подписчик|(?:лише|тільки) (?:для )?передплатник|само за абонати|(?:yalnızca|sadece) abone|للمشتركين فقط|למנויים בלבד"
    r"|仅供订阅(?:用户|者)|订阅后继续|訂閱後|会員限定|有料会員(?:限定|のみ|の方)|구독자 전용|केवल सदस्यों|hanya untuk pelanggan|chỉ dành cho (?:người đăng ký|thuê bao)"
    r"|subscribers? only|(?:only|exclusively) (?:available )?(?:for|to) subscribers|already a subscriber|(?:subscribe|sign in|log in) to (?:continue|read|keep)"
    r"|per continuare a leggere,? (?:abbonati|accedi|registrati)|abonnez-vous pour (?:lire|continuer)|suscr[íi]b\w+ para (?:seguir|continuar)",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"(?<!\w)(?:articol[oie]?|contenut[oi]|lettura|leggere|articles?|contenus?|lire|artikel\w*|inhalt\w*|beitrag|weiterlesen|artículo|contenido|leer"
    r"|artigo|conteúdo|matéria|artikkel\w*|innehåll\w*|indhold\w*|innhold\w*|artikkeli|sisältö|artykuł|treść|tekst\w*|článek|článok|obsah|cikk|tartal\w+"
    r"|conținut\w*|άρθρο|περιεχόμενο|статья|материал|текст|стаття|матеріал|статия\w*|съдържание\w*|yazı|haber|içerik|makale|konten|bài viết|nội dung"
    r"|content|story|stories|read(?:ing)?|לקרוא|הכתבה|תוכן)(?!\w)|مقال|محتوى|本文|全文|内容|文章|記事|기사|콘텐츠|लेख|सामग्री",
    re.IGNORECASE,
)
_NETWORK = (
    r"(?:facebook\w*|twitter\w*|whatsapp\w*|telegram\w*|linkedin\w*|instagram\w*|youtube\w*|tiktok\w*|pinterest|wechat|line|google news|mastodon"
    r"|bluesky|threads|соцсет\w+)"
)
_FOLLOW = re.compile(
    r"^\W*(?:follow (?:us|our|@)|seguici|seguiteci|segui (?:\w+ )?(?:su|@)|suivez[- ]nous|folgen sie uns|folge uns|síguenos|sígan[eo]s|siga-nos|volg ons"
    r"|följ oss|følg os|seuraa meitä|sledujte nás|obserwuj nas|kövess(?:en)? minket|urmărește-ne|urmăriți-ne|ακολουθήστε μας|следите за нами"
    r"|подписывайтесь на на[сш]|стежте за нами|последвайте ни|bizi .{0,30}takip ed|ikuti kami|تابعونا|עקבו אחרינו)(?!\w)"
    r"|^\W*(?:follow|segui|seguite|suivez|folgen sie|sigue|siga|volg|följ|følg|seuraa|sledujte|obserwuj)\s.{1,40}\s(?:on|su|sur|auf|en|no|op|på|na)\s"
    rf"{_NETWORK}(?!\w).{{0,40}}$",
    re.IGNORECASE,
)
_MENDING = re.compile(
    r"^\W*(?:(?:have you |did you )?(?:found|spotted|find|spot|see|noticed?) (?:a|an|any) (?:error|mistake|typo)|(?:hai|avete) (?:trovato|notato) un errore"
    r"|vous avez (?:repéré|trouvé|constaté) une (?:erreur|faute)|une (?:erreur|faute) (?:à signaler|dans)|(?:haben sie )?(?:einen )?(?:schreib|tipp|rechtschreib)?fehler (?:gefunden|entdeckt|melden)"
    r"|¿?(?:has )?(?:encontrado|encontraste|viste|detectado) (?:alg[úu]n|un) error|(?:encontrou|viu) (?:algum|um) erro|(?:pokud )?(?:jste |našli jste )?(?:v článku )?(?:zaznamenali |našli )?chyb[ua] "
    r"|нашли (?:ошибку|опечатку)|знайшли помилку|помітили помилку|(?:znalazłeś|zauważyłeś|widzisz) błąd|foutje? gezien|(?:har du )?(?:fundet|funnet|hittat) (?:en )?(?:fejl|feil|fel)(?!\w))"
    r".{0,120}(?:\?|[!.:…])",
    re.IGNORECASE,
)
"""What asks readers to tell of an error in the page."""

_LIKED = re.compile(
    r"^\W*(?:(?:(?:do you |did you )?(?:like|liked|enjoy|enjoyed|love) (?:this|the) (?:story|article|post)|(?:have|got) (?:a|any) (?:news )?tips?)\s*\?"
    r"|原(?:标题|標題)\s*[:：]"
    r"|if you (?:liked|enjoyed) (?:this|the) (?:story|article|post)\W|this copy is for your personal,? non-?commercial use)",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"^\W*(?:@\w+|(?:https?://)?(?:www\.)?(?:twitter|x)\.com/\w+)\W*$"
    r"|^\W*(?:(?:write to|e-?mail|contact|reach|follow|scrivi a|écrivez à) [^.!?]{0,60}?\s|(?:the )?(?:author|reporter|writer) (?:may|can) be (?:reached|contacted) )(?:at|on|@|a|à)?\s?\S*@\w.{0,100}$"
    r"|^\W*(?:write to|e-?mail|contact|reach|more|follow) [^.!?]{1,60}https?://\S+(?: and https?://\S+)?\W*$",
    re.IGNORECASE,
)
"""How to reach whoever wrote: an account alone, or a line that tells it."""

_APPEAL_SHARE = re.compile(
    r"(?<!\w)(?:share|condividi|partagez|partager|teilen|compartir|comparte|compartilhar?|partilhar|delen|dela|del|jaa|udostępnij|sdíle[tj]|zdieľať"
    r"|megosztás|distribuie|κοινοποίηση|поделиться|поділитися|споделете?|paylaş|bagikan|chia sẻ|שתפו|शेयर करें)(?!\w)",
    re.IGNORECASE,
)
_SHARED = re.compile(rf"(?<!\w){_NETWORK}(?!\w)|פייסבוק|फेसबुक", re.IGNORECASE)
_SHARED_ALONE = re.compile(
    r"^\W*(?:.{0,8}(?:でシェア|をシェア|にツイート)|.{0,6} ?공유하기|شاركه?ا? على \w+|分享到\w{1,4})\W*$"
)
_BETWEEN = 4
"""Letters of the longest word that stands beside "share" and the network's name in a line that only asks to share."""

_SHAREABLE = frozenset(
    {"article", "story", "questo", "articolo", "cette", "diesen", "artikel", "artículo", "notícia", "noticia"}
)
_SERVICE = re.compile(
    r"^\W*(?:continue reading(?: the main story)?|(?:article|story) continues? (?:below|after)\W.*|skip (?:to (?:main )?content|advertisement)|main content"
    r"|分享[到至]|(?:请)?(?:扫描|长按)\S{0,6}二维码.*|(?:(?:您|你)?(?:现在|当前|目前|所在)?(?:的)?位置|目前位置)\s*[:：].*"
    r"|order reprints|print (?:this )?article|(?:tempo (?:de leitura|di lettura)|temps de lecture|tiempo de lectura|lesezeit|reading time)\W.{1,16}"
    r"|advertisement|pubblicità|publicité|anzeige|werbung|publicidad|publicidade|advertentie|annons|annonse|annonce|reklame?|mainos"
    r"|reklama|hirdetés|publicitate|διαφήμιση|реклама|reklam|إعلان|פרסומת|广告|廣告|広告|광고|विज्ञापन|iklan|quảng cáo)\W*$",
    re.IGNORECASE,
)


_STEMS = tuple(
    """
    abbona abonn suscr assinant prenumer tilaaj subskry předplat predplat előfizet abona συνδρομητ подписчик передплат абонат abone للمشتركين
    מנויים 订阅 訂閱 会員 구독 सदस्य pelanggan dành subscri sign log leggere
    newsletter bolet nyhe nieuwsbrief uutiskirje hírlev рассылк розсилк бюлетин bülten ενημερωτικ البريدية الإخبارية ניוזלטר 电子报 電子報 邮件 メール
    メルマガ ニュースレター 뉴스레터 न्यूज़लेटर buletin bản
    follow segui suivez folge síg sig volg följ følg seuraa sledujte obserwuj kövess urmăr ακολουθ следите подписывайтесь стежте последвайте takip
    ikuti تابعونا עקבו
    error erreur faute fehler chyb ошибк опечатк помилк błąd fout fejl feil hittat mistake typo tip this 原标题 原標題
    """.split()  # noqa: SIM905
)
"""A part of each of these sentences, in small letters: without one of them a text is not searched further."""

_SHARE_STEMS = tuple(
    """
    facebook twitter whatsapp telegram linkedin instagram youtube tiktok pinterest wechat line google mastodon bluesky threads соцсет
    פייסבוק फेसबुक シェア ツイート 공유 شارك 分享
    """.split()  # noqa: SIM905
)
"""The same for lines that ask to share."""


def is_call_to_action(text: str) -> bool:
    """Tell whether a short text only asks something of the reader, or tells that the page goes on below.

    What merely speaks of sharing, of subscribers or of newsletters is a report's own and is none of them.
    """
    if len(text) > _LONGEST:
        return False
    folded = text.casefold()
    if len(text) <= _SHORT and (
        _SERVICE.match(text) or (any(map(folded.__contains__, _SHARE_STEMS)) and _asks_to_share(text))
    ):
        return True
    if ("@" in text or "/" in text) and _CONTACT.match(text):
        return True
    return any(map(folded.__contains__, _STEMS)) and _asks(text)


def _asks(text: str) -> bool:
    if _RESERVED.search(text) and (len(text) <= _NOTICE or _PIECE.search(text)):
        return True
    if _MENDING.match(text) or _LIKED.match(text) or _FOLLOW.match(text):
        return True
    return bool(_NEWSLETTER.search(text) and _SUBSCRIBE.search(text))


def _asks_to_share(text: str) -> bool:
    """Tell whether nothing but small words stands beside a word for sharing and where it is shared."""
    if _SHARED_ALONE.match(text):
        return True
    rest, verbs = _APPEAL_SHARE.subn(" ", text)
    rest, networks = _SHARED.subn(" ", rest)
    between = re.findall(r"\w+", rest.casefold())
    return bool(verbs and networks) and all(len(word) <= _BETWEEN or word in _SHAREABLE for word in between)


# Lines among an article's blocks that are no text of it: they lead elsewhere, or announce what follows.

_READ_ALSO = re.compile(
    r"^[\W_]{0,4}(?:read also|see also|also read|you (?:may|might) also like|related (?:stories|articles)|follow us|click here|leggi anche|ti potrebbe interessare"
    r"|lire aussi|voir aussi|sur le même sujet|abonnez-vous|lesen sie auch|mehr zum thema"
    r"|das könnte sie|lea también|te puede interesar|leia também|lees ook"
    r"|czytaj (?:też|także|więcej)|läs (?:också|mer)|les også|læs også|関連記事|あわせて読みたい|相关阅读|相關新聞"
    r"|延伸阅读|延伸閱讀|читайте (?:также|ещё)|читайте також|关联阅读|관련기사|přečtěte si (?:také|též)|čtěte (?:také|také:)|prečítajte si|olvassa el"
    r"|citește și|citeşte şi|lue myös|διαβάστε (?:επίσης|ακόμα)|pročitajte i|preberite tudi|loe ka|lasi arī|taip pat skaitykite|прочетете още"
    r"|ilgili haberler?|baca juga|xem thêm|اقرأ أيضا|إقرأ أيضا|קראו גם|यह भी पढ़ें|ये भी पढ़ें|zobacz (?:też|także)|auch interessant"
    r"|sullo stesso argomento|articoli correlati|noticias relacionadas|veja também|voir également"
    r"|[aà] lire (?:aussi|également|ailleurs)|lire (?:également|la suite)|lees verder|ve[ar] también|lee (?:también|además)"
    r"|zobacz również|powiązane artykuły|více k tématu|kapcsolódó (?:cikk|anyag)\w*|articole similare|ещё по теме|материалы по теме"
    r"|матеріали за темою|още по темата|вижте (?:още|също)|свързани статии|benzer haberler|ilgili haber|قد يهمك|اقرأ المزيد|شاهد أيضا|مواضيع ذات صلة"
    r"|أخبار ذات صلة|כתבות (?:קשורות|נוספות)|לקריאה נוספת|推荐阅读|相关新闻|相關報導|関連ニュース|合わせて読みたい|관련 (?:기사|뉴스)|संबंधित खबरें|berita terkait"
    r"|artikel terkait|lihat juga|baca selengkapnya|tin liên quan|đọc thêm|bài liên quan|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|llegeix també"
    r"|pročitajte (?:i|još)|povezani članci|σχετικά άρθρα|articoli collegati"
    r"|notícias relacionadas|gerelateerde (?:artikelen|berichten)|relaterade (?:artiklar|nyheter)|relatere(?:de|te) artikler|aiheeseen liittyvät"
    r"|související články|súvisiace články|sorodne novice|susiję straipsniai|saistītie raksti|seotud uudised|notícies relacionades)(?!\w)",
    re.IGNORECASE,
)
_MAY_CALL = re.compile(
    r"^[\W_]{0,4}(?:read (?:more|next)|see more|like this (?:story|article)|explore further|related|more (?:from|on|stories)|share (?:this|on)"
    r"|sign up|subscribe|advertisement|recommended|most (?:read|popular)|don.t miss|leggi tutto|per approfondire|pubblicità|condividi|iscriviti"
    r"|à lire|publicité|partager|anzeige|werbung|zum thema|leer más|publicidad|compartir|saiba mais|veja mais|leia mais|confira (?:as |outras |mais )?(?:últimas )?notícias|en images|lees meer"
    r"|lue lisää|læs mere|les mer|související)(?!\w)",
    re.IGNORECASE,
)
"""What calls to read on where a link or a mark says so, or nearly nothing follows: sentences begin with it too."""

_NEARLY_NOTHING = 16
"""Code points."""

_ASKING = frozenset({"paragraph", "list_item", "heading", "quote"})
_READ_ALSO_LENGTH = 160
_SENTENCE = 60
"""Code points: a longer line that begins so is a call to read on only with a link or a colon in it."""

_TAG_LINE = re.compile(
    r"^(?:tags?|topics|filed under|posted in|etichette|argomenti|schlag(?:wörter|worte)|themen|mots[- ]clés|étiquettes|palabras clave"
    r"|etiquetas|temas|palavras-chave|marcadores|trefwoorden|słowa kluczowe|tagi|emner|stikord|avainsanat|címkék|klíčová slova|štítky"
    r"|etichete|теги|ключевые слова|метки|ключови думи|ετικέτες|etiketler|タグ|キーワード|标签|標籤|关键词|關鍵字|태그|وسوم|תגיות)"
    r"\s*[:：\n]\s*(?=\S)(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TAG_LINE_LENGTH = 400
_SENTENCE_END = re.compile(r"[.!?。！？…](?:\s|$)")

_COMMENTS = re.compile(
    r"^[\W\d]*(?:(?:leave|post|add|write|view|show) (?:a |all )?)?(?:comments?|repl(?:y|ies)|commenti|kommentare?|commentaires?|comentarios?"
    r"|comentários?|reacties|komentarze|kommentarer|kommentit|hozzászólások|komentáře|komentáre|comentarii|komentari|коммента́?рии|коментари|коментарі"
    r"|σχόλια|yorumlar|コメント|评论|評論|댓글|bình luận|komentar|تعليقات|תגובות|टिप्पणियाँ)[\W\d]*$",
    re.IGNORECASE,
)
"""A line that only announces what readers wrote."""

_CALLING = (":", "：", "–", "—", "-", "|", "»", ">", "→")
_WHOLE_LINK = 0.99
_LONGEST_LINK = 150
"""Letters: a longer link is a sentence of the text."""

_HEADLINE = 30
"""Letters: a link that stands alone and is longer is the headline of another article."""


def is_related_link(candidate: Candidate, *, links: bool) -> bool:
    """Tell whether a block leads elsewhere; `links` where one that is wholly a link may be text."""
    block = candidate.block
    text = block.text
    if (
        block.kind != "table"
        and len(text) < _READ_ALSO_LENGTH
        and _calls_away(text, is_linked=bool(candidate.linked))
    ):
        return True
    if _is_tag_line(text) or (block.kind in _ASKING and is_call_to_action(text)):
        return True
    whole_link = block.kind in {"paragraph", "list_item", "table"} and candidate.linked >= _WHOLE_LINK
    return whole_link and not links and len(candidate.words) < _LONGEST_LINK


def _calls_away(text: str, *, is_linked: bool) -> bool:
    """Tell whether a line begins as those that name another article do, and goes on as they do."""
    calls, longest = _READ_ALSO.match(text), _SENTENCE
    if calls is None:
        calls, longest = _MAY_CALL.match(text), 0
    if calls is None:
        return False
    rest = text[calls.end() :].strip()
    return len(text) < longest or len(rest) <= _NEARLY_NOTHING or is_linked or rest[:1] in _CALLING


def _is_tag_line(text: str) -> bool:
    """Tell whether a text is a list of words by which the page is found."""
    line = _TAG_LINE.match(text) if len(text) < _TAG_LINE_LENGTH else None
    return line is not None and not _SENTENCE_END.search(line["rest"])


def may_be_text_link(candidate: Candidate) -> bool:
    """Tell whether a block among the text that is wholly a link may be text: no headline of another article."""
    if candidate.block.kind == "list_item" or len(candidate.words) <= _HEADLINE:
        return True
    return candidate.text.startswith(("http://", "https://", "www."))


def is_announcement(candidate: Candidate) -> bool:
    """Tell whether a block only says what comes below it, where nothing does."""
    return candidate.block.kind == "heading" or bool(_COMMENTS.match(candidate.text))


_SHARE = 0.7
"""The share of an element's text that one child must hold for the way to lead down to it."""

_MAIN = 0.4
"""An element with more than this share of the page's running text is no furniture, whatever its name."""

_MOST = 0.6
_OF_ITS_OWN = 1500
"""Letters of running text outside furniture: as many are a text of their own."""

_TEXT = 3
"""Blocks of running text side by side that no gallery holds: there, each picture has a line or two."""

_SHORTEST = 40
"""Letters: shorter blocks do not show where the text lies."""

_PAGE = frozenset({"html", "body", "article", "main"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "menu", "form"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|related|recirc|recommend(?:ed|ations?)?|most-?(?:read|popular)|trending"
    r"|share|sharing|social(?![\w-]*-embed)|follow|newsletter|subscri(?:be|ption)|signup|promo|sponsor(?:ed)?|advert(?:isement)?s?|ads?|ad-|banner"
    r"|cookies?|consent|paywall|breadcrumbs?|pagination|pager|menu|navigation|navbar|sidebar|side-?bar|footer|foot|widget(?!.*(?:tweet|quote))|toolbar"
    r"|outbrain|taboola|read-?(?:more|next|also)|more-?(?:from|stories|on|articles?|posts?|news)|next-?(?:story|stories|posts?|articles?)"
    r"|(?:latest|recent|popular|previous)-?(?:stories|posts?|articles?|news)|teasers?|tags?|tag-?list|hatnote|navbox|mw-editsection"
    r"|skip-?link|screen-reader-text|sr-only|visually-?hidden|print-?only|noprint|author-?(?:bio|box|info))(?:$|[\s_-])",
    re.IGNORECASE,
)

_HOLDING = re.compile(r"(?<!\S)(?:with|has|no|without)-[\w-]*", re.IGNORECASE)
"""Classes that tell what stands within an element, or does not: it is none of that itself."""

_GALLERY = re.compile(
    r"(?:^|[\s_-])(?:(?:photo-?|image-?|full-?|res)?galler(?:y|ies)(?:item)?|slide-?shows?|carousel|lightbox|slider|galleria|galerie|fotostrecke"
    r"|bildergalerie)(?:$|[\s_-])",
    re.IGNORECASE,
)


class BoilerplateRegions(NamedTuple):
    """What stands in parts of a page that are furniture by their name.

    `places` are those of the candidates in it, `parts` the outermost such elements; `is_less` tells whether most
    of the page's running text, and as much as makes a text of its own, stands outside.
    """

    places: set[int]
    parts: list[HtmlElement]
    is_minor: bool


def find_boilerplate(candidates: Sequence[Candidate], root: HtmlElement) -> BoilerplateRegions:
    """Return the furniture of a page."""
    every = _gathered(candidates, range(len(candidates)))
    main = _MAIN * every.get(root, 0.0)
    galleries = _galleries(candidates, every)
    named = {element: False for element, own in every.items() if own > main}
    for gallery in galleries:
        named |= dict.fromkeys((element for element in gallery.iter() if element in every), True)
    places = {place for place, one in enumerate(candidates) if is_boilerplate(one.element, named)}
    parts = [one for one, apart in named.items() if apart and not _is_within(one, named)]
    outside = sum(_weight(one) for place, one in enumerate(candidates) if place not in places)
    is_less = outside >= max(_OF_ITS_OWN, _MOST * every.get(root, 0.0))
    return BoilerplateRegions(places, parts, is_less)


def _is_within(element: HtmlElement, named: Mapping[HtmlElement, bool]) -> bool:
    around = element.getparent()
    return around is not None and named.get(around, False)


def _galleries(candidates: Sequence[Candidate], every: Mapping[HtmlElement, float]) -> Iterator[HtmlElement]:
    """Yield the galleries of a page; their captions may well be longer than the text that they stand in."""
    texts = Counter(one.element.getparent() for one in candidates if _weight(one))
    for element in every:
        named = element.tag not in _PAGE and _GALLERY.search(_names(element))
        if named and not any(texts[inner] >= _TEXT for inner in element.iter()):
            yield element


def find_main_region(candidates: Sequence[Candidate], root: HtmlElement, furniture: set[int]) -> list[int]:
    """Return the places of the candidates in the part of the page where its running text lies."""
    open_places = [place for place in range(len(candidates)) if place not in furniture]
    weights = _gathered(candidates, open_places)
    region = root
    while True:
        best = max(region, key=lambda child: weights.get(child, 0.0), default=None)
        if best is None or weights.get(best, 0.0) < _SHARE * weights.get(region, 1.0):
            break
        region = best
    inside = set(region.iter())
    found = [place for place in open_places if candidates[place].element in inside]
    return [place for place in found if _is_text(candidates[place])]


def _gathered(candidates: Sequence[Candidate], places: Iterable[int]) -> dict[HtmlElement, float]:
    """Return for each element the letters of running text in it."""
    weights: dict[HtmlElement, float] = {}
    for place in places:
        own = _weight(candidates[place])
        if own:
            for element in (candidates[place].element, *candidates[place].element.iterancestors()):
                weights[element] = weights.get(element, 0.0) + own
    return weights


def is_boilerplate(element: HtmlElement, named: dict[HtmlElement, bool]) -> bool:
    """Tell whether an element stands in a part that is furniture by its name; `named` keeps what was found out."""
    way: list[HtmlElement] = []
    here: HtmlElement | None = element
    found = False
    while here is not None:
        if here in named:
            found = named[here]
            break
        way.append(here)
        here = here.getparent()
    for one in reversed(way):
        found = found or _is_furniture(one)
        named[one] = found
    return found


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _PAGE:
        return False
    if element.tag in _FURNITURE_TAGS or element.get("role") in {
        "navigation",
        "complementary",
        "contentinfo",
        "search",
    }:
        return True
    return _is_named(element.get("class") or "") or (
        _is_named(element.get("id") or "") and not _is_after_heading(element)
    )


@lru_cache(maxsize=4096)
def _is_named(names: str) -> bool:
    """Tell whether classes or an id name furniture; a page says the same ones over and over."""
    own = _HOLDING.sub("", names)
    return bool(_FURNITURE.search(own) or _GALLERY.search(own))


def _is_after_heading(element: HtmlElement) -> bool:
    """Tell whether an element bears the words of its own heading as its id: a section on sharing is no furniture."""
    first = next(element.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    words = match_key("".join(first.itertext())) if first is not None else ""
    return bool(words) and words.startswith(match_key(element.get("id") or ""))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _weight(candidate: Candidate) -> float:
    """Return the letters of a block that are no link, 0 for what shows nothing."""
    if isinstance(candidate.block, Heading | Figure) or candidate.size < _SHORTEST:
        return 0.0
    if isinstance(candidate.block, Table):
        return candidate.size * 0.5
    return candidate.size * (1.0 - candidate.linked)


def _is_text(candidate: Candidate) -> bool:
    return bool(candidate.words) and (candidate.linked < 0.6 or isinstance(candidate.block, Heading))
