"""Read posts of social networks saved as web pages: author, account, time, text, and what they answer to.

The markup is known from its publication or from the structured data that a page states. A page with other markup is
left to the general reader. X, Facebook and LinkedIn were not tried on real files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.text import Block, Figure, Heading, ListItem, Paragraph, Quote, Span
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.page import EmbeddedPictures
from briefbuilder.importers.html.statements import JsonValue, MetaTags
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.language import guess_language

_MOST_POSTS = 3000
_MOST_DEPTH = 5
_TITLE = 90
_SIGNS = (
    "tgme_widget_message", '-testid="tweet', "-testid='tweet", "-testid=tweet", "display-name__account", "data-ad-preview",
    "data-ad-comet-preview", "story_message", "from_name",
)  # fmt: skip
"""What the markup of a page with posts contains; plain substrings, which are found much faster than a pattern."""

_EXPORTED_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)(?::\d\d)?(?: UTC([+-]\d\d:\d\d))?")
_TOPIC = "DiscussionForumPosting"
"""A posting that opens a topic, whose title is its headline."""

_POSTING = ("SocialMediaPosting", _TOPIC)
_CUT = ("...", "…")
"""What ends a text that the structured data states in part only."""

_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post; `depth` counts the posts that it is an answer to, and `answers` names who it answers.

    `content` are its texts as elements, or `text` if the page states it only as characters.
    """

    name: str = ""
    account: str = ""
    time: str = ""
    content: tuple[HtmlElement, ...] = ()
    quoted: tuple[HtmlElement, ...] = ()
    media: tuple[HtmlElement, ...] = ()
    text: str = ""
    topic: str = ""
    depth: int = 0
    answers: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Markup:
    """How a network marks its posts, as XPath expressions from a post; those that it has not are empty."""

    site: str
    post: str
    name: str
    text: str
    account: str = ""
    time: str = ""
    quoted: str = ""
    media: str = ""
    answers: str = ""
    main: str = ""
    channel: str = ""


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_TELEGRAM_TEXT = f"*[{_has('tgme_widget_message_text')} and not({_has('js-message_reply_text')})]"

_MARKUPS = (
    _Markup(
        site="Telegram",
        post=f"//div[{_has('tgme_widget_message')}]",
        name=f".//*[{_has('tgme_widget_message_from_author')}] | .//*[{_has('tgme_widget_message_owner_name')}]",
        account="substring-before(@data-post, '/')",
        time=f".//a[{_has('tgme_widget_message_date')}]//time/@datetime",
        text=f".//{_TELEGRAM_TEXT}[not(ancestor::{_TELEGRAM_TEXT})]",
        quoted=f".//*[{_has('tgme_widget_message_reply')}]//*[{_has('js-message_reply_text')}]",
        answers=f".//*[{_has('tgme_widget_message_reply')}]//*[{_has('tgme_widget_message_author_name')}]",
        channel=f"//*[{_has('tgme_channel_info_header_title')}]",
    ),
    _Markup(
        site="Telegram",
        post=f"//div[{_has('history')}]//div[{_has('message')} and {_has('default')}]",
        name=f".//div[{_has('from_name')}]",
        time=f".//div[{_has('date')} and {_has('details')}]/@title",
        text=f".//div[{_has('text')}]",
        answers=f"substring-after(.//div[{_has('reply_to')}]//a/@href, '#go_to_')",
        media=f".//a[{_has('photo_wrap')}]",
        channel=f"//div[{_has('page_header')}]//div[{_has('text')}]",
    ),
    _Markup(
        site="X",
        post="//article[@data-testid='tweet']",
        name="(.//*[@data-testid='User-Name'])[1]//a[1]",
        account="(.//*[@data-testid='User-Name'])[1]//*[not(*) and starts-with(normalize-space(.), '@')]",
        time=".//a[contains(@href, '/status/')]//time/@datetime | .//time/@datetime",
        text="(.//*[@data-testid='tweetText'])[1]",
        quoted="(.//*[@data-testid='tweetText'])[position() > 1]",
        media=".//*[@data-testid='tweetPhoto']",
        main="@tabindex = '-1'",
    ),
    _Markup(
        site="Mastodon",
        post=f"//*[({_has('detailed-status')} or {_has('status')}) and .//*[{_has('status__content')}]]",
        name=f".//*[{_has('display-name__html')}] | .//*[{_has('display-name')}]//strong",
        account=f".//*[{_has('display-name__account')}]",
        time=f".//a[{_has('detailed-status__datetime')} or {_has('status__relative-time')}]//time/@datetime"
        f" | .//a[{_has('detailed-status__datetime')}]/@title | .//time/@datetime",
        text=f".//*[{_has('status__content__text')} or {_has('e-content')}]",
        media=f".//*[{_has('media-gallery')}]",
        main=_has("detailed-status"),
    ),
    _Markup(
        site="Facebook",
        post="//*[@role='article' and .//*[@data-ad-preview='message' or @data-ad-comet-preview='message' or"
        " @data-ad-rendering-role='story_message']]",
        name="(.//h2 | .//h3 | .//h4)[1]//strong | .//*[@data-ad-rendering-role='profile_name']",
        time=".//abbr/@data-utime",
        text="(.//*[@data-ad-preview='message' or @data-ad-comet-preview='message' or @data-ad-rendering-role='story_message'])[1]",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The posts of a page in their order, and the network; a `channel` is the name of a list of posts."""

    site: str
    posts: tuple[Post, ...] = field(default=())
    channel: str = ""

    @property
    def main(self) -> Post:
        """The post that the page is about, the first one if it is not marked."""
        return next((post for post in self.posts if post.main), self.posts[0])


def find_conversation(
    root: HtmlElement, text: str, scripts: Iterable[Sequence[JsonValue]]
) -> Conversation | None:
    """Return the posts of a page, None if it has none; `text` is its markup, `scripts` are the values of its JSON-LD."""
    for markup in _MARKUPS if any(sign in text for sign in _SIGNS) else ():
        posts = tuple(_marked_posts(root, markup))
        if posts:
            channel = (
                next(iter(_texts(root, markup.channel)), "") if markup.channel and len(posts) > 1 else ""
            )
            return Conversation(site=markup.site, posts=posts, channel=channel)
    stated = tuple(_stated_posts(scripts))
    return Conversation(site="", posts=stated) if stated else None


def read_conversation(
    builder: DraftBuilder, conversation: Conversation, tags: MetaTags, pictures: EmbeddedPictures
) -> Draft | None:
    """Return the draft of the posts of a page, None if they have no text."""
    several = len(conversation.posts) > 1
    for post in conversation.posts:
        blocks = [
            block for block in _post_blocks(post, tags, pictures) if block.text or isinstance(block, Figure)
        ]
        if not blocks:
            continue
        line = (Span(_head_line(post)),)
        level = min(2 + post.depth, 6)
        builder.add(Heading(id="", content=line, level=level) if several else Paragraph(id="", content=line))
        for block in blocks:
            builder.add(block)
    if not builder.blocks:
        return None
    builder.notice("social-post", conversation.site or tags.first("og:site_name") or "")
    pictures.report_outside()
    main = conversation.main
    words = " ".join(_plain(element) for element in main.content) or main.text
    moment = _moment(main.time)
    return builder.draft(
        Metadata(
            title=conversation.channel or main.topic or _title(words, main),
            authors=tuple(filter(None, [main.name or main.account])) if not conversation.channel else (),
            publication=_publication(conversation, main, tags),
            published=_day(moment),
            url=tags.url,
            language=guess_language(
                "\n".join(block.text for block in builder.blocks if not isinstance(block, Heading))
            ),
        )
    )


def _marked_posts(root: HtmlElement, markup: _Markup) -> Iterator[Post]:
    name = ""
    names: dict[str, str] = {}
    for element in _path(markup.post)(root)[:_MOST_POSTS]:
        # A message without a name goes on where the one above it ended.
        name = next(iter(_texts(element, markup.name)), name)
        names[element.get("id") or "message"] = name
        answers = next(iter(_texts(element, markup.answers)), "")
        yield Post(
            name=name,
            account=_account(next(iter(_texts(element, markup.account)), "")),
            time=next(iter(_texts(element, markup.time)), ""),
            content=_elements(element, markup.text),
            quoted=_elements(element, markup.quoted),
            media=_elements(element, markup.media),
            answers=""
            if not answers
            else names.get(answers, "" if answers.startswith("message") else answers),
            main=bool(markup.main) and bool(_path(f"boolean({markup.main})")(element)),
        )


def _post_blocks(post: Post, tags: MetaTags, pictures: EmbeddedPictures) -> Iterator[Block]:
    for element in post.quoted:
        yield Quote(id="", content=(Span(_plain(element)),))
    context = HtmlContext(base=tags.url)
    for element in post.content:
        _prepare_text(element)
        for candidate in HtmlWalker(context).walk(element):
            if isinstance(candidate.block, Paragraph | ListItem | Quote):
                yield candidate.block
    for line in post.text.split("\n"):
        yield Paragraph(id="", content=(Span(" ".join(line.split())),))
    for element in post.media:
        for candidate in HtmlWalker(context).walk(element):
            embedded = pictures.embed(candidate.block) if isinstance(candidate.block, Figure) else None
            if embedded is not None:
                yield embedded


def _prepare_text(element: HtmlElement) -> None:
    """Replace pictures of emoji by their characters, and line ends in the text by breaks, as style sheets show them."""
    for picture in list(element.iter("img")):
        picture.tag = "span"
        picture.text = picture.get("alt") or ""
    for each in [element, *element.iter()]:
        if isinstance(each.tag, str) and each.tag not in {"p", "li", "blockquote", "br"}:
            _break_lines(each)


def _break_lines(element: HtmlElement) -> None:
    lines = (element.text or "").split("\n")
    if len(lines) < 2 or not any(line.strip() for line in lines[1:]):
        return
    element.text = lines[0]
    for place, line in enumerate(lines[1:]):
        mark = element.makeelement("br")
        mark.tail = line
        element.insert(place, mark)


def _head_line(post: Post) -> str:
    """Return who wrote a post, when, and whom it answers: "Anna Rossi (@anna), 2026-03-04 10:11 UTC ↩ Jörg"."""
    who = f"{post.name} ({post.account})" if post.name and post.account else post.name or post.account
    moment = _moment(post.time)
    told = ", ".join(filter(None, (who, _shown_time(moment) if moment else post.time)))
    return f"{told} ↩ {post.answers}" if post.answers else told


def _title(words: str, post: Post) -> str:
    """Return the first sentence of a post, cut at a word, as its title."""
    first = _SENTENCE.split(words.strip().partition("\n")[0], maxsplit=1)[0]
    if len(first) > _TITLE:
        first = first[:_TITLE].rpartition(" ")[0] + "…"
    return first or post.name or post.account


def _publication(conversation: Conversation, post: Post, tags: MetaTags) -> str | None:
    if conversation.site == "Mastodon":
        host = post.account.rpartition("@")[2] if post.account.count("@") > 1 else ""
        return host or urlsplit(tags.url or "").hostname or "Mastodon"
    return conversation.site or tags.first("og:site_name") or urlsplit(tags.url or "").hostname


def _moment(stated: str) -> datetime | None:
    exported = _EXPORTED_TIME.match(stated)
    if exported:
        day, month, year, clock, zone = exported.groups()
        stated = f"{year}-{month}-{day}T{clock}{zone or ''}"
    try:
        if stated.isascii() and stated.isdecimal():
            return datetime.fromtimestamp(int(stated[:10]), UTC)
        return datetime.fromisoformat(stated)
    except (ValueError, OverflowError, OSError):
        return None


def _shown_time(moment: datetime) -> str:
    if moment.tzinfo is None:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _account(text: str) -> str:
    bare = text.strip()
    return f"@{bare}" if bare and not bare.startswith("@") else bare


@cache
def _path(expression: str) -> etree.XPath:
    return etree.XPath(expression)


def _elements(element: HtmlElement, expression: str) -> tuple[HtmlElement, ...]:
    found = _path(expression)(element) if expression else []
    return tuple(one for one in found if isinstance(one, HtmlElement)) if isinstance(found, list) else ()


def _texts(element: HtmlElement, expression: str) -> list[str]:
    """Return the texts that an expression leads to, without empty ones."""
    found = _path(expression)(element) if expression else []
    values = found if isinstance(found, list) else [found]
    texts = (" ".join((str(value) if isinstance(value, str) else _plain(value)).split()) for value in values)
    return [text for text in texts if text]


def _plain(element: HtmlElement) -> str:
    """Return the text of an element, with the characters of its emoji, and a space at breaks."""
    pieces: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces += [each.get("alt") or "" if each.tag == "img" else "", each.text or ""]
            if each.tag in {"br", "p", "div"}:
                pieces.append(" ") if each.tag == "br" else pieces.insert(len(pieces) - 1, " ")
        elif each is not element:
            pieces.append(each.tail or "")
    return " ".join("".join(pieces).split())


# Postings in JSON-LD (schema.org), with their comments.


def _stated_posts(scripts: Iterable[Sequence[JsonValue]]) -> Sequence[Post]:
    """Return the first posting with a whole text, and its comments."""
    for loaded in chain.from_iterable(scripts):
        graph = loaded.get("@graph", loaded) if isinstance(loaded, dict) else loaded
        for node in graph if isinstance(graph, list) else [graph]:
            if isinstance(node, dict) and any(kind in _POSTING for kind in _types(node)):
                posts = list(islice(_posting(node, 0), _MOST_POSTS))
                if posts[0].text and not posts[0].text.endswith(_CUT):
                    return posts
    return ()


def _types(node: Mapping[str, object]) -> Sequence[object]:
    kind = node.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _posting(node: Mapping[str, object], depth: int) -> Iterator[Post]:
    author = node.get("author")
    person = author[0] if isinstance(author, list) and author else author
    person = person if isinstance(person, dict) else {"name": person}
    text = _characters(node.get("articleBody") or node.get("text"))
    yield Post(
        name=_characters(person.get("name")),
        account=_account(_characters(person.get("alternateName"))),
        time=_characters(node.get("datePublished") or node.get("dateCreated")),
        text=text,
        topic=_characters(node.get("headline")) if _TOPIC in _types(node) else "",
        depth=depth,
        main=depth == 0,
    )
    comments = node.get("comment")
    for comment in comments if isinstance(comments, list) else [comments]:
        if isinstance(comment, dict) and depth < _MOST_DEPTH:
            yield from _posting(comment, depth + 1)


def _characters(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return unescape(re.sub(r"<br\s*/?>|</p>", "\n", re.sub(r"<(?!br|/p)[^<>]{0,300}>", "", value))).strip()
