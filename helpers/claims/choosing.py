"""The claims that compare activations: which one learns better, and on what."""

from __future__ import annotations

import numpy as np

from ..activations import ACTIVATIONS, Activation, leaky_relu, mixture, sigmoid, softplus
from ..experiments import GatedTraining
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, Axis, Claim
from .measuring import each, several, trained
from .published import THEIRS, caffenet

TOPIC = "choosing an activation"


LEVEL = 0.02  # accuracies that differ by less are called level
LATER = "8 layers, 1,000 steps"


def closed(seed):
    """Test accuracy of 3 ReLU layers after 300 steps when no unit of layer 2 can be active."""
    training = GatedTraining(open_units=0, gated_layer=2, depth=3, width=32, batch_size=32, seed=seed)
    training.step(300)
    return training.measure()["test_accuracy"]


def hard_zeros(seeds):
    settings = {"3 layers": dict(depth=3), "12 layers": dict(depth=12), LATER: dict(depth=8, steps=1000)}
    contenders = {
        f"{activation}, {name}": dict(activation=activation, **setting)
        for name, setting in settings.items()
        for activation in ("ReLU", "softplus")
    }
    return {**trained(seeds, contenders), "ReLU, all paths of layer 2 closed": each(seeds, closed)}


def judge_hard_zeros(found):
    if found["ReLU, all paths of layer 2 closed"].high > 0.3:
        return FAILS
    deep, *others = (found.gap(f"ReLU, {name}", f"softplus, {name}") for name in ("12 layers", "3 layers", LATER))
    if deep.low > 0:
        return HOLDS if all(gap.low > LEVEL for gap in others) else HALF_TRUE
    return FAILS if deep.high < 0 else NOT_SHOWN


SHIFTED_SOFTPLUS = Activation("shifted softplus", lambda z: softplus(z) - np.log(z.dtype.type(2)), sigmoid)

# Of the published table, what can be had here: (its row, our activation).
SHARED = {
    "ReLU": (1, "ReLU"),
    "tanh": (2, "tanh"),
    "leaky ReLU, slope 1/3": (4, leaky_relu(1 / 3)),
    "PReLU": (8, "PReLU"),
    "ELU": (9, "ELU"),
    "shifted softplus": (11, SHIFTED_SOFTPLUS),
    "SELU": (12, "SELU"),
    "linear": (13, "linear"),
}


UNRELATED = 0.7  # about 95 in 100 pairs of unrelated orders of eight correlate by no more than this, to either side


def published(seeds):
    table = caffenet()
    ours = trained(seeds, {name: dict(activation=mine) for name, (_, mine) in SHARED.items()}, depth=5, init="LSUV")
    theirs = {name: table[row]["accuracy"] for name, (row, _) in SHARED.items()}
    order = [rank_correlation(list(theirs.values()), one) for one in np.transpose(list(ours.values()))]
    sides = ((", ours", ours), (THEIRS, theirs))
    pairs = {name + side: values[name] for name in SHARED for side, values in sides}
    return {"rank correlation, ours and theirs": order, **pairs}


def rank_correlation(one, other) -> float:
    """Spearman's: the correlation of the two rankings."""
    return float(np.corrcoef(average_ranks(one), average_ranks(other))[0, 1])


def average_ranks(values) -> np.ndarray:
    """The place of each value in ascending order, from 0; equal values share the mean of their places."""
    column = np.array(values)[:, None]
    below, up_to = (column > values).sum(axis=1), (column >= values).sum(axis=1)
    return (below + up_to - 1) / 2


def judge_published(found):
    order = found["rank correlation, ours and theirs"]
    return HOLDS if order.low > UNRELATED else FAILS if order.high < -UNRELATED else NOT_SHOWN


def exclusive_or(seeds, trainings=10):
    """Whether each of `trainings` trainings a seed tells more than 95 % of the XOR test points rightly, as 0 or 1."""
    contenders = {
        "2 ReLU": dict(activation="ReLU", width=2),
        "2 leaky ReLU": dict(activation="leaky ReLU", width=2),
        "1 ReLU": dict(activation="ReLU", width=1),
        "1 |x|": dict(activation="abs", width=1),
    }
    run = dict(dataset="XOR", depth=1, learning_rate=0.3, steps=500)
    accuracy = trained(several(seeds, trainings), contenders, **run)
    return {name: values > 0.95 for name, values in accuracy.items()}


def judge_exclusive_or(found):
    plain = found.gap("2 ReLU", "2 leaky ReLU")
    if found["1 |x|"].low < 0.8 or plain.high < 0:
        return FAILS
    return HOLDS if plain.low > 0 else HALF_TRUE


def against_tanh(seeds):
    contenders = {
        f"{activation}, {init}, {depth} layers": dict(activation=activation, init=init, depth=depth)
        for depth in (2, 10)
        for activation, init in (("ReLU", "He"), ("tanh", "Xavier"), ("ReLU", "Xavier"))
    }
    return trained(seeds, contenders)


def judge_against_tanh(found):
    own = [found.gap(f"ReLU, He, {depth} layers", f"tanh, Xavier, {depth} layers") for depth in (2, 10)]
    better = [gap.low > 0.01 for gap in own]
    return FAILS if all(better) else HOLDS_IF if any(better) else HOLDS


def mixtures(seeds, trainings=4):
    """Digits, a training for each seed, and the two moons, `trainings` for each: the difference is small."""
    half = mixture([ACTIVATIONS["ReLU"], ACTIVATIONS["tanh"]])
    parts = {"half ReLU, half tanh": half, "ReLU": "ReLU", "tanh": "tanh"}
    digits = {f"{name}, digits": dict(activation=activation) for name, activation in parts.items()}
    moons = {f"{name}, two moons": dict(activation=activation) for name, activation in parts.items()}
    easy = dict(dataset="two moons", depth=2, width=8, batch_size=64, learning_rate=0.1)
    return trained(seeds, digits, depth=3) | trained(several(seeds, trainings), moons, **easy)


def judge_mixtures(found):
    gaps = [
        found.gap(f"half ReLU, half tanh, {task}", f"{pure}, {task}")
        for task in ("digits", "two moons")
        for pure in ("ReLU", "tanh")
    ]
    if all(gap.low > 0 for gap in gaps):
        return HOLDS
    return FAILS if all(gap.high < 0 for gap in gaps) else NOT_SHOWN


def overfitting(seeds):
    """Train accuracy minus test accuracy with only 100 digits to train on."""
    contenders = {
        "ReLU": dict(activation="ReLU"),
        "leaky ReLU, slope 0.01": dict(activation="leaky ReLU"),
        "leaky ReLU, slope 0.3": dict(activation=leaky_relu(0.3)),
    }
    run = dict(depth=3, training_examples=100, learning_rate=0.1)
    test = trained(seeds, contenders, **run)
    train = trained(seeds, contenders, "train_accuracy", **run)
    return {name: train[name] - test[name] for name in contenders}


def judge_overfitting(found):
    gaps = [found.gap(f"leaky ReLU, slope {slope}", "ReLU") for slope in ("0.01", "0.3")]
    if all(gap.low > 0 for gap in gaps):
        return HOLDS
    return FAILS if any(gap.high < 0 for gap in gaps) and not any(gap.low > 0 for gap in gaps) else NOT_SHOWN


CLAIMS = (
    Claim(
        13, TOPIC, "03_switched_off",
        "Softplus should train more easily, but hard zeros even help, so long as some path stays open.",
        "ReLU against softplus, both with He's weights, 300 steps and 1,000; and ReLU with all units of layer 2 kept off.",
        Axis("test accuracy", 0, 1),
        ("ReLU, 12 layers", "softplus, 12 layers"), hard_zeros, judge_hard_zeros,
        {
            HOLDS: "ReLU learns more in the same steps, and with all paths of one layer closed nothing is learned.",
            HALF_TRUE: "Deep ReLU networks learn sooner, and with all paths of one layer closed nothing is learned. But in 3 layers "
            "the two are level, and in 8 after 1,000 steps; and that it is the zeros that help is not shown by this.",
            NOT_SHOWN: "The two are level. With all paths of one layer closed nothing is learned.",
            FAILS: "Softplus learns more.",
        },
        ("duel", dict(depth=12, activation="ReLU", rival_activation="softplus", learning_rate=0.05)),
    ),
    Claim(
        15, TOPIC, "07_your_own_activation",
        "Many activations have been compared in one network: look into those findings.",
        "Eight activations of a published table (ImageNet, convolutional) trained here on digits, 5 layers, 300 steps.",
        Axis("test accuracy, or rank correlation", -1, 1),
        "rank correlation, ours and theirs", published, judge_published,
        {
            NOT_SHOWN: "Context: they did compare them. Whether our small networks put them in the same order, eight activations cannot tell.",
            HOLDS: "Our small networks put them in much the same order.",
            FAILS: "Our small networks put them in nearly the opposite order.",
        },
        ("duel", dict(depth=5, activation="ReLU", rival_activation="ELU", learning_rate=0.05)),
    ),
    Claim(
        16, TOPIC, "07_your_own_activation",
        "XOR is better learnt with plain ReLU than with a leaky one, and |x| does well on it.",
        "One hidden layer on XOR: share of trainings that tell more than 95 % of the test points rightly.",
        Axis("share of trainings that succeed", 0, 1, "successes"),
        "1 |x|", exclusive_or, judge_exclusive_or,
        {
            HALF_TRUE: "One |x| unit always does it. Between two ReLU and two leaky units no difference is shown.",
            HOLDS: "Plain ReLU succeeds more often than leaky, and |x| does well.",
            FAILS: "The leaky one succeeds more often, or |x| does not do well.",
        },
        ("plane", dict(dataset="XOR", depth=1, width=1, activation="abs")),
    ),
    Claim(
        20, TOPIC, "05_keeping_units_alive",
        "ReLU is not obviously better than tanh.",
        "Each with the weights that suit it, and ReLU with those that suit tanh, 300 steps.",
        Axis("test accuracy", 0, 1),
        ("ReLU, He, 10 layers", "tanh, Xavier, 10 layers"), against_tanh, judge_against_tanh,
        {
            HOLDS: "On these digits it is no better at either depth, and with weights meant for tanh it is worse.",
            HOLDS_IF: "At one of the two depths ReLU is better.",
            FAILS: "ReLU is better at both depths.",
        },
        ("duel", dict(depth=10, activation="ReLU", rival_activation="tanh", init="Xavier", learning_rate=0.05)),
    ),
    Claim(
        21, TOPIC, "07_your_own_activation",
        "Several groups with different activations can share a layer, to an advantage.",
        "Layers of which one half is ReLU and the other half tanh, against pure ones, on digits and on two moons.",
        Axis("test accuracy", 0.9, 1),
        ("half ReLU, half tanh, two moons", "ReLU, two moons"), mixtures, judge_mixtures,
        {
            NOT_SHOWN: "They can, and on the two moons the mixture is ahead for a while. As a rule an advantage is not shown.",
            HOLDS: "On both tasks the mixture is ahead of both pure layers.",
            FAILS: "On both tasks the mixture is behind both pure layers.",
        },
        ("duel", dict(dataset="two moons", depth=2, activation="ReLU", rival_activation="tanh", learning_rate=0.1)),
    ),
    Claim(
        23, TOPIC, "05_keeping_units_alive",
        "Plain ReLU overfits less than leaky ones.",
        "3 layers trained on only 100 digits: accuracy on those minus accuracy on the test digits.",
        Axis("train accuracy − test accuracy", 0.1, 0.3),
        ("leaky ReLU, slope 0.01", "ReLU"), overfitting, judge_overfitting,
        {
            FAILS: "Here it is plain ReLU that has the larger gap, at least against a large slope.",
            NOT_SHOWN: "That leaky ones overfit more is not shown, nor that they overfit less.",
            HOLDS: "The leaky ones have the larger gap.",
        },
        ("duel", dict(depth=3, activation="ReLU", rival_activation="leaky ReLU", learning_rate=0.1)),
    ),
)  # fmt: skip
