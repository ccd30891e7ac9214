"""How much each finding counts for or against a heading, fitted by `tools/fit_headings.py` on labelled pages.

The weights are those of a logistic regression, rounded: a line is a heading where `BIAS` and the weights of all that
was found (see `forms` and `evidence`) come to more than nothing. Findings that say little have none.
"""

from __future__ import annotations

BIAS = 1.1
"""What speaks for any short line; 0.3 more than fitted, for a missed heading costs as much as a false one."""

WEIGHTS = {
    # its own words: credits, asides, whole sentences and furniture of pages are no headings
    "furniture": -1.2,
    "credit": -1.0,
    "sign first": -1.0,
    "two sentences": -0.7,
    "dash": -0.7,
    "comma": -0.6,
    "colon": -0.5,
    "slash": -0.5,
    "exclamation": -0.5,
    "quoted": -0.5,
    "digits": -0.4,
    "brackets": -0.4,
    "date": -0.3,
    "small words": -0.2,
    "capitals": -0.2,
    "counted": 0.4,
    "numbered": 0.5,
    "one word": 0.5,
    # its length: headings are short, and as long as the others of their text
    "wide": -0.6,
    "wider": -0.6,
    "widest": -0.4,
    "many words": -0.4,
    "narrower than others": -0.3,
    "wider than others": -0.2,
    # the lines around it: a heading stands over prose or a list; lines alike in a row are a list or a table
    "listed by colon": -1.1,
    "below no longer": -0.8,
    "two below short": -0.6,
    "last": -0.6,
    "above short": -0.5,
    "two above short": -0.5,
    "above colon": -0.5,
    "first": -0.5,
    "above alike": -0.4,
    "below lower": -0.4,
    "late": -0.3,
    "over a short line": 0.1,
    "opens a run": 0.2,
    "below colon": 0.3,
    "below marked": 0.4,
    "last but one": 0.5,
    # the text as a whole: headings name what comes, are alike, are said once, and are fewer than the paragraphs
    "question among others": -0.6,
    "dense": -0.6,
    "repeated": -0.4,
    "listed": -0.4,
    "ending repeated": -0.3,
    "many short": 0.2,
    "listed above": 0.3,
    "shape usual": 0.3,
    "more words below": 0.4,
    "words below": 0.7,
}
