"""The exercises of notebook 03: what is off in a layer, and how many ways there are to be."""

from math import comb
from statistics import NormalDist

import numpy as np

from ..datasets import DATASETS
from ..experiments import measure_counts, measure_layers
from ..lessons import Exercise
from ..network import Network


def overlap_at_contrast(factor: float) -> float:
    """Overlap in layer 3 of a fresh ReLU network of the active sets of the digits and of the same with more contrast."""
    x, network = DATASETS["digits"].load(seed=0).train_inputs, Network([64, 64, 64, 64, 10])
    before, after = (network.forward(inputs).activations[2] > 0 for inputs in (x, np.float32(factor) * x))
    return float(np.mean((before & after).sum(axis=1) / (before | after).sum(axis=1)))


def active_in(layer: int, l1: float = 0.03) -> float:
    """Units active on an average training digit."""
    return measure_counts(layer=layer, l1=l1)["count_mean"]


EXERCISES = {
    "sixty-four coins": Exercise(
        lambda: np.sqrt(64 * 0.5 * 0.5),
        "Variances of independent units add up: 64 times a quarter is 16, and its root is 4.",
        mistakes={
            "That is the variance. The standard deviation is its root.": lambda: 64 * 0.5 * 0.5,
            "That is the mean number of active units. How far does it vary?": lambda: 64 * 0.5,
            "You took the root of 64. Each unit has a variance of 0.5 × 0.5, not of 1.": lambda: np.sqrt(64),
            "That is one unit alone.": lambda: 0.5,
        },
    ),
    "four of sixty-four": Exercise(
        lambda: comb(64, 4),
        "64 × 63 × 62 × 61 ordered choices, and each set of four occurs in 24 orders.",
        tolerance=0,
        mistakes={
            "You counted the order in which the four are chosen. A code does not know an order: divide by 24.": (
                lambda: 64 * 63 * 62 * 61
            ),
            "In 64 to the power of 4 the same unit may be chosen twice, and the order counts.": lambda: 64**4,
            "That is every pattern of 64 units, with any number of them active.": lambda: 2**64,
            "That is every pattern of four units. Which four of the 64 is still open.": lambda: 2**4,
        },
    ),
    "a bias of minus one": Exercise(
        lambda: NormalDist().cdf(1 / np.sqrt(2)),
        "z lies below zero if what comes from the weights lies below 1, which is 0.71 standard deviations.",
        mistakes={
            "That is the share of active units. Zeros are asked for.": lambda: 1 - NormalDist().cdf(1 / np.sqrt(2)),
            "You divided by the variance, 2. Divide by the standard deviation.": lambda: NormalDist().cdf(1 / 2),
            "You took a standard deviation of 1. With He's weights the variance is 2.": lambda: NormalDist().cdf(1),
            "That is the share without a bias.": lambda: 0.5,
            "That is over all of five layers, and measured. Layer 1 alone is asked for.": (
                lambda: measure_layers(depth=5, bias=-1.0)["zero_fraction"].mean()
            ),
        },
    ),
    "ten times the contrast": Exercise(
        lambda: overlap_at_contrast(10),
        "Every pre-activation is multiplied by 10, and none changes its sign.",
        tolerance=0.001,
        mistakes={
            "Ten times the input makes ten times the activations. Which units are active is another question.": lambda: (
                10
            ),
            "A tenth of what? Ask for each unit whether its sign changes.": lambda: 0.1,
            "Nothing in common would need every active unit to change its sign.": lambda: 0,
        },
    ),
    "active in layer two": Exercise(
        lambda: active_in(2),
        "About a sixth of the layer. Its neighbors are less sparse, though they pay the same penalty.",
        mistakes={
            "That is layer 1.": lambda: active_in(1),
            "That is layer 3.": lambda: active_in(3),
            "That is layer 2 without a penalty.": lambda: active_in(2, l1=0.0),
        },
    ),
}
