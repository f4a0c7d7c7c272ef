"""The exercises of notebook 07: which weights suit an activation, XOR by hand, and a derivative written with the output."""

import numpy as np

from ..activations import ACTIVATIONS, leaky_relu, mixture, sigmoid_derivative
from ..lessons import Exercise
from ..theory import moments


def critical(activation) -> float:
    """The weight variance, times fan-in, that makes up for the mean square slope of z ~ N(0, 1)."""
    return 1 / float(moments(activation, 1.0)[2])


EXERCISES = {
    "weights for a leak": Exercise(
        lambda: critical(leaky_relu(0.2)),
        "2 / (1 + slope²): He's 2 for a slope of 0, Xavier's 1 for a slope of 1.",
        tolerance=0.005,
        mistakes={
            "That is ReLU's. The leak lets a little more of the gradient through, so the weights may be smaller.": lambda: (
                2
            ),
            "You averaged the slope. Sizes are compared as mean squares, so average its square.": lambda: 2 / 1.2,
            "That is the average of f′(z)² itself. The variance is what makes up for it.": lambda: 0.52,
            "That is the gain, the root of the variance.": lambda: np.sqrt(2 / 1.04),
        },
    ),
    "half and half": Exercise(
        lambda: critical(mixture([ACTIVATIONS["ReLU"], ACTIVATIONS["abs"]])),
        "The mean square slope of a shared layer is the mean over its groups, 3/4.",
        tolerance=0.005,
        mistakes={
            "That is the mean of the two variances. Average the mean square slopes first, then divide.": lambda: 1.5,
            "That is the mean square slope. The variance is what makes up for it.": lambda: 0.75,
        },
    ),
    "XOR by hand": Exercise(
        lambda: np.array([[1.0, -1.0], [-1.0, 1.0]]),
        "max(0, x₁ − x₂) + max(0, x₂ − x₁) is |x₁ − x₂|: 0 where the coordinates agree.",
        tolerance=1e-6,
        mistakes={
            "Your first unit fires where x₂ is larger; exchange the columns.": lambda: np.array(
                [[-1.0, 1.0], [1.0, -1.0]]
            ),
            "Both units are the same: together they are on one side only.": lambda: np.array(
                [[1.0, 1.0], [-1.0, -1.0]]
            ),
            "A column of two ones makes a unit of x₁ + x₂, which is 0 where the coordinates differ.": (
                lambda: np.array([[1.0, -1.0], [1.0, -1.0]])
            ),
        },
    ),
    "the sigmoid's shortcut": Exercise(
        lambda: sigmoid_derivative(np.log(0.8 / 0.2)),
        "h (1 − h), where h is the output.",
        tolerance=0.01,
        mistakes={
            "You took 0.8 for the pre-activation. It is the output.": lambda: sigmoid_derivative(np.array(0.8)),
            "That is tanh's 1 − h².": lambda: 1 - 0.8**2,
            "That is 1 − h, half of the formula.": lambda: 0.2,
        },
    ),
}
