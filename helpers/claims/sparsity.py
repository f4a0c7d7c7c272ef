"""The claims about sparsity: how many units are off, and what that is good for."""

from __future__ import annotations

import numpy as np

from ..experiments import (
    measure_counts,
    measure_layers,
    measure_nudge,
    measure_patterns,
    measure_pruning,
    measure_separability,
)
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, Axis, Claim
from .measuring import each, trained

TOPIC = "sparsity"
NUDGE = 0.1  # of a pixel's standard deviation: by so much an input is changed
SMALL = dict(depth=3, width=32, batch_size=32)  # the networks whose third layer is looked at


def zero_share(seed, **settings):
    return measure_layers(depth=5, width=256, activation="ReLU", seed=seed, **settings)["zero_fraction"].mean()


def half_zeros(seeds):
    return {init: each(seeds, zero_share, init=init) for init in ("He", "Xavier", "PyTorch default")}


def judge_half_zeros(found):
    return HOLDS if all(abs(found[init].mean - 0.5) < 0.03 for init in ("He", "Xavier", "PyTorch default")) else FAILS


def penalties(seeds):
    values = {}
    for l1 in (0.0, 0.03, 0.1):
        for finding, name in (("zero_share", "zeros"), ("test_accuracy", "accuracy")):
            values[f"{name}, L1 {l1:g}"] = trained(
                seeds, {l1: {}}, finding, depth=3, l1=l1, learning_rate=0.1, batch_size=64
            )[l1]
    return values


def judge_penalties(found):
    return HOLDS if found.gap("zeros, L1 0.03", "zeros, L1 0").low > 0.1 else FAILS


def overlaps(seeds):
    relu, tanh = ([measure_nudge(NUDGE, activation=name, seed=seed) for seed in seeds] for name in ("ReLU", "tanh"))
    return {
        "set kept by a nudge, ReLU": [found["overlap"][-1] for found in relu],
        "set shared with another digit, ReLU": [found["other_overlap"][-1] for found in relu],
        "code changed by a nudge, ReLU": [found["relative_change"][-1] for found in relu],
        "code changed by a nudge, tanh": [found["relative_change"][-1] for found in tanh],
    }


def judge_overlaps(found):
    if found["set kept by a nudge, ReLU"].low < 0.8:
        return FAILS
    return HALF_TRUE if found["code changed by a nudge, tanh"].high < 0.5 else HOLDS


def counts(seeds):
    """Share of the last hidden layer's units that are active on an example, and its spread against that of chance."""
    found = [measure_counts(layer=3, split="test", **SMALL, seed=seed) for seed in seeds]
    least, most = np.transpose([np.percentile(one["active_units"], [5, 95]) / one["width"] for one in found])
    return {
        "5 % of digits have less than": least,
        "5 % of digits have more than": most,
        "spread / spread by chance": [one["count_std"] / one["coin_std"] for one in found],
    }


def judge_counts(found):
    if found.gap("5 % of digits have more than", "5 % of digits have less than").low < 0.1:
        return FAILS
    return HOLDS if found["spread / spread by chance"].low > 1.5 else HALF_TRUE


def readouts(seeds):
    """Test accuracy of a linear readout of the last hidden layer, with and without training."""
    values = {}
    for activation in ("ReLU", "tanh", "softplus"):
        found = [measure_separability(activation=activation, **SMALL, seed=seed) for seed in seeds]
        values[f"{activation}, trained"] = [one["probe_after"][-1] for one in found]
        values[f"{activation}, fresh"] = [one["probe_before"][-1] for one in found]
    return values


def judge_readouts(found):
    trained, fresh = found.gap("ReLU, trained", "tanh, trained"), found.gap("ReLU, fresh", "tanh, fresh")
    if trained.low > 0 and fresh.low > 0:
        return HOLDS
    return FAILS if trained.low <= 0 and fresh.high < 0 else NOT_SHOWN


def patterns(seeds):
    """log2 of the number of patterns of active units that 20,000 random inputs find in one layer."""

    def doublings(seed, inputs, units):
        return np.log2(measure_patterns(inputs, units, seed=seed)["patterns"])

    return {
        f"{inputs} inputs, {units} units": each(seeds, doublings, inputs=inputs, units=units)
        for inputs in (64, 2)
        for units in (4, 8, 12)
    }


def judge_patterns(found):
    if found["64 inputs, 12 units"].low < 10:
        return FAILS
    return HOLDS_IF if found["2 inputs, 12 units"].high < 6 else HOLDS


def losses(seeds):
    """Units silent on all training digits after Adam and an L1 penalty, and what the network is without them."""
    start = dict(depth=3, width=32, batch_size=32, l1=0.01, optimizer="Adam", learning_rate=0.03)
    pruned = [measure_pruning(**start, seed=seed) for seed in seeds]
    widths = trained(seeds, {f"accuracy, {width} units": dict(width=width) for width in (64, 32, 16)}, depth=3)
    return {
        "silent units": [one["silent_units"].mean() for one in pruned],
        "outputs moved by losing them": [one["output_change"] for one in pruned],
        **widths,
    }


def judge_losses(found):
    gain = found.gap("accuracy, 16 units", "accuracy, 64 units")
    return HOLDS if gain.low > 0 else FAILS if gain.high < 0 else NOT_SHOWN


CLAIMS = (
    Claim(
        7, TOPIC, "03_switched_off",
        "After a uniform initialization about half of the hidden units are real zeros.",
        "Share of exact zeros in 5 fresh ReLU layers of 256 units.",
        Axis("share of activations that are 0", 0, 1, "linear", 0.5, "one half"),
        "He", half_zeros, judge_half_zeros,
        {HOLDS: "For any start that is symmetric about zero.", FAILS: "It is another share."},
        ("zeros", dict(depth=10, width=256)),
    ),
    Claim(
        8, TOPIC, "03_switched_off",
        "That share rises with a regularization that makes sparse.",
        "3 layers trained with a penalty on the sum of all activations.",
        Axis("share of zeros, or test accuracy", 0, 1),
        ("zeros, L1 0.03", "zeros, L1 0"), penalties, judge_penalties,
        {
            HOLDS: "And at first it costs no accuracy. Too strong a penalty switches off what is needed, and accuracy collapses.",
            FAILS: "The penalty does not add zeros.",
        },
        ("penalty", dict(depth=3, l1=0.03)),
    ),
    Claim(
        9, TOPIC, "03_switched_off",
        "A sparse code disentangles: a small change of the input hardly changes the set of active units.",
        "Test digits changed by a tenth of a standard deviation, seen by the third layer of a trained network.",
        Axis("share", 0, 1),
        "set kept by a nudge, ReLU", overlaps, judge_overlaps,
        {
            HALF_TRUE: "The set is kept. But a dense tanh code too changes only a little, and nothing here shows factors told apart.",
            HOLDS: "The set is kept, and a dense code is thrown over.",
            FAILS: "The set is not kept.",
        },
        ("overlap", dict(change=0.1)),
    ),
    Claim(
        10, TOPIC, "03_switched_off",
        "The number of active units varies with the input: a representation of variable size.",
        "Share of the third layer's units that are active on a test digit, after training.",
        Axis("share of units, or ratio of spreads", 0, 2, "linear", 1, "as by chance"),
        "spread / spread by chance", counts, judge_counts,
        {
            HALF_TRUE: "It varies, but about as much as it would if units fired independently of each other.",
            HOLDS: "It varies far more than by chance.",
            FAILS: "It hardly varies.",
        },
        ("counts", dict(layer=3)),
    ),
    Claim(
        11, TOPIC, "03_switched_off",
        "Sparse representations are more likely to be linearly separable.",
        "A linear readout of the third layer, fitted to the training digits and tried on the test digits.",
        Axis("test accuracy of a linear readout", 0.6, 1),
        ("ReLU, trained", "tanh, trained"), readouts, judge_readouts,
        {
            HOLDS: "ReLU's layer is read out better than a dense one, trained or not.",
            FAILS: "A dense tanh layer of the same width is read out better before training, and no worse after it.",
            NOT_SHOWN: "The difference to a dense layer is within what the seeds do.",
        },
        ("separability", dict(width=64)),
    ),
    Claim(
        12, TOPIC, "03_switched_off",
        "Distributed but sparse: expressive power is exponential in the number of non-zero features.",
        "Patterns of active units that 20,000 random inputs find in one fresh layer.",
        Axis("log2 of the number of patterns", 0, 15),
        "64 inputs, 12 units", patterns, judge_patterns,
        {
            HOLDS_IF: "The inputs must have as many dimensions as the layer has units. In two dimensions it is far from exponential.",
            HOLDS: "Each unit doubles the number of patterns.",
            FAILS: "The number of patterns is not exponential.",
        },
        ("code", dict(dataset="two moons", layer=1, width=16)),
    ),
    Claim(
        27, TOPIC, "03_switched_off",
        "The loss of a bunch of weights is helpful.",
        "Silent units cut out of a trained network; and networks that never had so many units.",
        Axis("share of units, largest change, or test accuracy", 0, 1),
        ("accuracy, 16 units", "accuracy, 64 units"), losses, judge_losses,
        {
            FAILS: "Losing silent units changes nothing at all: no harm, no gain. With fewer units from the start accuracy is lower.",
            HOLDS: "With fewer units accuracy is higher.",
            NOT_SHOWN: "Losing silent units changes nothing, and fewer units are neither better nor worse.",
        },
        ("penalty", dict(depth=3, l1=0.1)),
    ),
)  # fmt: skip
