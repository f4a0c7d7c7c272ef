"""The exercises of notebook 05: what a leak lets through, which weights it needs, and what it buys."""

from functools import cache

import numpy as np

from ..experiments import CONTENDERS, compare, contest
from ..lessons import Exercise


def gain_over_relu(name: str) -> float:
    """Mean test accuracy of a contender minus that of ReLU, at a bias of -1."""
    result = contest("slopes", bias=-1.0)
    return float(result["test_accuracy"]["difference_mean"][result["contenders"].index(name)])


@cache
def gap(training_examples: int) -> float:
    """Mean gap of ReLU between training and test accuracy."""
    relu = {"ReLU": CONTENDERS["ReLU"]}
    found = compare(relu, depth=3, width=64, batch_size=32, training_examples=training_examples)
    return float((found["train_accuracy"]["values"] - found["test_accuracy"]["values"]).mean())


EXERCISES = {
    "three closed doors": Exercise(
        lambda: 0.1**3,
        "The slopes multiply, so ten times the slope is a thousand times the gradient behind three units.",
        tolerance=0.01,
        mistakes={
            "That is one closed unit. The path leads through three.": lambda: 0.1,
            "You added the slopes. A path multiplies them.": lambda: 0.3,
            "That is the path with slopes of 0.01.": lambda: 0.01**3,
            "That is two closed units.": lambda: 0.1**2,
        },
    ),
    "weights for half a leak": Exercise(
        lambda: 2 / (1 + 0.5**2),
        "Half of the examples keep all of the derivative's square, the other half keep a² of it.",
        tolerance=0.01,
        mistakes={
            "That is He's value, for a slope of 0.": lambda: 2.0,
            "The slope enters with its square: it is the variance that must be kept.": lambda: 2 / 1.5,
            "That is the gain, the root of what is asked for.": lambda: np.sqrt(2 / 1.25),
        },
    ),
    "what a leak buys": Exercise(
        lambda: gain_over_relu("leaky 0.3"),
        "Compared seed by seed, the luck of a seed drops out: the interval of a difference is narrower than the two alone.",
        mistakes={
            "That is the accuracy itself. How much more is it than ReLU's?": (
                lambda: contest("slopes", bias=-1.0)["test_accuracy"]["mean"][4]
            ),
            "That is a slope of 0.1.": lambda: gain_over_relu("leaky 0.1"),
        },
    ),
    "the gap again": Exercise(
        lambda: gap(300),
        "More data closes the gap from the only side that it can close from: the test accuracy rises.",
        mistakes={
            "That is the gap with 100 digits.": lambda: gap(100),
            "That is the test accuracy. The gap is what is missing to the training accuracy.": lambda: 1 - gap(300),
        },
    ),
}
