"""The claims about the first weights: none, too small, and those that suit their activation."""

from __future__ import annotations

import numpy as np

from ..activations import leaky_relu
from ..experiments import measure_zero_start
from .claim import FAILS, HALF_TRUE, HOLDS, Axis, Claim
from .measuring import each, factor_per_layer, trained

TOPIC = "initialization"
LEARNED = 0.8  # test accuracy from which a network is said to have learned


def leaky_factors(seeds):
    half, little = leaky_relu(0.5), leaky_relu(0.01)
    suited = 1 / np.sqrt(1 + 0.5**2)  # from He's 2 / fan_in to 2 / ((1 + a^2) fan_in)
    return {
        "slope 0.5, He": each(seeds, factor_per_layer, depth=30, activation=half, init="He"),
        "slope 0.5, σ² = 2/(1 + a²)": each(
            seeds, factor_per_layer, depth=30, activation=half, init="He", weight_scale=suited
        ),
        "slope 0.01, He": each(seeds, factor_per_layer, depth=30, activation=little, init="He"),
        "slope 0, He": each(seeds, factor_per_layer, depth=30, activation="ReLU", init="He"),
    }


def judge_leaky_factors(found):
    suited = found["slope 0.5, σ² = 2/(1 + a²)"]
    return HOLDS if found["slope 0.5, He"].low > 1.05 and 0.95 < suited.low and suited.high < 1.05 else FAILS


def zeros(seeds):
    names = {
        "hidden activations": "largest_activation",
        "weights": "largest_weight",
        "output biases": "largest_output_bias",
        "distance to the class frequencies": "frequency_distance",
    }
    found = [measure_zero_start(seed=seed) for seed in seeds]
    return {name: [one[key] for one in found] for name, key in names.items()}


def judge_zeros(found):
    if found["hidden activations"].high > 0:
        return FAILS
    return HALF_TRUE if found["output biases"].low > 0.01 else HOLDS


def starts(seeds):
    contenders = {
        "ReLU, PyTorch default": dict(activation="ReLU", init="PyTorch default"),
        "sigmoid, He": dict(activation="sigmoid", init="He"),
        "ReLU, He": dict(activation="ReLU", init="He"),
        "tanh, Xavier": dict(activation="tanh", init="Xavier"),
    }
    return trained(seeds, contenders, depth=10)


def judge_starts(found):
    alone = max(found["ReLU, PyTorch default"].high, found["sigmoid, He"].high)
    return HOLDS if alone < 0.5 and min(found["ReLU, He"].low, found["tanh, Xavier"].low) > 0.7 else FAILS


CLAIMS = (
    Claim(
        22, TOPIC, "02_starting_well",
        "The initialization must suit the activation; leaky ReLUs need another one than plain ReLUs.",
        "What each of 30 layers multiplies the gradient by, for three slopes below zero.",
        Axis("factor a layer", 0.8, 1.3, "linear", 1, "level"),
        "slope 0.5, He", leaky_factors, judge_leaky_factors,
        {
            HOLDS: "σ² = 2/(1 + a²) is right for a slope of a. For 0.01, PyTorch's default, the difference is too small to see.",
            FAILS: "The same weights do for every slope.",
        },
        ("leak", dict(depth=30, activation="leaky ReLU", slope=0.5)),
    ),
    Claim(
        28, TOPIC, "02_starting_well",
        "If all weights start at zero, ReLU's outputs will be zero and stay zero.",
        "100 steps from zero weights, on 50 digits.",
        Axis("largest absolute number", 0, 1),
        "output biases", zeros, judge_zeros,
        {
            HALF_TRUE: "The hidden units stay exactly zero. The output's biases learn how frequent each class is.",
            HOLDS: "Nothing in the network moves.",
            FAILS: "The hidden units leave zero.",
        },
        ("training", dict(depth=5, activation="ReLU", init="zeros", learning_rate=0.5)),
    ),
    Claim(
        29, TOPIC, "02_starting_well",
        "Neither ReLU alone nor initialization alone solves vanishing gradients; both help.",
        "Test accuracy of 10 layers after 300 steps: either one alone, and both.",
        Axis("test accuracy", 0, 1, "linear", LEARNED, "learned"),
        ("ReLU, He", "ReLU, PyTorch default"), starts, judge_starts,
        {
            HOLDS: "In deep networks: either one alone learns nothing, both together learn. With two layers nearly anything does.",
            FAILS: "One of the two is enough, or both are not.",
        },
        ("duel", dict(depth=10, init="He", rival_init="PyTorch default", learning_rate=0.05)),
    ),
)  # fmt: skip
