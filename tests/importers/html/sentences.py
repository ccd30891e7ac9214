"""Paragraphs of one sentence each, of which pages for tests are made."""

from __future__ import annotations

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours.",
    "Officials will report twice a year; the first report is due in spring and covers the two largest harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver what it promised.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive before the end of June.",
    "The last talks failed because nobody could say who pays for the storage of what is never used by anyone.",
    "Two of the harbours have no room for new tanks and will have to buy the meadows that lie behind their quays.",
)
MORE_TEXTS = (
    "Farmers on the northern bank learned of the plans from a map that somebody had left in the village inn.",
    "The railway has two tracks there, of which one has been closed since the bridge was found to be unsafe.",
    "Insurers ask for a fire brigade of its own, with boats, at each of the places where tanks will be built.",
    "According to the mayor, the rent of the meadows would pay for the school bus and for the new swimming pool.",
    "Engineers warn that the ground is soft and that each tank will need more than ninety piles to stand on.",
    "In the end the council asked for a second opinion, which it expects to read on the first day of autumn.",
)
