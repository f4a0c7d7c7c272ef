"""The exercises of notebook 02: what the weights have to make up for."""

import numpy as np

from ..lessons import Exercise
from .where_the_gradient_goes import gradient


def gain(slope: float) -> float:
    """What a leaky ReLU of that slope needs in front of weights of variance 1/fan_in (`torch.nn.init.calculate_gain`)."""
    return float(np.sqrt(2 / (1 + slope**2)))


def reaching_layer_1(**settings) -> float:
    """Gradient RMS of layer 1 over that of the last layer."""
    return gradient(1, **settings) / gradient(-1, **settings)


SOFTPLUS = dict(activation="softplus", depth=20)
DEFAULT = dict(activation="ReLU", init="PyTorch default", depth=30)

EXERCISES = {
    "the variance for |x|": Exercise(
        lambda: 1.0,
        "Squaring forgets the sign. Nothing is switched off, so there is nothing to make up for.",
        tolerance=0.03,
        mistakes={
            "That is ReLU's. Which half of the units is off here?": lambda: 2.0,
            "That would do if the squared derivative were 2.": lambda: 0.5,
            "That is the root of ReLU's. What is lost here that has to be made up for?": lambda: gain(0),
        },
    ),
    "a leaky gain": Exercise(
        lambda: gain(0.5),
        "A gain multiplies weights, so it is the root of what multiplies their variance.",
        tolerance=0.01,
        mistakes={
            "That is the variance. The gain is its root.": lambda: gain(0.5) ** 2,
            "That is the gain for plain ReLU.": lambda: gain(0),
            "The slope has to be squared: it is the size of f′², averaged, that counts.": lambda: (2 / 1.5) ** 0.5,
            "That is the factor by which He's weights are to be multiplied. The gain starts from 1, not from He's √2.": (
                lambda: gain(0.5) / gain(0)
            ),
        },
    ),
    "thirty layers of PyTorch": Exercise(
        lambda: (1 / 6) ** (29 / 2),
        "29 steps of √(1/6). Every eight layers or so cost three powers of ten.",
        tolerance=0.05,
        mistakes={
            "That is the ratio of the variances. The RMS is its root.": lambda: (1 / 6) ** 29,
            "30 layers have 29 steps between them.": lambda: (1 / 6) ** 15,
            "You forgot the units that are off: σ² is 1/3, but the factor is σ²/2.": lambda: (1 / 3) ** (29 / 2),
            "That is what the real network has, PyTorch's random biases and all. Theory is asked for.": (
                lambda: reaching_layer_1(**DEFAULT)
            ),
        },
    ),
    "half linear": Exercise(
        lambda: 4 / 3,
        "Average the squared derivative over the units, and give the weights what is missing.",
        tolerance=0.01,
        mistakes={
            "That is the mean of f′². The weights need what makes the product 1.": lambda: 3 / 4,
            "You averaged the two variances. Average the squared derivatives, then divide.": lambda: 1.5,
            "That is the root, the weight scale. Its square is asked for.": lambda: (4 / 3) ** 0.5,
        },
    ),
    "a steeper ramp": Exercise(
        lambda: gain(0),
        "The same √2 as in He's weights, moved behind them.",
        tolerance=0.01,
        mistakes={
            "That is c². Take its root.": lambda: 2.0,
            "With a slope of 1 half of the variance is lost.": lambda: 1.0,
            "That would lose even more.": lambda: 0.5**0.5,
        },
    ),
    "LSUV for softplus": Exercise(
        lambda: reaching_layer_1(**SOFTPLUS, init="LSUV"),
        "Unit spread in every layer, and a gradient that vanishes: the signal alone is no proof.",
        tolerance=0.05,
        mistakes={
            "That is the orthogonal network before you have divided its weights.": (
                lambda: reaching_layer_1(**SOFTPLUS, init="orthogonal")
            ),
            "That is GELU. Set the activation to softplus in the network and in the signal.": (
                lambda: reaching_layer_1(activation="GELU", depth=20, init="LSUV")
            ),
            "Layer 1 belongs above the line, layer 20 below it.": lambda: 1 / reaching_layer_1(**SOFTPLUS, init="LSUV"),
            "That is the ratio of the mean squares. The RMS is its root.": (
                lambda: reaching_layer_1(**SOFTPLUS, init="LSUV") ** 2
            ),
        },
    ),
}
