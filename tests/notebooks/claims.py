"""A claim is a sentence of a notebook and the measurement behind each number in it.

In a claim's text, {0.037} marks a number that is measured, and {nine=0.9} one that stands there in words or in a form
of its own. `measure()` returns one value for each mark: a number, which must round to what the sentence says, or True
where the sentence gives a bound and the bound holds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

MARK = re.compile(r"\{([^{}=]+)(?:=([^{}]+))?\}")


@dataclass(frozen=True)
class Claim:
    """`text` as it stands in the prose but for its marks, and `measure`, a function that returns a list."""

    text: str
    measure: Callable

    @property
    def plain(self) -> str:
        """The text as the notebook has it."""
        return MARK.sub(lambda mark: mark[1], self.text)

    @property
    def said(self) -> list[str]:
        """What each mark says, as a number in text."""
        return [mark[2] or mark[1] for mark in MARK.finditer(self.text)]

    def spans(self) -> list[tuple[int, int]]:
        """Start and end of what is marked, in the plain text."""
        spans, removed = [], 0
        for mark in MARK.finditer(self.text):
            start = mark.start() - removed
            spans.append((start, start + len(mark[1])))
            removed += len(mark[0]) - len(mark[1])
        return spans


def rounds_to(measured, said: str) -> bool:
    """Whether a measurement, rounded to as many digits as were said, is what was said; True counts as a bound that holds."""
    if isinstance(measured, bool):
        return measured
    share = 100 if said.endswith("%") else 1
    number = Decimal(said.rstrip("% "))
    unit = 10.0 ** number.as_tuple().exponent / share
    return abs(float(measured) - float(number) / share) <= 0.501 * unit
