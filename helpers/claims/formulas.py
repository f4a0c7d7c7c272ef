"""The claims that are formulas: what is passed to backpropagation as a derivative, and what a chain of layers computes."""

from __future__ import annotations

import numpy as np

from ..activations import Activation
from ..experiments import measure_gradient_error, measure_one_matrix, measure_recurrence
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, Axis, Claim
from .measuring import each, trained

TOPIC = "formulas"
WRONG = 1e-6  # a relative error from which a gradient is not the loss's own


def check_error(seed, activation):
    return measure_gradient_error(activation, seed)["gradient_error"]


def surrogates(seeds):
    accuracy = trained(seeds, {f"accuracy, {name}": dict(activation=name) for name in ("ReLU", "NecroReLU")}, depth=3)
    errors = {
        f"error of the gradient, {name}": each(seeds, check_error, activation=name) for name in ("ReLU", "NecroReLU")
    }
    return accuracy | errors


def judge_surrogates(found):
    flagged = found.least("error of the gradient, NecroReLU") > WRONG
    return HOLDS if flagged and found["accuracy, NecroReLU"].low > 0.8 else FAILS


def shortcuts(seeds):
    of_output = Activation("1 − h²", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    of_input = Activation("1 − z²", np.tanh, lambda z: 1 - z**2)
    return {
        "1 − x², x the output": each(seeds, check_error, activation=of_output),
        "1 − x², x the pre-activation": each(seeds, check_error, activation=of_input),
    }


def judge_shortcuts(found):
    if found["1 − x², x the output"].high > WRONG:
        return FAILS
    return HOLDS_IF if found.least("1 − x², x the pre-activation") > WRONG else HOLDS


def distance_to_one_matrix(seed, activation):
    """Largest difference between the outputs of 20 layers and those of the product of their matrices, over the largest output."""
    return measure_one_matrix(activation=activation, seed=seed)["distance"]


def single_matrices(seeds):
    return {name: each(seeds, distance_to_one_matrix, activation=name) for name in ("linear", "tanh", "ReLU")}


def judge_single_matrices(found):
    return HOLDS if found["linear"].high < 1e-4 else FAILS


def recurrences(seeds):
    """Relative errors of layer 1's delta as the thread writes it, in the right form, and of 1 − h² as the slope of tanh."""
    names = {
        "W(δ ⊙ f′), as written": "inside_error",
        "(Wᵀδ) ⊙ f′": "outside_error",
        "tanh′ = 1 − h²": "slope_error",
    }
    found = [measure_recurrence(seed) for seed in seeds]
    return {name: [one[key] for one in found] for name, key in names.items()}


def judge_recurrences(found):
    if found["tanh′ = 1 − h²"].high > WRONG:
        return FAILS
    return HALF_TRUE if found.least("W(δ ⊙ f′), as written") > WRONG else HOLDS


CLAIMS = (
    Claim(
        17, TOPIC, "05_keeping_units_alive",
        "The derivative passed to backpropagation need not be the true one: ReLU forward, a slope of 0.1 backward.",
        "3 layers of NecroReLU trained for 300 steps, and its gradient checked against nudged weights.",
        Axis("test accuracy, or relative error of the gradient", 0, 2),
        "accuracy, NecroReLU", surrogates, judge_surrogates,
        {
            HOLDS: "It trains, although a gradient check finds at once that its gradient is not that of the loss.",
            FAILS: "It does not train, or its derivative is the true one.",
        },
        ("race", dict(first="ReLU", second="NecroReLU")),
    ),
    Claim(
        19, TOPIC, "07_your_own_activation",
        "For tanh one passes 1 − x² instead of 1 − tanh(x)².",
        "The gradient check of a tanh network with either meaning of x.",
        Axis("relative error of the gradient", 1e-12, 100, "log", WRONG, "wrong from here"),
        "1 − x², x the pre-activation", shortcuts, judge_shortcuts,
        {
            HOLDS_IF: "x must be the unit's output. With x the pre-activation the gradient is another one.",
            HOLDS: "Either meaning of x will do.",
            FAILS: "Neither is the derivative.",
        },
        ("slope", dict(activation="tanh", z=1.5)),
    ),
    Claim(
        26, TOPIC, "02_starting_well",
        "A linear activation results in a linear network.",
        "The outputs of 20 layers against those of one matrix, the product of their 21.",
        Axis("largest relative difference", 1e-8, 100, "log"),
        "linear", single_matrices, judge_single_matrices,
        {HOLDS: "Up to rounding, 21 matrices are one.", FAILS: "The layers compute more than one matrix could."},
        ("layers", dict(depth=20, activation="linear", init="Xavier")),
    ),
    Claim(
        30, TOPIC, "01_where_the_gradient_goes",
        "δᵢ = Wᵢ₊₁(δᵢ₊₁ ⊙ f′(sᵢ)), and for tanh f′ = 1 − h².",
        "Both formulas against the slope of the loss when a bias is nudged, where all layers have the same width.",
        Axis("relative error", 1e-12, 100, "log", WRONG, "wrong from here"),
        "W(δ ⊙ f′), as written", recurrences, judge_recurrences,
        {
            HALF_TRUE: "The recurrence needs the transpose, with f′ outside: (Wᵀδ) ⊙ f′. The derivative of tanh is right.",
            HOLDS: "Both are right.",
            FAILS: "Both are wrong.",
        },
        ("chain", dict(depth=10, activation="tanh", init="Xavier")),
    ),
)  # fmt: skip
