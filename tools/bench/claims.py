"""Claims of labelled paragraphs beside their sources: planted errors, alarms on right claims, places, dates, cost.

`python -m bench.claims --list` adds the misses and alarms of the half that the rules may be adjusted to.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.claims_cases import FURTHER, LANGUAGES, Case, Corpus, Row, blocks_of, in_first_half, sample
from bench.claims_figures import score_all_figures
from bench.claims_notes import score_notes
from bench.claims_own import PARTS, score_own
from bench.shared import SHARED
from briefbuilder.domain.facts import Claim, FactSource
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

ALARMS = frozenset({"different", "not-found"})
PAGE = 350
"""Words of a page."""
PAIRS = (("it", "en"), ("en", "it"), ("en", "de"), ("de", "en"), ("fr", "it"))
"""Languages of a translation that plays the officer's text, and of the article beside it."""


def run() -> None:
    """Print the scores of both halves, and what the fair test and the clock say."""
    main([])


def main(arguments: list[str] | None = None) -> int:
    """Run the parts that the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="list misses and alarms of the first half")
    parser.add_argument("--fair", action="store_true", help="only translated articles as the officer's text")
    parser.add_argument("--labels", action="store_true", help="only the labelled paragraphs")
    parser.add_argument("--further", action="store_true", help="list those beside sources in es and ja, too")
    parser.add_argument("--language", help="list only paragraphs in this language")
    parser.add_argument("--kind", help="list only this kind of claim or error")
    parser.add_argument(
        "--scale",
        action="store_true",
        help="only what paragraphs cost in dossiers of 1,000 and of 100,000 articles",
    )
    parser.add_argument(
        "--own", action="store_true", help="only the paragraphs of our own, with their faults"
    )
    parser.add_argument("--notes", action="store_true", help="only the notes, with their faults")
    options = parser.parse_args(arguments)
    folder = SHARED / "corpora" / "claims"
    if not folder.is_dir():
        print("\nClaims: the labelled paragraphs are not here")
        return 0
    corpus = Corpus(folder)
    if options.scale:
        from bench import claims_scale

        claims_scale.run(corpus)
        return 0
    if options.notes:
        _score_notes(corpus, [])
        return 0
    if options.own:
        _score_own(corpus, [])
        return 0
    if options.fair:
        _fair_test(corpus, options)
        return 0
    _score_labels(corpus, options)
    if not options.labels:
        _score_notes(corpus, None)
        _score_own(corpus, None)
        score_all_figures()
        _fair_test(corpus, options)
        _itself(corpus)
        _clock(corpus)
    return 0


def _score_own(corpus: Corpus, listed: list[str] | None) -> None:
    """Print the scores of our own paragraphs, and the faults of those that the rules may be adjusted to."""
    for part in PARTS:
        score_own(corpus, part, None if part.endswith("kept") else listed)
    print("\n".join(listed or ()))


def _score_notes(corpus: Corpus, listed: list[str] | None) -> None:
    """Print the scores of the notes, and the faults of those that the rules may be adjusted to."""
    score_notes(corpus, "tuned", listed)
    score_notes(corpus, "kept")
    print("\n".join(listed or ()))


# The labelled paragraphs.


def _score_labels(corpus: Corpus, options: argparse.Namespace) -> None:
    scorer = _load_scorer()
    halves: dict[bool, list[Row]] = {True: [], False: []}
    further: dict[bool, list[Row]] = {True: [], False: []}
    listed: list[str] = []
    for case in corpus.cases():
        claims = _check(corpus, case)
        half = in_first_half(case.paragraph["article"])
        halves[half].append(_result(case, claims))
        if half and options.list:
            listed += _faults(case, claims, options)
    for case in corpus.cases(further=True):
        claims = _check(corpus, case)
        half = in_first_half(case.paragraph["article"])
        further[half].append(_result(case, claims))
        if half and options.list and options.further:
            listed += _faults(case, claims, options)
    for half, name in ((True, "half A (rules are adjusted to it)"), (False, "half B (kept apart)")):
        print(f"\nClaims, {name}")
        _print_scores(scorer, corpus, half, {"claims": halves[half], "dates": list(_dates(corpus, half))})
        for language in FURTHER:
            print(f" sources in {language}")
            _print_scores(
                scorer, corpus, half, {"claims": [row for row in further[half] if row["source"] == language]}
            )
    print("\n".join(listed))


def _check(corpus: Corpus, case: Case) -> tuple[Claim, ...]:
    article, language = case.paragraph["article"], case.paragraph["language"]
    source = corpus.source(article, case.source)
    blocks = blocks_of([case.text], prefix="p")
    blocks = (replace(blocks[0], heading=False),)
    return check_claims(
        blocks, language, source.day, [source], corpus.known_elsewhere(article, case.source, language)
    )


def _result(case: Case, claims: Iterable[Claim]) -> Row:
    findings = [
        {
            "start": claim.start,
            "end": claim.end,
            "status": claim.outcome,
            "block": int(claim.sources[0].block) if claim.sources else None,
        }
        for claim in claims
    ]
    return {"case": case.id, "source": case.source, "findings": findings}


def _dates(corpus: Corpus, half: bool) -> Iterator[Row]:
    seen = set()
    for row in corpus.rows("dates"):
        doc = row["doc"]
        if doc in seen or in_first_half(doc) != half:
            continue
        seen.add(doc)
        source = corpus.source(doc, row["lang"]) if doc in corpus.articles else sample(doc, joined=True)
        for fact in source.facts:
            if fact.kind == "date":
                stated: Any = fact.stated
                yield {
                    "doc": doc,
                    "block": int(fact.block),
                    "start": fact.start,
                    "end": fact.end,
                    "first": stated.first.isoformat(),
                    "last": stated.last.isoformat(),
                }


def _print_scores(scorer: ModuleType, corpus: Corpus, half: bool, results: dict[str, list[Row]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        at, out = Path(name, "labels"), Path(name, "results")
        at.mkdir()
        out.mkdir()
        _write(
            at / "paragraphs.jsonl",
            (p for p in corpus.rows("paragraphs") if in_first_half(p["article"]) == half),
        )
        _write(at / "errors.jsonl", corpus.rows("errors"))
        _write(at / "dates.jsonl", (d for d in corpus.rows("dates") if in_first_half(d["doc"]) == half))
        for part, rows in results.items():
            _write(out / f"{part}.jsonl", rows)
        scorer.claims(at, out)
        scorer.dates(at, out)
    doubtful = Counter(
        "right" if row["case"].startswith("p") else "wrong"
        for row in results["claims"]
        if any(finding["status"] == "doubtful" for finding in row["findings"])
    )
    print(
        f"  paragraphs with a doubtful claim: {doubtful['right']} right ones, {doubtful['wrong']} with an error"
    )


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def _load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "bench" / "score_claims.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _faults(case: Case, claims: tuple[Claim, ...], options: argparse.Namespace) -> Iterator[str]:
    """Yield a line for what was missed, or alarmed without cause, or placed in another block."""
    if options.language and case.paragraph["language"] != options.language:
        return
    head = f"{case.id} {case.paragraph['language']}→{case.source}"
    if case.error:
        if options.kind in {None, case.error["kind"]}:
            yield from _missed(head, case, case.error, claims)
        return
    for claim in claims:
        if claim.outcome in ALARMS and options.kind in {None, claim.kind}:
            yield f"ALARM {head} {claim.kind}: {_shown(claim)}\n        {case.text}"
    for label in case.paragraph["claims"]:
        if options.kind in {None, label["kind"]}:
            yield from _misplaced(head, label, claims)


def _missed(head: str, case: Case, error: Row, claims: tuple[Claim, ...]) -> Iterator[str]:
    start, end = error["start"], error["start"] + len(error["becomes"])
    hits = [claim for claim in claims if claim.start < end and start < claim.end]
    if not any(claim.outcome in ALARMS for claim in hits):
        what = f"{error['was']!r} → {error['becomes']!r}"
        shown = "; ".join(map(_shown, hits)) or "nothing read"
        yield f"MISS  {head} {error['kind']}: {what}: {shown}\n        {case.text}"


def _misplaced(head: str, label: Row, claims: tuple[Claim, ...]) -> Iterator[str]:
    hits = [claim for claim in claims if claim.start < label["end"] and label["start"] < claim.end]
    good = [claim for claim in hits if claim.outcome in {"found", "rounded", "doubtful"}]
    if not hits:
        yield f"UNREAD {head} {label['kind']} {label['text']!r}"
    elif not good:
        yield f"NOT FOUND {head} {label['kind']} {label['text']!r}: {'; '.join(map(_shown, hits))}"
    elif not any(int(claim.sources[0].block) in label["blocks"] for claim in good):
        yield f"PLACE {head} {label['kind']} {label['text']!r} is in {label['blocks']}: {'; '.join(map(_shown, good))}"


def _shown(claim: Claim) -> str:
    places = ", ".join(f"{source.text!r} in {source.block}" for source in claim.sources)
    return f"{claim.text!r} ({claim.value}) {claim.outcome}{': ' if places else ''}{places}"


# Articles whose translation plays the officer's text.


def _fair_test(corpus: Corpus, options: argparse.Namespace) -> None:
    print("\nTranslations as the officer's text (alarms, of claims, a page; digit errors caught)")
    for text_language, source_language in PAIRS:
        for half in (True, False):
            print(f"  {text_language} beside {source_language}, half {'A' if half else 'B'}: ", end="")
            print(_fair_line(corpus, text_language, source_language, half, options))


def _fair_line(
    corpus: Corpus, text_language: str, source_language: str, half: bool, options: argparse.Namespace
) -> str:
    chance = random.Random(20)  # noqa: S311 - the same each time
    alarms = claims = words = caught = planted = 0
    kinds: Counter[str] = Counter()
    for article, row in corpus.articles.items():
        if (
            in_first_half(article) != half
            or text_language not in row["blocks"]
            or source_language not in row["blocks"]
        ):
            continue
        source = corpus.source(article, source_language)
        known = corpus.known_elsewhere(article, source_language, text_language)
        texts = row["blocks"][text_language]
        words += sum(len(text.split()) for text in texts)
        for claim in check_claims(blocks_of(texts), text_language, source.day, [source], known):
            claims += 1
            if claim.outcome in ALARMS:
                alarms += 1
                kinds[claim.kind] += 1
                if half and options.list and options.kind in (None, claim.kind):
                    print(
                        f"\n    {article} {_shown(claim)}\n       {texts[int(claim.block)][max(0, claim.start - 70) : claim.end + 70]}",
                        end="",
                    )
        for number, text in enumerate(texts):
            error = _digit_error(text, chance)
            if error is None:
                continue
            place, changed = error
            planted += 1
            blocks = blocks_of(texts)
            found = check_claims(
                (replace(blocks[number], text=changed),), text_language, source.day, [source], known
            )
            caught += any(claim.outcome in ALARMS and claim.start <= place < claim.end for claim in found)
    listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return (
        f"{alarms}/{claims} = {alarms / claims if claims else 0:.1%}, {PAGE * alarms / words:.2f} a page ({listed}); "
        f"{caught}/{planted} = {caught / planted if planted else 0:.1%}"
    )


def _digit_error(text: str, chance: random.Random) -> tuple[int, str] | None:
    """Return where a digit of a number of two digits or more was changed, and the changed text."""
    numbers = list(re.finditer(r"(?<![\w.,])\d[\d.,]*\d(?![\w])", text))
    if not numbers:
        return None
    number = chance.choice(numbers)
    places = [number.start() + at for at, letter in enumerate(number[0]) if letter.isdigit()]
    place = chance.choice(places)
    digit = chance.choice([each for each in "123456789" if each != text[place]])
    return place, text[:place] + digit + text[place + 1 :]


def _itself(corpus: Corpus) -> None:
    alarms: dict[str, Counter[str]] = defaultdict(Counter)
    for article in corpus.articles:
        for language in LANGUAGES:
            if language not in corpus.articles[article]["blocks"]:
                continue
            source = corpus.source(article, language)
            for claim in check_claims(source.blocks, language, source.day, [source]):
                alarms[language]["claims"] += 1
                alarms[language]["alarms"] += claim.outcome in ALARMS
    shown = ", ".join(
        f"{language} {count['alarms']} of {count['claims']}" for language, count in alarms.items()
    )
    print(f"\nA text beside itself, claims with an alarm: {shown}")


# What it costs.


def _clock(corpus: Corpus) -> None:
    paragraphs = corpus.rows("paragraphs")
    cited = {p["id"]: corpus.source(p["article"], corpus.languages_of(p["article"])[0]) for p in paragraphs}
    others = [replace(corpus.source(article, "en"), cited=False) for article in list(corpus.articles)[:20]]

    def one(sources: Callable[[Row], list[FactSource]]) -> float:
        started = time.process_time()
        for paragraph in paragraphs:
            check_claims(blocks_of([paragraph["text"]]), paragraph["language"], None, sources(paragraph))
        return 1000 * (time.process_time() - started) / len(paragraphs)

    def read() -> float:
        started = time.process_time()
        for paragraph in paragraphs:
            read_facts(blocks_of([paragraph["text"]]), paragraph["language"], None)
        return 1000 * (time.process_time() - started) / len(paragraphs)

    one(lambda p: [cited[p["id"]], *others])  # loads the lists
    facts, alone, beside = (
        read(),
        one(lambda p: [cited[p["id"]]]),
        one(lambda p: [cited[p["id"]], *others]),
    )
    print(
        f"\nCPU-ms a paragraph: {facts:.1f} to read it, {alone:.1f} beside its article, {beside:.1f} with 20 more"
    )


if __name__ == "__main__":
    raise SystemExit(main())
