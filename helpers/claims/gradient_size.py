"""The claims about the size of a gradient: what a sigmoid, a ReLU and a chain of layers multiply it by."""

from __future__ import annotations

import numpy as np

from ..experiments import measure_chain, measure_paths, measure_slope
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, Axis, Claim
from .measuring import each, factor_per_layer, first_gradient, gradient_ratio

TOPIC = "gradient size"
GONE = 1e-3  # a gradient of which less than this share is left has vanished
FLOAT32 = 2.0**-24  # the largest number that float32 cannot add to 1


def sigmoid_slopes(seeds):
    return {f"at z = {z}": measure_slope("sigmoid", z)["derivative"] for z in (0, 4, 8, 16, 32)}


def judge_sigmoid_slopes(found):
    return HOLDS if found["at z = 32"].high < 1e-12 and found["at z = 0"].high <= 0.25 else FAILS


def relu_slopes(seeds):
    return {f"at z = {z:g}": measure_slope("ReLU", z)["derivative"] for z in (-8, -0.001, 0, 0.001, 8)}


def judge_relu_slopes(found):
    zeros = all(found[f"at z = {z}"].mean == 0 for z in ("-8", "-0.001"))
    return HOLDS if zeros and all(found[f"at z = {z}"].mean == 1 for z in ("0.001", "8")) else FAILS


def stacked_sigmoids(seeds):
    start = dict(activation="sigmoid", init="Xavier")
    return {f"{depth} layers": each(seeds, first_gradient, depth=depth, **start) for depth in (3, 10, 20, 30)}


def judge_stacked_sigmoids(found):
    sizes = [found[f"{depth} layers"] for depth in (3, 10, 20, 30)]
    worse = all(deeper.high < shallower.low for shallower, deeper in zip(sizes, sizes[1:]))
    return HOLDS if worse and found["20 layers"].high < FLOAT32 else FAILS


def open_path(seed):
    """Median size of the product of weights along 1,000 paths of units that are on for the first digit."""
    return np.median(measure_paths(paths=1000, depth=30, init="Xavier", seed=seed)["path_sizes"])


def ramps(seeds):
    return {
        "one open path, Xavier": each(seeds, open_path),
        "all paths, Xavier": each(seeds, gradient_ratio, depth=30, activation="ReLU", init="Xavier"),
        "all paths, He": each(seeds, gradient_ratio, depth=30, activation="ReLU", init="He"),
    }


def judge_ramps(found):
    without_a_zero = found["one open path, Xavier"].low > 0 and found["all paths, Xavier"].high < GONE
    return HALF_TRUE if without_a_zero else HOLDS


def products(seeds):
    starts = [("linear", 0.5), ("linear", 1), ("linear", 2), ("sigmoid", 1), ("sigmoid", 10)]
    return {
        f"{activation}, weights × {scale:g}": each(
            seeds, gradient_ratio, depth=30, activation=activation, init="Xavier", weight_scale=scale
        )
        for activation, scale in starts
    }


def judge_products(found):
    vanishes = found["sigmoid, weights × 1"].high < GONE
    if not vanishes or found["linear, weights × 2"].low < 1 / GONE:
        return FAILS
    return HOLDS_IF if found["linear, weights × 0.5"].high < GONE else HOLDS


def paths(seeds):
    values = {}
    for activation, init in (("sigmoid", "Xavier"), ("ReLU", "Xavier"), ("ReLU", "He")):
        chains = [measure_chain(depth=30, activation=activation, init=init, seed=seed) for seed in seeds]
        values[f"open paths, {activation}, {init}"] = [chain["open_path_share"][0] for chain in chains]
        ratios = [chain["gradient_rms"][0] / chain["gradient_rms"][-1] for chain in chains]
        values[f"gradient, {activation}, {init}"] = ratios
    return values


def judge_paths(found):
    paths = found.gap("open paths, ReLU, He", "open paths, ReLU, Xavier")
    gradient = found.gap("gradient, ReLU, He", "gradient, ReLU, Xavier")
    return HALF_TRUE if gradient.low > 100 * paths.high else HOLDS


def relu_factors(seeds):
    return {
        init: each(seeds, factor_per_layer, depth=30, activation="ReLU", init=init)
        for init in ("PyTorch default", "LeCun", "Xavier", "He")
    }


def judge_relu_factors(found):
    return HOLDS if all(found[init].low > 0.95 for init in ("PyTorch default", "LeCun", "Xavier")) else FAILS


CLAIMS = (
    Claim(
        1, TOPIC, "01_where_the_gradient_goes",
        "A sigmoid's derivative is arbitrarily small for large inputs.",
        "The derivative of the sigmoid, from its middle outwards.",
        Axis("derivative", 1e-15, 1, "log", 0.25, "1/4"),
        "at z = 32", sigmoid_slopes, judge_sigmoid_slopes,
        {
            HOLDS: "It has no lower limit above 0. It also has an upper one, 1/4, which it reaches at one point only.",
            FAILS: "It does not become small.",
        },
        ("slope", dict(activation="sigmoid", z=8.0)),
    ),
    Claim(
        2, TOPIC, "04_dying_units",
        "ReLU's derivative is 1 for an active unit, and exactly 0 for a negative input.",
        "The derivative of ReLU on both sides of zero, and at zero.",
        Axis("derivative", 0, 1),
        "at z = -8", relu_slopes, judge_relu_slopes,
        {
            HOLDS: "At z = 0 itself there is none; like PyTorch we use 0.",
            FAILS: "It takes other values than 0 and 1.",
        },
        ("slope", dict(activation="ReLU", z=-0.1)),
    ),
    Claim(
        4, TOPIC, "01_where_the_gradient_goes",
        "Stacked logistics give a numerically vanishing gradient, worse in deeper networks.",
        "Gradient RMS of layer 1 in fresh sigmoid networks with Xavier's weights, 64 units a layer.",
        Axis("gradient RMS of layer 1", 1e-22, 1, "log", FLOAT32, "float32 cannot add it to 1"),
        "20 layers", stacked_sigmoids, judge_stacked_sigmoids,
        {
            HOLDS: "Each layer keeps about a quarter. At 20 layers the gradient is far too small to change a weight.",
            FAILS: "It stays large enough to change a weight.",
        },
        ("layers", dict(depth=20, activation="sigmoid", init="Xavier")),
    ),
    Claim(
        5, TOPIC, "02_starting_well",
        "With a ramp, a composite gradient vanishes only if some component is exactly 0.",
        "30 ReLU layers: the product of weights along paths on which every unit is on, and the whole gradient.",
        Axis("share that reaches layer 1", 1e-36, 100, "log", GONE, "vanished"),
        "all paths, Xavier", ramps, judge_ramps,
        {
            HALF_TRUE: "True of the derivatives on a path. The weights on it can vanish without a zero, and so can the sum.",
            HOLDS: "Where no component is 0, the gradient does not vanish.",
        },
        ("layers", dict(depth=30, activation="ReLU", init="Xavier")),
    ),
    Claim(
        24, TOPIC, "01_where_the_gradient_goes",
        "A product of factors below 1 vanishes, one above 1 explodes; a derivative of 1 would be ideal.",
        "30 layers, linear (its derivative is 1) and sigmoid, with smaller and larger weights.",
        Axis("gradient of layer 1 / layer 30", 1e-20, 1e12, "log", 1, "level"),
        "linear, weights × 0.5", products, judge_products,
        {
            HOLDS_IF: "Both parts count, the derivative and the weights: with a derivative of 1 it still vanishes or explodes.",
            HOLDS: "A derivative of 1 keeps the gradient level.",
            FAILS: "The products neither vanish nor explode.",
        },
        ("chain", dict(depth=30, activation="linear", init="Xavier", weight_scale=0.5)),
    ),
    Claim(
        25, TOPIC, "01_where_the_gradient_goes",
        "A product of ReLU derivatives is 1 or 0: the update is nothing, or comes entirely from the weights.",
        "30 layers: the share of paths that no zero closes, beside the gradient that arrives.",
        Axis("share of paths, or of the gradient", 1e-20, 100, "log"),
        ("gradient, ReLU, He", "gradient, ReLU, Xavier"), paths, judge_paths,
        {
            HALF_TRUE: "True of a single path. The gradient is the sum of all, and that is set by the size of the weights.",
            HOLDS: "The gradient follows the share of open paths.",
        },
        ("chain", dict(depth=30, activation="ReLU", init="Xavier")),
    ),
    Claim(
        31, TOPIC, "02_starting_well",
        "With ReLU the error is propagated fully, so that deep networks have no vanishing gradient.",
        "What each of 30 fresh ReLU layers multiplies the gradient by, with four usual starts.",
        Axis("factor a layer", 0.3, 1.2, "linear", 1, "passed on fully"),
        "Xavier", relu_factors, judge_relu_factors,
        {
            FAILS: "Half of the units are off: a layer multiplies by √(σ²/2), 0.71 with Xavier's weights. He's σ² = 2 repairs it.",
            HOLDS: "Whatever the start, the gradient keeps its size.",
        },
        ("layers", dict(depth=50, activation="ReLU", init="Xavier")),
    ),
)  # fmt: skip
