"""Formulas in a line say the same number as the formula does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from lxml import etree

from briefbuilder.importers.formulas import Sign, mathml_signs, omml_signs
from briefbuilder.importers.office.xml_names import qn

MATHML = "http://www.w3.org/1998/Math/MathML"
OMML = qn("m:r").partition("}")[0][1:]


def marked(signs: Iterable[Sign]) -> str:
    """Return signs as text with ^ before raised and _ before lowered ones."""
    return "".join({"super": "^", "sub": "_"}.get(script, "") + text for text, script in signs)


def mn(*texts: str) -> str:
    return "".join(f"<mn>{text}</mn>" for text in texts)


def row(text: str) -> str:
    return f"<mrow>{mn(*text)}</mrow>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<mfrac>{mn('3', '4')}</mfrac>", "3/4"),
        (f"{mn('2')}<mfrac>{mn('1', '2')}</mfrac>", "2 1/2"),
        (f"<mfrac>{row('5+1')}{mn('2')}</mfrac>", "(5+1)/2"),
        (f"<msup>{mn('10')}<mrow><mo>−</mo>{mn('6')}</mrow></msup> <mtext>m</mtext>", "10^−6m"),
        (f"<msubsup><mi>x</mi>{mn('1', '2')}</msubsup>", "x_1^2"),
        (f"<msup>{mn('2')}<msup>{mn('3', '4')}</msup></msup>", "2^3^4"),
        (f"<msqrt>{mn('16')}</msqrt>", "√16"),
        (f"<msqrt>{mn('9')}<mo>+</mo>{mn('16')}</msqrt>", "√(9+16)"),
        (f"<mroot>{mn('27', '3')}</mroot>", "^3√27"),
        (f"<mfenced open='['>{mn('1', '2')}</mfenced>", "[1,2)"),
        (
            f"<semantics><mrow>{mn('5')}</mrow><annotation>5</annotation></semantics><mphantom>{mn('0')}</mphantom>",
            "5",
        ),
    ],
)
def test_mathml_keeps_its_numbers(body: str, expected: str) -> None:
    assert marked(mathml_signs(etree.fromstring(f'<math xmlns="{MATHML}">{body}</math>'))) == expected


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<m:sSup><m:e>{mr('10')}</m:e><m:sup>{mr('−6')}</m:sup></m:sSup>", "10^−6"),
        (f"<m:sSub><m:e>{mr('x')}</m:e><m:sub>{mr('12')}</m:sub></m:sSub>", "x_12"),
        (f"{mr('2')}<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>", "2 1/2"),
        (f"<m:f><m:num>{mr('a+b')}</m:num><m:den>{mr('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:rad><m:deg>{mr('3')}</m:deg><m:e>{mr('27')}</m:e></m:rad>", "^3√27"),
        (f"<m:rad><m:deg/><m:e>{mr('9')}</m:e></m:rad>", "√9"),
        (f"<m:nary><m:sub>{mr('1')}</m:sub><m:sup>{mr('9')}</m:sup><m:e>{mr('x')}</m:e></m:nary>", "∫_1^9x"),
        (f"<m:d><m:e>{mr('1')}</m:e><m:e>{mr('2')}</m:e></m:d>", "(1|2)"),
        (
            f"<m:limLow><m:e>{mr('lim')}</m:e><m:lim>{mr('n→0')}</m:lim></m:limLow><m:func><m:fName>{mr('sin')}</m:fName></m:func>",
            "lim_n→0sin",
        ),
    ],
)
def test_office_math_keeps_its_numbers(body: str, expected: str) -> None:
    assert marked(omml_signs(etree.fromstring(f'<m:oMath xmlns:m="{OMML}">{body}</m:oMath>'))) == expected
