"""The exercises of notebook 06: how far an interval reaches, what a narrower one costs, and what it says."""

import numpy as np

from ..lessons import Exercise

ACCURACIES = np.array([0.95, 0.94, 0.92, 0.96, 0.93])
STUDENT = 2.776  # of five numbers, 95 %


def reach(**options) -> float:
    """How far the interval of the mean of the five accuracies reaches to either side."""
    return float(STUDENT * ACCURACIES.std(**options) / np.sqrt(len(ACCURACIES)))


EXERCISES = {
    "an interval by hand": Exercise(
        lambda: reach(ddof=1),
        "Five seeds leave two hundredths on either side; two activations may differ by less than that.",
        tolerance=0.02,
        mistakes={
            "You divided by n in the standard deviation. With so few numbers it has to be n − 1.": lambda: reach(
                ddof=0
            ),
            "That is how far single trainings scatter. Their mean is known better, by a factor of √5.": (
                lambda: STUDENT * ACCURACIES.std(ddof=1)
            ),
            "That is the whole width. How far does it reach to one side?": lambda: 2 * reach(ddof=1),
            "That is the standard error, without the factor t.": lambda: reach(ddof=1) / STUDENT,
        },
    ),
    "the price of certainty": Exercise(
        lambda: 10 * (0.02 / 0.005) ** 2,
        "The interval shrinks with the root of the number of seeds, so a quarter of it costs sixteen times as many.",
        mistakes={
            "A quarter of the width needs more than four times the seeds: there is a root in the formula.": lambda: 40,
            "That is how many times as many. You had ten.": lambda: 16,
        },
    ),
    "false alarms": Exercise(
        lambda: 0.05 * 20,
        "One in twenty misses even if nothing is there. Who tries twenty must expect one.",
        tolerance=0,
        mistakes={
            "That is how many will contain zero. The others are asked for.": lambda: 19,
            "That is the chance of at least one. The average number is asked for.": lambda: 1 - 0.95**20,
            "That is the chance for one claim. There are twenty.": lambda: 0.05,
        },
    ),
    "your own verdict": Exercise(
        lambda: np.array([1, 0, -1]),
        "Only an interval that lies on one side of zero says something about the side.",
        tolerance=0,
        mistakes={
            "Look at the second again: its interval reaches from −0.005 to 0.013.": lambda: np.array([1, 1, -1]),
            "The third interval lies below zero: that is more than not shown.": lambda: np.array([1, 0, 0]),
        },
    ),
}
