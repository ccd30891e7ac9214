"""Lines that ask something of the reader: an address for a newsletter, a subscription, to share or to follow."""

from __future__ import annotations

import re

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

_SHARE = re.compile(
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


def asks_reader(text: str) -> bool:
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
    rest, verbs = _SHARE.subn(" ", text)
    rest, networks = _SHARED.subn(" ", rest)
    between = re.findall(r"\w+", rest.casefold())
    return bool(verbs and networks) and all(len(word) <= _BETWEEN or word in _SHAREABLE for word in between)
