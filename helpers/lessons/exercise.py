"""An exercise has an answer that can be checked: at once, in words that help, without giving it away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from numbers import Number

import numpy as np

OPEN, WRONG, RIGHT = "No answer yet", "Not yet", "Right"
COLORS = {OPEN: "#767676", WRONG: "#B35C00", RIGHT: "#00734C"}  # beside the word, never instead of it


@dataclass(frozen=True)
class Feedback:
    """What the reader is told about an answer: `verdict` is one of OPEN, WRONG and RIGHT."""

    verdict: str
    message: str

    def __str__(self) -> str:
        return f"{self.verdict}. {self.message}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        looks = f"border-left: 4px solid {COLORS[self.verdict]}; padding-left: 10px; line-height: 1.5; max-width: 960px"
        return f'<div role="status" style="{looks}"><b>{self.verdict}.</b> {escape(self.message)}</div>'


@dataclass(frozen=True)
class Exercise:
    """`answer()` computes what is right, a number or an array; `reason` says why, once it was found.

    `tolerance` is relative to the answer (for an array: to its largest entry); 0 asks for the exact number.
    `mistakes` maps a hint to a function that computes the wrong answer it is for.
    """

    answer: Callable
    reason: str
    tolerance: float = 0.05
    mistakes: dict[str, Callable] = field(default_factory=dict)

    def check(self, given) -> Feedback:
        """Whether `given` is right, and if it is not, what may be wrong with it."""
        if given is ... or given is None:  # nothing to compare, so nothing is computed either
            return Feedback(OPEN, "Put yours in place of the three dots and run the cell again.")
        right = np.asarray(self.answer(), dtype=float)
        if unusable := explain_unusable(given, right.shape):
            return unusable
        given = np.asarray(given, dtype=float)
        if self._agree(given, right):
            return Feedback(RIGHT, self.reason)
        for hint, wrong in self.mistakes.items():
            if self._agree(given, np.asarray(wrong(), dtype=float)):
                return Feedback(WRONG, hint)
        return Feedback(WRONG, self._distance(given, right))

    def _agree(self, given, other):
        return bool(np.abs(given - other).max() <= self.tolerance * np.abs(other).max())

    def _distance(self, given, right):
        if given.ndim:
            off = np.abs(given - right) > self.tolerance * np.abs(right).max()
            return (
                f"{off.sum()} of {off.size} numbers are off, the first at index {tuple(map(int, np.argwhere(off)[0]))}."
            )
        if not right:
            return f"{given:g} is too far from zero."
        if given * right <= 0:
            return f"{given:g} cannot be: look at its sign, and whether it can be zero."
        side = "large" if abs(given) > abs(right) else "small"
        return f"{given:g} is too {side}, by {_size(max(given / right, right / given))}."


def explain_unusable(given, shape) -> Feedback | None:
    """Feedback on what is no answer at all: a text, a function, the wrong shape, nan or inf; else None."""
    if callable(given):
        return Feedback(WRONG, "This is a function; hand over what it returns: call it.")
    wanted = f"an array of shape {shape}" if shape else "one number"
    try:
        numbers = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        return Feedback(WRONG, f"The answer is {wanted}, and {given!r} cannot be read as that.")
    if isinstance(given, str) or (not shape and isinstance(given, bool)):
        return Feedback(WRONG, f"The answer is {wanted}; write it as a number, without quotation marks: not {given!r}.")
    if numbers.shape != shape:
        return Feedback(WRONG, f"The answer is {wanted}; yours is {_form(given, numbers)}.")
    if not np.isfinite(numbers).all():
        return Feedback(WRONG, "Your answer holds nan or inf; something was divided by zero, or grew without end.")
    return None


def _form(given, numbers):
    return "one number" if isinstance(given, Number) else f"of shape {numbers.shape}"


def _size(factor):
    if factor < 2:
        return "less than a factor of 2"
    return f"a factor of more than 10^{int(np.log10(factor))}" if factor >= 10 else "a factor between 2 and 10"
