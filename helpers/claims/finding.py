"""A finding is what an experiment measured for one claim: a number for each contender and each seed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..experiments import mean_interval, share_interval

SCALES = ("linear", "log", "successes")


class Interval(NamedTuple):
    """A mean and the 95 % interval it lies in; all three are the same where the numbers do not vary."""

    mean: float
    low: float
    high: float


class Finding:
    """`values` maps each contender to its numbers, one a seed; `scale` says how they are averaged.

    "linear": their mean; "log": their geometric mean, where all are above 0; "successes": the share of trials that
    succeeded, each 0 or 1. `finding[name]` is a contender's `Interval`. Numbers that are not finite (a training that
    diverged) are left out.
    Raises ValueError for another scale.
    """

    def __init__(self, values: dict[str, np.ndarray], scale: str = "linear"):
        if scale not in SCALES:
            raise ValueError(f"scale must be one of {', '.join(SCALES)}, not {scale!r}")
        self.values = {name: np.atleast_1d(np.array(numbers, float)) for name, numbers in values.items()}
        for numbers in self.values.values():
            numbers.flags.writeable = False  # a finding is remembered, and the next reader is given the same
        self.scale = scale

    def __getitem__(self, name: str) -> Interval:
        return interval(self.values[name], self.scale)

    def least(self, name: str) -> float:
        """The smallest number of a contender: what is true of it is true of every seed."""
        return float(np.nanmin(self.values[name]))

    def gaps(self, one: str, other: str) -> np.ndarray:
        """How much larger `one` is than `other` for each seed: a difference, or on a log scale a factor."""
        pair = self.values[one], self.values[other]
        return pair[0] / pair[1] if self.scale == "log" else pair[0] - pair[1]

    def gap(self, one: str, other: str) -> Interval:
        """The mean of the gaps and the interval it lies in."""
        return interval(self.gaps(one, other), "log" if self.scale == "log" else "linear")


def interval(numbers: np.ndarray, scale: str) -> Interval:
    """Mean and 95 % interval over the numbers that are finite; the interval of a single number is itself."""
    numbers = numbers[np.isfinite(numbers)]
    if scale == "successes" and len(numbers):
        return Interval(float(numbers.mean()), *share_interval(int(numbers.sum()), len(numbers)))
    if len(numbers) == 0 or np.all(numbers == numbers[0]):
        return Interval(*[float(numbers[0]) if len(numbers) else np.nan] * 3)
    if scale == "log" and (numbers > 0).all():
        return Interval(*(float(10**end) for end in mean_interval(np.log10(numbers))))
    return Interval(*(float(end) for end in mean_interval(numbers)))
