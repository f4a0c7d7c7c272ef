"""The claims about sparsity: how many units are off, and what that is good for."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..datasets import DATASETS
from ..experiments import Training, measure_layers
from ..experiments.separability import readout_accuracy
from ..experiments.trained import trained as learned
from ..network import Network, Trace
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, Axis, Claim
from .measuring import each, trained

TOPIC = "sparsity"
NUDGE = 0.1  # of a pixel's standard deviation: by so much an input is changed


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


def network(activation: str, seed: int, steps: int = 300) -> Network:
    return learned(steps, activation, depth=3, width=32, batch_size=32, seed=seed)


def codes(activation: str, seed: int) -> tuple[Trace, Trace, Trace]:
    """What a trained network makes of the test digits, of the same digits nudged, and of other digits in their place."""
    inputs, random = DATASETS["digits"].load().test_inputs, np.random.default_rng(seed)
    nudged = inputs + np.float32(NUDGE) * random.standard_normal(inputs.shape, dtype=np.float32)
    shuffled = inputs[random.permutation(len(inputs))]
    return tuple(network(activation, seed).forward(x) for x in (inputs, nudged, shuffled))


def change(activation, seed):
    """Mean length of what the nudge adds to the code of the last hidden layer, over the mean length of the code."""
    one, nudged = (trace.activations[-2] for trace in codes(activation, seed)[:2])
    return np.linalg.norm(nudged - one, axis=1).mean() / np.linalg.norm(one, axis=1).mean()


def overlaps(seeds):
    pairs = [codes("ReLU", seed) for seed in seeds]
    return {
        "set kept by a nudge, ReLU": [probes.active_overlap(one, nudged)[-1] for one, nudged, _ in pairs],
        "set shared with another digit, ReLU": [probes.active_overlap(one, other)[-1] for one, _, other in pairs],
        "code changed by a nudge, ReLU": [change("ReLU", seed) for seed in seeds],
        "code changed by a nudge, tanh": [change("tanh", seed) for seed in seeds],
    }


def judge_overlaps(found):
    if found["set kept by a nudge, ReLU"].low < 0.8:
        return FAILS
    return HALF_TRUE if found["code changed by a nudge, tanh"].high < 0.5 else HOLDS


def counts(seeds):
    """Share of the last hidden layer's units that are active on an example, and its spread against that of chance."""
    values = {"5 % of digits have less than": [], "5 % of digits have more than": [], "spread / spread by chance": []}
    for seed in seeds:
        active = codes("ReLU", seed)[0].activations[-2] != 0
        share, each_unit = active.mean(axis=1), active.mean(axis=0)
        chance = np.sqrt((each_unit * (1 - each_unit)).sum()) / len(each_unit)
        for numbers, value in zip(values.values(), (*np.percentile(share, [5, 95]), share.std() / chance)):
            numbers.append(value)
    return values


def judge_counts(found):
    if found.gap("5 % of digits have more than", "5 % of digits have less than").low < 0.1:
        return FAILS
    return HOLDS if found["spread / spread by chance"].low > 1.5 else HALF_TRUE


def readouts(seeds):
    """Test accuracy of a linear readout of the last hidden layer, with and without training."""

    def readout(activation, steps, seed):
        return readout_accuracy(network(activation, seed, steps), DATASETS["digits"].load())[-1]

    kinds = [(activation, steps) for activation in ("ReLU", "tanh", "softplus") for steps in (300, 0)]
    return {
        f"{activation}, {'trained' if steps else 'fresh'}": [readout(activation, steps, seed) for seed in seeds]
        for activation, steps in kinds
    }


def judge_readouts(found):
    trained, fresh = found.gap("ReLU, trained", "tanh, trained"), found.gap("ReLU, fresh", "tanh, fresh")
    if trained.low > 0 and fresh.low > 0:
        return HOLDS
    return FAILS if trained.low <= 0 and fresh.high < 0 else NOT_SHOWN


def patterns(seeds):
    """log2 of the number of patterns of active units that 20,000 random inputs find in one layer."""

    def doublings(seed, inputs, units):
        x = np.random.default_rng(seed).standard_normal((20_000, inputs), dtype=np.float32)
        return np.log2(probes.distinct_codes(Network([inputs, units, 1], "ReLU", "He", seed=seed).forward(x))[0])

    return {
        f"{inputs} inputs, {units} units": each(seeds, doublings, inputs=inputs, units=units)
        for inputs in (64, 2)
        for units in (4, 8, 12)
    }


def judge_patterns(found):
    if found["64 inputs, 12 units"].low < 10:
        return FAILS
    return HOLDS_IF if found["2 inputs, 12 units"].high < 6 else HOLDS


def pruned_change(seed):
    """Share of units silent on all training digits after Adam and an L1 penalty, and the largest change of an output without them."""
    training = Training(
        depth=3, width=32, batch_size=32, l1=0.01, optimizer="Adam", learning_rate=0.03, seed=seed
    )  # fmt: skip
    training.step(300)
    network, inputs = training.network, training.split.train_inputs
    trace = network.forward(inputs)
    silent = probes.silent_mask(trace)
    for layer, mask in enumerate(silent):
        network.weights[layer + 1][mask] = 0
    return np.mean(silent), np.abs(network.forward(inputs).output - trace.output).max()


def losses(seeds):
    silent, moved = np.transpose([pruned_change(seed) for seed in seeds])
    widths = trained(seeds, {f"accuracy, {width} units": dict(width=width) for width in (64, 32, 16)}, depth=3)
    return {"silent units": silent, "outputs moved by losing them": moved, **widths}


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
            FAILS: "Losing silent units changes nothing at all, and with fewer units accuracy is lower.",
            HOLDS: "With fewer units accuracy is higher.",
            NOT_SHOWN: "Losing silent units changes nothing, and fewer units are neither better nor worse.",
        },
        ("penalty", dict(depth=3, l1=0.1)),
    ),
)  # fmt: skip
