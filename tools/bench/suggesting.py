"""Topic suggestions beside one large regular expression of the same plain words."""

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
OURS = SETUP + "matcher = Resources().matcher(taxonomy)\ntimed(lambda text: matcher.suggest(text, 'it'))"
REGEX = (
    SETUP
    + """
terms = [re.escape(term.strip("?").replace("*", "")) for topic in taxonomy.topics for term in topic.terms.get("it", ())]
pattern = re.compile(r"\\b(?:" + "|".join(terms) + ")", re.IGNORECASE)
timed(lambda text: pattern.findall(text))
"""
)


def run() -> None:
    """Print the table."""
    rows = [
        Row("briefbuilder", number_from(OURS)),
        Row("one regular expression, no rules, no topics", number_from(REGEX)),
    ]
    show("Suggestions for a section", "CPU-ms", rows)
