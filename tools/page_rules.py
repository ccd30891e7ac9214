"""Print what each rule for web pages is worth: the pages that it helps and hurts, and their publishers, by leaving it out.

The rules are the class names of boilerplate and the repairs of an extraction. A rule stays only if it helps the pages of at
least three publishers on a set that it was not made from. Run `python tools/page_rules.py [SET ...]`; it takes a while.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from bench.pages import SETS, LabelledPage, iter_pages, load_scorer, read_with_program, score_page

from briefbuilder.importers.html import boilerplate, choose, headline

ROOT = Path(__file__).resolve().parent.parent
LEAST_CHANGE = 0.005
"""The least change of a page's text F1 that counts."""

NAME_LISTS = ("_BOILERPLATE_NAME", "_LOOSE_NAME", "_GALLERY_NAME")
NOTHING = re.compile(r"(?!)")


def _unchanged(_: object, chosen: Sequence[int], *__: object) -> list[int]:
    return list(chosen)


def _nothing(*_: object) -> list[int]:
    return []


def _never(*_: object, **__: object) -> bool:
    return False


REPAIRS: tuple[tuple[ModuleType, str, Callable[..., object]], ...] = (
    (choose, "add_missing_text", _unchanged),
    (choose, "add_continuation", _unchanged),
    (choose, "drop_tail", _unchanged),
    (choose, "match_stated_text", _unchanged),
    (choose, "_drop_second_copy", _unchanged),
    (choose, "_are_teasers", _never),
    (choose, "_is_wrong", _never),
    (choose, "_is_within", _never),
    (choose, "is_related_link", _never),
    (choose, "is_announcement", _never),
    (choose, "_find_entry_times", lambda *_: set()),
    (choose, "_find_step_titles", lambda *_: set()),
    (choose, "_find_nested_items", lambda *_: set()),
    (choose, "_find_embedded", _nothing),
    (choose, "_find_pictures_above", _nothing),
    (choose, "_find_pictures_below_title", _nothing),
    (choose, "_find_headings_above", _nothing),
    (choose, "_find_text_lists", lambda *_: set()),
    (boilerplate, "_find_misplaced", _nothing),
    (boilerplate, "_find_galleries", _nothing),
    (boilerplate, "_names_its_heading", _never),
    (headline, "is_call_to_action", _never),
)
"""Functions that each do one repair, with what takes their place."""


@contextmanager
def without(module: ModuleType, name: str, instead: object) -> Iterator[None]:
    """Replace a rule for a while; the names that are known to be boilerplate are forgotten."""
    rule = getattr(module, name)
    setattr(module, name, instead)
    _forget()
    try:
        yield
    finally:
        setattr(module, name, rule)
        _forget()


def _forget() -> None:
    for cached in vars(boilerplate).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def iter_names(pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each alternative of a pattern of names, and the pattern without it."""
    start, _, rest = pattern.pattern.partition("(?:^|[\\s_-])(?:")
    body, end, tail = rest.rpartition(")(?:$|[\\s_-])")
    names = _split_alternatives(body)
    for name in names:
        others = "|".join(other for other in names if other != name)
        yield name, re.compile(f"{start}(?:^|[\\s_-])(?:{others}{end}{tail}", pattern.flags)


def _split_alternatives(body: str) -> list[str]:
    names, depth = [""], 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            names.append("")
        else:
            names[-1] += sign
    return names


def main(sets: Sequence[str]) -> int:
    """Print the table; return the exit status."""
    shared = ROOT.parent / "shared"
    if not (shared / "bench" / "score_articles.py").exists():
        print("The labelled pages are not here.", file=sys.stderr)
        return 1
    scorer = load_scorer(shared)
    pages = [page for name in sets or SETS for page in iter_pages(shared / "corpora" / "pages" / name)]
    full = [_text(scorer, page) for page in pages]
    print(f"{len(pages)} pages; a rule helps a page if its text F1 falls by {LEAST_CHANGE} without it")
    print(f"{'rule':44} {'helped':>7} {'publishers':>11} {'hurt':>5} {'sum':>7}")
    for name in NAME_LISTS:
        pattern = getattr(boilerplate, name)
        for alternative, others in iter_names(pattern):
            own = re.compile(alternative, re.IGNORECASE)
            concerned = [
                index for index, page in enumerate(pages) if own.search(page.data.decode("utf-8", "replace"))
            ]
            with without(boilerplate, name, others):
                _show(f"{name.strip('_').lower()}: {alternative}", scorer, pages, full, concerned)
    for module, name, instead in REPAIRS:
        with without(module, name, instead):
            _show(name.strip("_"), scorer, pages, full, range(len(pages)))
    return 0


def _show(
    rule: str,
    scorer: ModuleType,
    pages: Sequence[LabelledPage],
    full: Sequence[float],
    concerned: Sequence[int],
) -> None:
    """Print the row of a rule that is left out now."""
    changes = {index: full[index] - _text(scorer, pages[index]) for index in concerned}
    helped = [index for index, change in changes.items() if change >= LEAST_CHANGE]
    hurt = [index for index, change in changes.items() if change <= -LEAST_CHANGE]
    publishers = len({pages[index].publisher for index in helped})
    print(
        f"{rule[:44]:44} {len(helped):7} {publishers:11} {len(hurt):5} {sum(changes.values()):+7.3f}",
        flush=True,
    )


def _text(scorer: ModuleType, page: LabelledPage) -> float:
    return score_page(scorer, page, read_with_program(page.data, page.name)).text


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
