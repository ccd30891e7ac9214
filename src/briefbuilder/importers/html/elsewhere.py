"""Lines among an article's blocks that are no text of it: they lead elsewhere, or announce what follows."""

from __future__ import annotations

import re

from briefbuilder.importers.html.asking import asks_reader
from briefbuilder.importers.html.candidate import Candidate

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


def leads_elsewhere(candidate: Candidate, *, links: bool) -> bool:
    """Tell whether a block leads elsewhere; `links` where one that is wholly a link may be text."""
    block = candidate.block
    text = block.text
    if (
        block.kind != "table"
        and len(text) < _READ_ALSO_LENGTH
        and _calls_away(text, is_linked=bool(candidate.linked))
    ):
        return True
    if _is_tag_line(text) or (block.kind in _ASKING and asks_reader(text)):
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


def may_be_link(candidate: Candidate) -> bool:
    """Tell whether a block among the text that is wholly a link may be text: no headline of another article."""
    if candidate.block.kind == "list_item" or len(candidate.words) <= _HEADLINE:
        return True
    return candidate.text.startswith(("http://", "https://", "www."))


def announces(candidate: Candidate) -> bool:
    """Tell whether a block only says what comes below it, where nothing does."""
    return candidate.block.kind == "heading" or bool(_COMMENTS.match(candidate.text))
