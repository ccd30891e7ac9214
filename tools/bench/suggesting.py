"""Topic suggestions beside one large regular expression of the same plain words, and with a vocabulary like EuroVoc."""

from __future__ import annotations

from bench.measure import number_from
from bench.table import Row, show

SETUP = """
import re, time
from bench.texts import paragraphs
from briefbuilder.app.resources import Resources
taxonomy = Resources().taxonomy()
texts = [text for heading, text in paragraphs(60) if not heading]
def timed(ask):
    ask(texts[0])
    started = time.process_time()
    for text in texts:
        ask(text)
    print(1000 * (time.process_time() - started) / len(texts))
"""
OURS = (
    SETUP
    + """
from briefbuilder.tagging.near_sections import suggest_sections
matcher = Resources().matcher(taxonomy)
matcher.prepare("it")
started = time.process_time()
list(suggest_sections(matcher, texts, "it"))
print(1000 * (time.process_time() - started) / len(texts))
"""
)
REGEX = (
    SETUP
    + """
terms = [re.escape(term.strip("?").replace("*", "")) for topic in taxonomy.topics for term in topic.terms.get("it", ())]
pattern = re.compile(r"\\b(?:" + "|".join(terms) + ")", re.IGNORECASE)
timed(lambda text: pattern.findall(text))
"""
)
THESAURUS = """
import random, time
from bench.texts import paragraphs
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import suggest_sections
from briefbuilder.word_lists import load_word_lists
random.seed(1)
listed = {}
for language in ("en", "it", "fr", "de", "es", "pt", "ru", "ja"):
    steps = load_word_lists("briefbuilder.tagging", f"frequencies_{language}")
    listed[language] = [word for step, words in steps.items() if step < 57 for word in words.split()]
def label(language):
    return " ".join(random.choice(listed[language]) for _ in range(random.choice((1, 1, 2, 2, 2, 3))))
topics = tuple(
    Topic(id=f"t{n}", group=f"g{n % 127}", own=True, uri=f"urn:t{n}", broader=(f"t{n // 8}",) if n else (),
          terms={tag: tuple({label(tag) for _ in range(random.randint(1, 5))}) for tag in listed})
    for n in range(7300)
)
texts = [text for heading, text in paragraphs(60) if not heading]
matcher = Matcher(Taxonomy(topics=topics))
started = time.process_time()
matcher.suggest("", "it")
if PREPARE:
    print(1000 * (time.process_time() - started))
else:
    most = max(len(matcher.suggest(text, "it")) for text in texts)
    assert most <= 5, most
    started = time.process_time()
    list(suggest_sections(matcher, texts, "it"))
    print(1000 * (time.process_time() - started) / len(texts))
"""


def run() -> None:
    """Print the tables."""
    rows = [
        Row("briefbuilder", number_from(OURS)),
        Row("one regular expression, no rules, no topics", number_from(REGEX)),
    ]
    show("Suggestions for a section", "CPU-ms", rows)
    rows = [
        Row("a section", number_from("PREPARE = False" + THESAURUS)),
        Row("preparing the terms of a language, once", number_from("PREPARE = True" + THESAURUS)),
    ]
    show("A vocabulary of 7,300 topics in eight languages, all of ordinary words", "CPU-ms", rows)
