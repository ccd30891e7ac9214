"""Lines among an article's blocks that are no text of it: they lead elsewhere, or announce what follows."""

from __future__ import annotations

import re

from briefbuilder.importers.html.asking import asks_reader
from briefbuilder.importers.html.walk import Candidate

_READ_ALSO = re.compile(
    r"^[\W_]{0,4}(?:read (?:more|also|next)|see (?:also|more)|also read|you (?:may|might) also like|like this (?:story|article)|explore further|related(?: stories| articles)?|more (?:from|on|stories)"
    r"|share (?:this|on)|follow us|sign up|subscribe|advertisement|recommended|most (?:read|popular)|click here"
    r"|don.t miss|leggi anche|leggi tutto|ti potrebbe interessare|per approfondire|pubblicità|condividi|iscriviti"
    r"|lire aussi|à lire|voir aussi|sur le même sujet|publicité|partager|abonnez-vous|lesen sie auch|mehr zum thema"
    r"|das könnte sie|anzeige|werbung|lea también|leer más|te puede interesar|publicidad|compartir|leia também|lees ook"
    r"|czytaj (?:też|także|więcej)|läs (?:också|mer)|les også|læs også|関連記事|あわせて読みたい|相关阅读|相關新聞"
    r"|延伸阅读|延伸閱讀|читайте (?:также|ещё)|читайте також|关联阅读|관련기사|přečtěte si (?:také|též)|čtěte (?:také|také:)|prečítajte si|olvassa el"
    r"|citește și|citeşte şi|lue myös|διαβάστε (?:επίσης|ακόμα)|pročitajte i|preberite tudi|loe ka|lasi arī|taip pat skaitykite|прочетете още"
    r"|ilgili haberler?|baca juga|xem thêm|اقرأ أيضا|إقرأ أيضا|קראו גם|यह भी पढ़ें|ये भी पढ़ें|zobacz (?:też|także)|zum thema|auch interessant"
    r"|sullo stesso argomento|articoli correlati|noticias relacionadas|saiba mais|veja (?:também|mais)|voir également|en images"
    r"|[aà] lire (?:aussi|également|ailleurs)|lire (?:également|la suite)|lees (?:meer|verder)|lue lisää|læs mere|les mer|ve[ar] también|lee (?:también|además)"
    r"|leia mais|zobacz również|powiązane artykuły|související|více k tématu|kapcsolódó (?:cikk|anyag)\w*|articole similare|ещё по теме|материалы по теме"
    r"|матеріали за темою|още по темата|вижте (?:още|също)|свързани статии|benzer haberler|ilgili haber|قد يهمك|اقرأ المزيد|شاهد أيضا|مواضيع ذات صلة"
    r"|أخبار ذات صلة|כתבות (?:קשורות|נוספות)|לקריאה נוספת|推荐阅读|相关新闻|相關報導|関連ニュース|合わせて読みたい|관련 (?:기사|뉴스)|संबंधित खबरें|berita terkait"
    r"|artikel terkait|lihat juga|baca selengkapnya|tin liên quan|đọc thêm|bài liên quan|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|llegeix també"
    r"|pročitajte (?:i|još)|povezani članci|σχετικά άρθρα|articoli collegati)(?!\w)",
    re.IGNORECASE,
)
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
    calls = _READ_ALSO.match(text) if len(text) < _READ_ALSO_LENGTH and block.kind != "table" else None
    if calls and (len(text) < _SENTENCE or candidate.linked or text[calls.end() :].lstrip()[:1] in _CALLING):
        return True
    if _is_tag_line(text) or (block.kind in _ASKING and asks_reader(text)):
        return True
    whole_link = block.kind in {"paragraph", "list_item", "table"} and candidate.linked >= _WHOLE_LINK
    return whole_link and not links and len(candidate.words) < _LONGEST_LINK


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
