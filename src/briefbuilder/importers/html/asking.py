"""Lines that ask something of the reader: an address for a newsletter, a subscription, to share or to follow."""

from __future__ import annotations

import re

_LONGEST = 220
"""Code points: a longer text that speaks of newsletters or of subscribers tells of them."""

_SHORT = 60
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
    r"|đăng ký|sign up|subscribe to|get (?:our|the) )|订阅|訂閱|登録(?:し|する)|구독하|सदस्यता",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"(?:riservat[oaie]|esclusiv[oaie]) (?:solo )?(?:agli|ai nostri|per gli) abbonati|réservée?s? (?:aux|à nos) abonnés|(?:nur|exklusiv) für abonnent"
    r"|(?:exclusiv[oa]|reservad[oa]|s[óo]lo) (?:s[óo]lo )?(?:para|a) (?:nuestros |nossos )?(?:suscriptores|assinantes)|alleen voor abonnees"
    r"|(?:endast|bara|kun) f(?:ör|or) (?:prenumerant|abonnent)|vain tilaajille|(?:tylko|wyłącznie) dla (?:prenumeratorów|subskrybentów)"
    r"|(?:jen|pouze|iba|len) pr[oe] předplatitele|len pre predplatiteľov|csak előfizető|doar (?:pentru )?abonaț|μόνο για συνδρομητές"
    r"|только (?:для )?подписчик|(?:лише|тільки) (?:для )?передплатник|само за абонати|(?:yalnızca|sadece) abone|للمشتركين فقط|למנויים בלבד"
    r"|仅供订阅|订阅后继续|訂閱後|会員限定|有料会員|구독자 전용|केवल सदस्यों|hanya untuk pelanggan|chỉ dành cho (?:người đăng ký|thuê bao)"
    r"|subscribers? only|(?:only|exclusively) (?:available )?(?:for|to) subscribers|already a subscriber|(?:subscribe|sign in|log in) to (?:continue|read|keep)"
    r"|per continuare a leggere,? (?:abbonati|accedi|registrati)|abonnez-vous pour (?:lire|continuer)|suscr[íi]b\w+ para (?:seguir|continuar)",
    re.IGNORECASE,
)
_NETWORK = r"(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|tiktok|pinterest|wechat|line|google news|mastodon|bluesky|threads)"
_FOLLOW = re.compile(
    r"^\W*(?:follow|seguici|segui|seguite|suivez|folgen sie|síguenos|sigue|siga|volg|följ|følg|seuraa|sledujte|sledovat|obserwuj|kövess\w*"
    r"|urmărește|следите|подписывайтесь|стежте|takip)(?!\w).{0,70}(?<!\w)" + _NETWORK + r"(?!\w).{0,50}$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:^\W*(?:share|condividi|partagez|partager|teilen|compartir|comparte|compartilhar?|partilhar|delen|dela|del|jaa|udostępnij|sdíle[tj]"
    r"|megosztás|distribuie|κοινοποίηση|поделиться|поділитися|споделете?|bagikan|chia sẻ)(?!\w)|(?:teilen|paylaş|シェア|ツイート|공유하기|शेयर करें)\W*$"
    r"|^\W*(?:شارك|شاركها? على|שתפו|分享到|このニュースをシェア))",
    re.IGNORECASE,
)
_SHARED = re.compile(
    rf"{_NETWORK}|フェイスブック|ニュースをシェア|페이스북|트위터|فيسبوك|تويتر|واتساب|פייסבוק|微信|微博|फेसबुक|соцсет",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"^\W*(?:continue reading(?: the main story)?|(?:article|story) continues? (?:below|after)\W.*|skip (?:to (?:main )?content|advertisement)|main content"
    r"|advertisement|pubblicità|publicité|anzeige|werbung|publicidad|publicidade|advertentie|annons|annonse|annonce|reklame?|mainos"
    r"|reklama|hirdetés|publicitate|διαφήμιση|реклама|reklam|إعلان|פרסומת|广告|廣告|広告|광고|विज्ञापन|iklan|quảng cáo)\W*$",
    re.IGNORECASE,
)


def asks_reader(text: str) -> bool:
    """Tell whether a short text only asks something of the reader, or tells that the page goes on below."""
    if len(text) > _LONGEST:
        return False
    if len(text) <= _SHORT and (_SERVICE.match(text) or (_SHARE.search(text) and _SHARED.search(text))):
        return True
    if _RESERVED.search(text) or _FOLLOW.match(text):
        return True
    return bool(_NEWSLETTER.search(text) and _SUBSCRIBE.search(text))
