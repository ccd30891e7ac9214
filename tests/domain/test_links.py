"""Links that hide the host which they lead to."""

from __future__ import annotations

import pytest

from briefbuilder.domain.links import is_disguised, plain_address, real_host


@pytest.mark.parametrize(
    ("link", "text", "host"),
    [
        ("https://bank.example@evil.example/x", "", "evil.example"),
        ("https://bank.example:443@evil.example/x", "", "evil.example"),
        ("https://xn--pple-43d.com/", "", "xn--pple-43d.com"),
        ("https://аpple.com/", "", "xn--pple-43d.com"),
        ("https://сосо.com/", "", "xn--n1aahb.com"),
        ("https://evil.example/", "https://bank.example/login", "evil.example"),
        ("https://evil.example/", "www.bank.example", "evil.example"),
        ("https://bank.example\\@evil.example/", "", "evil.example"),
    ],
)
def test_a_link_that_hides_its_host_is_told(link: str, text: str, host: str) -> None:
    assert is_disguised(link, text)
    assert real_host(link) == host


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("https://example.eu/", "the ministers"),
        ("https://www.example.eu/a", "example.eu"),
        ("https://example.eu/", "https://www.example.eu/a/b"),
        ("https://россия.рф/", ""),
        ("https://münchen.de/", ""),
        ("https://例え.jp/", ""),
        ("https://example.eu/@user/1", ""),
        ("mailto:a@example.eu", "a@example.eu"),
        ("https://example.eu/", "e.g. the report"),
        ("https://192.0.2.7/a", ""),
    ],
)
def test_ordinary_links_are_not(link: str, text: str) -> None:
    assert not is_disguised(link, text)
    assert plain_address(link) == link


def test_an_address_is_printed_with_its_host() -> None:
    assert plain_address("https://bank.example@evil.example:8443/x?y") == "https://evil.example:8443/x?y"
    assert plain_address("https://аpple.com/a") == "https://xn--pple-43d.com/a"
    assert plain_address("https://bank.example@evil.example:99999/x") == "https://evil.example/x"
    assert plain_address("https://bank.example@evil.example/x") == "https://evil.example/x"
    assert plain_address("https://[bad") == "https://[bad"
