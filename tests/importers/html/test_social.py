"""Posts of social networks in saved pages. The pages are written after the published markup of each network."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import ImportedArticle

TEXT = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need."
SECOND = "The harbours are to be told next week."
NOISE = (
    "<div>Post</div><div>Conversation</div><button>Like</button><span>12 Likes</span><a href='/x'>Log in</a>"
)


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="it"><head><title>Post</title>{head}</head><body>{NOISE}{body}{NOISE}</body></html>'


MASTODON = page(
    f"""<div class="detailed-status"><a href="/@anna" class="detailed-status__display-name"><span class="display-name"><bdi>
<strong class="display-name__html">Anna Rossi</strong></bdi><span class="display-name__account">@anna@social.example</span></span></a>
<div class="status__content"><div class="status__content__text"><p>{TEXT}</p><p>{SECOND} <a href="https://example.org/gas">
<span class="invisible">https://</span><span>example.org/gas</span></a></p></div></div>
<div class="detailed-status__meta"><a class="detailed-status__datetime" href="/@anna/1"><time datetime="2026-03-04T10:11:12.000Z">4 Mar</time>
</a> · <span>3 Boosts</span> · <span>9 Favourites</span></div></div>
<div class="status"><div class="status__info"><a class="status__relative-time"><time datetime="2026-03-04T11:00:00.000Z">1h</time></a>
<span class="display-name"><bdi><strong class="display-name__html">Jörg</strong></bdi><span class="display-name__account">@joerg</span></span></div>
<div class="status__content"><div class="status__content__text"><p>When is next week?</p></div></div></div>""",
    '<link rel="canonical" href="https://social.example/@anna/1">',
)
TELEGRAM = page(
    f"""<div class="tgme_widget_message" data-post="ministry/12"><a class="tgme_widget_message_owner_name">The Ministry</a>
<a class="tgme_widget_message_reply"><span class="tgme_widget_message_author_name">The Press</span>
<div class="tgme_widget_message_text js-message_reply_text">What was agreed?</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">{TEXT}<br><br>{SECOND}</div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>
<a class="tgme_widget_message_date" href="https://t.me/ministry/12"><time datetime="2026-03-04T10:11:12+00:00">10:11</time></a></div></div>"""
)
X = page(
    f"""<article data-testid="tweet" tabindex="0"><div data-testid="User-Name"><a href="/p"><span>The Press</span></a><a href="/p"><span>@press</span></a></div>
<div data-testid="tweetText" lang="en"><span>What was agreed?</span></div><a href="/press/status/1"><time datetime="2026-03-04T09:00:00.000Z">9:00</time></a>
<div role="group"><span>5</span></div></article>
<article data-testid="tweet" tabindex="-1"><div data-testid="User-Name"><a href="/anna"><span>Anna Rossi</span></a><a href="/anna"><span>@anna</span></a>
</div><div data-testid="tweetText" lang="en"><span>{TEXT}

{SECOND} </span><img alt="🚢" src="https://example.org/e.svg"></div>
<a href="/anna/status/2"><time datetime="2026-03-04T10:11:12.000Z">10:11</time></a><span>1,204 Views</span></article>"""
)
FACEBOOK = page(
    f"""<div role="article"><h3><span><strong><a href="#">Anna Rossi</a></strong></span></h3><abbr data-utime="1772619072">4 March</abbr>
<div data-ad-preview="message"><div dir="auto">{TEXT}</div><div dir="auto">{SECOND}</div></div><div>Like · Comment · Share</div></div>"""
)
LINKEDIN = page(
    f"<p>{TEXT}</p>",
    '<meta property="og:site_name" content="LinkedIn"><script type="application/ld+json">'
    + json.dumps(
        {
            "@context": "http://schema.org", "@type": "SocialMediaPosting", "datePublished": "2026-03-04T10:11:12.000Z",
            "author": {"@type": "Person", "name": "Anna Rossi"}, "articleBody": f"{TEXT}\n\n{SECOND}",
            "comment": [{"@type": "Comment", "text": "When is next week?", "author": {"name": "Jörg"},
                         "datePublished": "2026-03-04T11:00:00.000Z"}],
        }
    )
    + "</script>",
)  # fmt: skip
EXPORT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">Gas desk</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">4 March 2026</div></div>
<div class="message default clearfix" id="message1"><div class="body"><div class="pull_right date details" title="04.03.2026 10:11:12 UTC+01:00">10:11</div>
<div class="from_name">Anna Rossi</div><div class="text">{TEXT}</div></div></div>
<div class="message default clearfix joined" id="message2"><div class="body"><div class="pull_right date details" title="04.03.2026 10:12:00 UTC+01:00">10:12</div>
<div class="text">{SECOND}</div></div></div>
<div class="message default clearfix" id="message3"><div class="body"><div class="pull_right date details" title="04.03.2026 10:13:00 UTC+01:00">10:13</div>
<div class="from_name">Jörg</div><div class="reply_to details">In reply to <a href="#go_to_message1">this message</a></div>
<div class="text">When is next week?</div></div></div></div></div></div></body></html>"""


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("X", X),
        ("Mastodon", MASTODON),
        ("Telegram", TELEGRAM),
        ("Facebook", FACEBOOK),
        ("LinkedIn", LINKEDIN),
    ],
)
def test_a_post_has_its_author_its_day_and_its_text_and_nothing_else(
    read: Read, name: str, source: str
) -> None:
    article = read(source, "post.html").article
    told = " ".join(block.text for block in article.blocks)
    assert article.metadata.title == TEXT
    assert article.metadata.authors == (("The Ministry",) if name == "Telegram" else ("Anna Rossi",))
    assert article.metadata.published == date(2026, 3, 4)
    assert article.metadata.language == "en"
    assert TEXT in told
    assert SECOND in told
    for word in ("Post", "Conversation", "Like", "Log in", "Views", "Boosts", "1.2K", "Share"):
        assert word not in told


def lines(reading: ImportedArticle) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.article.blocks]


def test_a_thread_of_mastodon_keeps_its_order_accounts_and_times(read: Read) -> None:
    assert lines(read(MASTODON, "a.html")) == [
        ("heading", "Anna Rossi (@anna@social.example), 2026-03-04 10:11 UTC"),
        ("paragraph", TEXT),
        ("paragraph", f"{SECOND} https://example.org/gas"),
        ("heading", "Jörg (@joerg), 2026-03-04 11:00 UTC"),
        ("paragraph", "When is next week?"),
    ]
    metadata = read(MASTODON, "a.html").article.metadata
    assert (metadata.publication, metadata.url) == ("social.example", "https://social.example/@anna/1")


def test_an_answer_in_telegram_names_and_quotes_what_it_answers(read: Read) -> None:
    assert lines(read(TELEGRAM, "a.html")) == [
        ("paragraph", "The Ministry (@ministry), 2026-03-04 10:11 UTC ↩ The Press"),
        ("quote", "What was agreed?"),
        ("paragraph", TEXT),
        ("paragraph", SECOND),
    ]


def test_an_exported_chat_is_a_list_of_messages(read: Read) -> None:
    reading = read(EXPORT, "messages.html")
    assert lines(reading) == [
        ("heading", "Anna Rossi, 2026-03-04 09:11 UTC"),
        ("paragraph", TEXT),
        ("heading", "Anna Rossi, 2026-03-04 09:12 UTC"),
        ("paragraph", SECOND),
        ("heading", "Jörg, 2026-03-04 09:13 UTC ↩ Anna Rossi"),
        ("paragraph", "When is next week?"),
    ]
    assert (reading.article.metadata.title, reading.article.metadata.authors) == ("Gas desk", ())


def test_a_thread_of_x_keeps_the_post_above_and_its_own_lines(read: Read) -> None:
    assert lines(read(X, "a.html")) == [
        ("heading", "The Press (@press), 2026-03-04 09:00 UTC"),
        ("paragraph", "What was agreed?"),
        ("heading", "Anna Rossi (@anna), 2026-03-04 10:11 UTC"),
        ("paragraph", TEXT),
        ("paragraph", f"{SECOND} 🚢"),
    ]


def test_comments_in_structured_data_are_one_level_deeper(read: Read) -> None:
    levels = [getattr(block, "level", None) for block in read(LINKEDIN, "a.html").article.blocks]
    assert [level for level in levels if level] == [2, 3]


@pytest.mark.parametrize("kind", ['"DiscussionForumPosting"', '["DiscussionForumPosting", "Article"]'])
def test_a_topic_of_a_forum_keeps_its_title(read: Read, kind: str) -> None:
    source = LINKEDIN.replace('"SocialMediaPosting"', f'{kind}, "headline": "What ports agreed"')
    assert read(source, "a.html").article.metadata.title == "What ports agreed"


def test_a_posting_may_have_several_types(read: Read) -> None:
    source = LINKEDIN.replace('"SocialMediaPosting"', '["Article", "SocialMediaPosting"]')
    assert "social-post" in {notice.code for notice in read(source, "a.html").notices}


def test_a_posting_that_is_stated_in_part_is_read_as_a_page(read: Read) -> None:
    source = LINKEDIN.replace(SECOND, "The rest is...")
    assert "social-post" not in {notice.code for notice in read(source, "a.html").notices}


def test_an_article_that_embeds_a_post_is_read_as_a_page(read: Read) -> None:
    body = "".join(f"<p>{TEXT} {number}</p>" for number in range(6))
    source = page(
        f'<article><h1>Stocks of gas</h1>{body}<blockquote class="twitter-tweet"><p>{SECOND}</p></blockquote></article>'
    )
    reading = read(source, "a.html")
    assert "social-post" not in {notice.code for notice in reading.notices}
