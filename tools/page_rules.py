"""Print what each rule for web pages is worth: the pages that it helps and hurts, and their publishers, by leaving it out.

The rules are the class names of boilerplate and the functions that choose, complete or change blocks. A rule stays only if it
helps the pages of at least three publishers on a set that it was not made from. Run `python tools/page_rules.py [SET ...]`. A
rule is left out only on the pages where it does something, and the extractions are kept, so that all of it takes minutes.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.pages import (
    SETS,
    LabelledPage,
    PageScore,
    iter_pages,
    load_scorer,
    read_with_program,
    score_page,
)
from bench.shared import find_shared
from lxml import etree

from briefbuilder.importers.html import (
    boilerplate,
    choose,
    completion,
    extraction,
    headline,
    hidden,
    insertions,
    page,
    reader,
    repair,
    walk,
)

ROOT = Path(__file__).resolve().parent.parent
LEAST_CHANGE = 0.005
"""The least change of a page's text F1, or of its typed block F1, that counts."""

NAME_LISTS = ("_BOILERPLATE_WORDS", "_LOOSE_WORDS", "_GALLERY_WORDS")
_NAMED = re.compile(r"""(?i)\b(?:class|id)\s*=\s*["']?([^"'>]+)""")
"""The names of an element in the markup."""


def _second(_: object, chosen: Sequence[int], *__: object) -> list[int]:
    return list(chosen)


def _first(value: object, *_: object) -> object:
    return value


def _nothing(*_: object) -> list[int]:
    return []


def _empty(*_: object) -> set[int]:
    return set()


def _never(*_: object, **__: object) -> bool:
    return False


def _none(*_: object, **__: object) -> None:
    return None


Rule = tuple[ModuleType, str, Callable[..., object]]
RULES: tuple[Rule, ...] = (
    *(
        (choose, name, _second)
        for name in (
            "add_missing_text", "add_continuation", "add_opening", "add_paragraphs_between", "drop_tail", "_drop_second_copy", "_drop_boilerplate",
            "_add_siblings", "_add_enclosed_text", "drop_teasers",
            "drop_insertions", "find_answers",
        )
    ),
    *(
        (choose, name, _never)
        for name in (
            "_is_wrong", "_is_above_title", "is_related_link", "is_announcement", "may_be_text_link",
        )
    ),
    *(
        (completion, name, _empty)
        for name in (
            "_find_lines_above", "_find_pictures_around", "_find_embedded",
            "_find_headings_above", "_find_text_lists", "_find_key_points",
        )
    ),
    (choose, "_find_opening", _nothing),
    (boilerplate, "_find_galleries", _nothing),
    (hidden, "_find_hidden_pages", _nothing),
    (boilerplate, "_find_named_text", _empty),
    (boilerplate, "_is_built_of_widgets", _never),
    (insertions, "_is_button", _never),
    (insertions, "is_call_to_action", _never),
    (insertions, "_is_read_also", _never),
    (insertions, "_is_tag_line", _never),
    (insertions, "_is_appeal", _never),
    *(
        (headline, name, _never)
        for name in (
            "_has_lead_class", "_is_described", "_has_loose_lead_class", "_is_below_title",
            "_is_above_byline",
        )
    ),
    (reader, "find_lead", _none),
    (reader, "_repeats_head", _never),
    (reader, "is_only_rights", _never),
    (reader, "find_conversation", _none),
    (page, "close_paragraphs", _first),
    (page, "_move_out_of_head", _none),
    (page, "fill_places", _none),
    (page, "open_frames", _none),
    (repair, "_open_shadow_template", _none),
    (repair, "_repair_button", _none),
    (repair, "_turn_into_columns", _none),
    (repair, "_show_formula", _none),
    (walk, "attach_caption", _none),
    (walk, "visible_caption", _first),
    (walk, "is_layout", _never),
)  # fmt: skip
"""Functions that each are a rule, with what takes their place."""


@contextmanager
def replaced(module: ModuleType, name: str, instead: object) -> Iterator[None]:
    """Replace a rule for a while."""
    rule = getattr(module, name)
    setattr(module, name, instead)
    try:
        yield
    finally:
        setattr(module, name, rule)


@contextmanager
def kept_extractions() -> Iterator[None]:
    """Keep what the extraction library returned for a tree, which takes most of the time."""
    known: dict[bytes, tuple[list[str], bool]] = {}

    def extract(root: Any, boilerplate: Sequence[Any] = ()) -> tuple[list[str], bool]:
        tree = root.getroottree()
        paths = "\n".join(map(tree.getpath, boilerplate))
        key = hashlib.sha256(etree.tostring(root) + paths.encode()).digest()
        if key not in known:
            known[key] = extraction.extract_texts(root, boilerplate)
        return known[key]

    with replaced(choose, "extract_texts", extract):
        yield


@contextmanager
def recorded(rule: Rule, acting: set[Rule]) -> Iterator[None]:
    """Note a rule in `acting` when its result differs from what takes its place."""
    module, name, instead = rule
    real = getattr(module, name)

    @wraps(real)
    def run(*arguments: Any, **named: Any) -> Any:
        result = real(*arguments, **named)
        if isinstance(result, Iterator):
            result = list(result)
        other = instead(*arguments, **named)
        # What is changed in place is not seen in the result.
        if instead is _none or _differ(result, other):
            acting.add(rule)
        return result

    with replaced(module, name, run):
        yield


def _differ(result: Any, other: Any) -> bool:
    if isinstance(result, list | set | tuple) and isinstance(other, list | set | tuple):
        return set(result) != set(other)
    return bool(result != other)


def main(sets: Sequence[str]) -> int:
    """Print the table; return the exit status."""
    shared = find_shared(ROOT)
    if not (shared / "bench").is_dir():
        print("The labelled pages are not here.", file=sys.stderr)
        return 1
    scorer = load_scorer(shared)
    print(f"a rule helps a page if its text or typed block F1 falls by {LEAST_CHANGE} without it")
    for name in sets or SETS:
        pages = list(iter_pages(shared / "corpora" / "pages" / name))
        print(f"{name}: {len(pages)} pages")
        print(
            f"{'rule':44} {'acts':>5} {'helped':>7} {'publishers':>11} {'hurt':>5} {'text':>7} {'typed':>7}"
        )
        with kept_extractions():
            _show_set(scorer, pages)
    return 0


def _show_set(scorer: ModuleType, pages: Sequence[LabelledPage]) -> None:
    full: list[PageScore] = []
    where: dict[Rule, list[int]] = {rule: [] for rule in RULES}
    for index, one in enumerate(pages):
        acting: set[Rule] = set()
        with ExitStack() as stack:
            for rule in RULES:
                stack.enter_context(recorded(rule, acting))
            full.append(_score(scorer, one))
        for rule in acting:
            where[rule].append(index)
    names = [_NAMED.findall(one.data.decode("utf-8", "replace")) for one in pages]
    named = [frozenset().union(*map(boilerplate.split_name, own)) for own in names]
    for words in NAME_LISTS:
        every = getattr(boilerplate, words)
        for word in sorted(every):
            concerned = [index for index, own in enumerate(named) if word in own]
            with replaced(boilerplate, words, every - {word}):
                _show(f"{words.strip('_').lower()}: {word}", scorer, pages, full, concerned)
    for rule in RULES:
        with replaced(*rule):
            _show(rule[1].strip("_"), scorer, pages, full, where[rule])


def _show(
    rule: str,
    scorer: ModuleType,
    pages: Sequence[LabelledPage],
    full: Sequence[PageScore],
    concerned: Sequence[int],
) -> None:
    """Print the row of a rule that is left out now."""
    scores = {index: _score(scorer, pages[index]) for index in concerned}
    texts = {index: full[index].text - score.text for index, score in scores.items()}
    typed = {index: (full[index].typed or 0.0) - (score.typed or 0.0) for index, score in scores.items()}
    helped = [index for index in scores if max(texts[index], typed[index]) >= LEAST_CHANGE]
    hurt = [index for index in scores if min(texts[index], typed[index]) <= -LEAST_CHANGE]
    publishers = len({pages[index].publisher for index in helped})
    print(
        f"{rule[:44]:44} {len(concerned):5} {len(helped):7} {publishers:11} {len(hurt):5} {sum(texts.values()):+7.3f}"
        f" {sum(typed.values()):+7.3f}",
        flush=True,
    )


def _score(scorer: ModuleType, one: LabelledPage) -> PageScore:
    return score_page(scorer, one, read_with_program(one.data, one.name))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
