"""What is used again and again is read once; what was not used for long is forgotten."""

from __future__ import annotations

from briefbuilder.storage.recent_cache import RecentCache


def test_the_values_that_were_used_last_are_not_read_again() -> None:
    read: list[str] = []

    def upper(key: str) -> str | None:
        read.append(key)
        return None if key == "absent" else key.upper()

    cache = RecentCache(upper, 2)
    assert [cache.get(key) for key in "abacab"] == [*"ABACAB"]
    assert read == [*"abcb"], "b was used less recently than a"
    assert cache.held() == {"a": "A", "b": "B"}
    cache.drop("a")
    cache.drop("never read")
    assert (cache.get("a"), cache.get("b"), "".join(read)) == ("A", "B", "abcba")
    assert [cache.get("absent"), cache.get("absent")] == [None, None]
    assert read[-2:] == ["absent", "absent"], "what is absent may come"
    cache.clear()
    assert cache.held() == {}
