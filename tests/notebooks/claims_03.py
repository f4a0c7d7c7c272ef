"""The numbers of 03_switched_off, measured again; where seeds matter, over ten of them."""

from functools import cache

import numpy as np

from helpers import probes
from helpers.datasets import DATASETS
from helpers.exercises.switched_off import EXERCISES, active_in, overlap_at_contrast
from helpers.experiments import (
    GatedTraining,
    L1Sweep,
    Training,
    compare,
    measure_code,
    measure_counts,
    measure_layers,
    measure_overlap,
    measure_separability,
    measure_training,
    without_units,
)
from helpers.network import Network
from tests.notebooks.claims import Claim

SEEDS = range(10)
DIGITS = DATASETS["digits"].load(seed=0)

layers, code, counts, overlap, separability = map(
    cache, (measure_layers, measure_code, measure_counts, measure_overlap, measure_separability)
)


def spread(values):
    return [min(values), max(values)]


def over_seeds(measure, seeds=SEEDS, **settings):
    """`measure` for each seed, as one array."""
    return np.array([measure(**settings, seed=seed) for seed in seeds])


# ---- T7: half


def zeros(**settings):
    return layers(depth=3, **settings)["zero_fraction"].mean()


def off_half(**settings):
    """How far the mean over ten seeds is from a half."""
    return abs(over_seeds(zeros, **settings).mean() - 0.5)


def off_and_dead(bias, seed=0, **settings):
    result = layers(depth=5, bias=bias, seed=seed, **settings)
    return [result["zero_fraction"].mean(), result["dead_fraction"].mean()]


def whole_layer_off(bias, seed=0):
    """Share of all training digits on which no unit of layer 5 is active, and how many are on an average other digit."""
    active = measure_code(layer=5, depth=5, bias=bias, seed=seed, examples=1438)["active_units"]
    return [np.mean(active == 0), active[active > 0].mean()]


def by_training(seed=0):
    """Share of zeros before and after 400 steps without a penalty, and the training accuracy then."""
    result = measure_training(steps=400, frames=1, depth=3, seed=seed)
    return [*result["zero_fraction_history"][[0, -1]].mean(axis=1), result["train_accuracy"]]


by_training = cache(by_training)


# ---- T8: L1

STAGES = ((0.0, 300), (0.01, 200), (0.03, 200), (0.1, 200), (0.3, 200), (1.0, 200), (0.0, 300))


@cache
def sweep():
    penalties = (0.0, 0.04, 0.05, 0.06, 0.07, 0.1)  # of the notebook's; each is trained as it would be among all
    return L1Sweep(penalties=penalties, seeds=10, steps=500, depth=3)(0.1)


def swept(l1, key):
    return sweep()[key][sweep()["penalties"].index(l1)]


@cache
def turned_up():
    """One training, its penalty turned up as the notebook says: shares of zeros and of dead units, accuracy, a row a stage."""
    training, found = Training(depth=3), []
    for l1, steps in STAGES:
        training.l1 = l1
        training.step(steps)
        result = training.measure()
        found.append([result["zero_fraction"].mean(), result["dead_fraction"].mean(), result["test_accuracy"]])
    return found


def freed(seed):
    """Share of zeros and accuracy after a penalty that rose to 0.1 was taken away again."""
    training = Training(depth=3, seed=seed)
    for penalty, steps in ((0.0, 300), (0.03, 200), (0.1, 300), (0.0, 500)):
        training.l1 = penalty
        training.step(steps)
    result = training.measure()
    return result["zero_fraction"].mean(), result["test_accuracy"]


freed = cache(freed)


@cache
def ramped(seed):
    """Share of zeros and accuracy after a penalty that grew from the first step."""
    training = Training(depth=3, seed=seed)
    for penalty in (0.01, 0.03, 0.1):
        training.l1 = penalty
        training.step(200)
    result = training.measure()
    return result["zero_fraction"].mean(), result["test_accuracy"]


def no_zero_ever(activation):
    """Whether a penalty leaves a network with this activation without a single zero."""
    return not measure_training(steps=200, frames=1, depth=3, activation=activation, l1=0.1)["zero_fraction"].any()


# ---- T9 to T12: the four advantages

OVERLAPS = ("side_overlap", "other_side_overlap", "changed_share", "code_change")


def overlap_row(**settings):
    """Means over ten seeds in layer 3."""
    return [np.mean([overlap(seed=seed, **settings)[key][-1] for seed in SEEDS]) for key in OVERLAPS]


def overlap_of_layer_three(**settings):
    return overlap(**settings)["overlap"][-1]


def zero_share_of(seed=0, **settings):
    return separability(seed=seed, **settings)["zero_share"]


def range_of_counts(**settings):
    (there,) = np.nonzero(counts(**settings)["count_share"])
    return [there[0], there[-1]]


def against_coins(**settings):
    result = counts(**settings)
    return result["count_std"] / result["coin_std"]


def class_share(**settings):
    return counts(**settings)["class_share"]


def readout(key, layer=-1, **settings):
    return separability(**settings)[key][layer]


def readouts(**settings):
    """Of layer 3 before and after training, means over ten seeds."""
    return [over_seeds(readout, key=key, **settings).mean() for key in ("probe_before", "probe_after")]


def wide_readout(activation):
    return over_seeds(readout, range(3), key="probe_before", width=256, activation=activation).mean()


def codes(bias, width=64):
    result = code(bias=bias, width=width, examples=1438)
    return result["active_units"].mean(), result["distinct_codes"]


def code_row(bias):
    """Active units: their mean, the range of them, the digits that have none; and how many codes there are, with 16 units too."""
    active = code(bias=bias, width=64, examples=1438)["active_units"]
    mean, distinct = codes(bias)
    return [mean, *spread(active), np.sum(active == 0), distinct, codes(bias, 16)[1]]


def codes_with(bias, least, most):
    """Of the digits with so many active units: how many there are, and how many codes they have."""
    result = code(bias=bias, width=64, examples=1438)
    sparse = result["code"][(least <= result["active_units"]) & (result["active_units"] <= most)]
    return [len(sparse), len(np.unique(sparse, axis=0))]


def codes_of_their_own(bias, active=None):
    """How many digits have a code that no other has; or of those with so many active units, which share."""
    result = code(bias=bias, width=64, examples=1438)
    _, which, digits = np.unique(result["code"], axis=0, return_inverse=True, return_counts=True)
    own = digits[which.ravel()] == 1
    return own.sum() if active is None else own[result["active_units"] == active].mean()


@cache
def pieces(units):
    axis = np.linspace(-8, 8, 500)
    plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    network = Network([2, units, 2])
    network.biases[0] += np.random.default_rng(0).standard_normal(units)
    return probes.distinct_codes(network.forward(plane))[0]


# ---- T13: smooth ramps and closed paths

SOFTPLUS = dict(activation="softplus")
CONTENDERS = {"ReLU": {}, "softplus": SOFTPLUS, "tanh": dict(activation="tanh", init="Xavier")}


@cache
def field(depth):
    return compare(CONTENDERS, depth=depth, width=32)["test_accuracy"]


@cache
def pair(**softplus):
    """ReLU and softplus at depth 10, the latter with other settings too."""
    return compare({"ReLU": {}, "softplus": SOFTPLUS | softplus}, depth=10, width=32)["test_accuracy"]


@cache
def longer(steps, learning_rate):
    """ReLU and softplus at depth 10, after so many steps at that rate."""
    contenders = {"ReLU": {}, "softplus": SOFTPLUS}
    return compare(contenders, depth=10, width=32, steps=steps, learning_rate=learning_rate)["test_accuracy"]


def ahead(report):
    """The 95 % interval of what softplus has more than ReLU, in points."""
    return [100 * report["difference_low"][1], 100 * report["difference_high"][1]]


def gradient_left(seed, weight_scale=1.0):
    """The gradient in layer 1 over that in layer 10 of a fresh softplus network."""
    gradient = layers(depth=10, width=32, seed=seed, weight_scale=weight_scale, **SOFTPLUS)["gradient_rms"]
    return np.log(gradient[0] / gradient[-1])


def behind(report):
    """The 95 % interval of what softplus has less than ReLU, in points."""
    return [-100 * report["difference_high"][1], -100 * report["difference_low"][1]]


@cache
def closed():
    """Largest change of a weight in each layer while layer 3 is closed, and what is measured then."""
    training = GatedTraining(open_units=64)
    training.step(100)
    before = [weights.copy() for weights in training.network.weights]
    training.open_units = 0
    training.step(100)
    changes = [np.abs(weights - was).max() for weights, was in zip(training.network.weights, before)]
    return changes, training.measure()


@cache
def gated(open_units):
    """Mean, smallest and largest test accuracy over ten seeds after 300 steps with so many units of layer 3 open."""
    found = []
    for seed in SEEDS:
        training = GatedTraining(open_units=open_units, seed=seed)
        training.step(300)
        outputs = training.network.forward(DIGITS.test_inputs).output
        found.append(np.mean(outputs.argmax(axis=1) == DIGITS.test_targets))
    return [np.mean(found), *spread(found)]


# ---- T27: losing units


@cache
def prune():
    training = Training(depth=3, optimizer="Adam", learning_rate=0.03)
    training.step(400)
    network, x = training.network, DIGITS.train_inputs
    silent = probes.silent_mask(network.forward(x))
    pruned = without_units(network, silent)
    whole, rest = (net.forward(x).output for net in (network, pruned))
    here, there = (net.forward(DIGITS.test_inputs).output for net in (network, pruned))
    moved = np.abs(here - there).max(axis=1) > 1e-4 * np.abs(here).max()
    return dict(
        cut=sum(map(np.sum, silent)),
        difference=np.abs(whole - rest).max() / np.abs(whole).max(),
        moved=moved.sum(),
        answers=np.sum(here.argmax(axis=1) != there.argmax(axis=1)),
    )


@cache
def widths(learning_rate):
    settings = dict(steps=400, depth=3, optimizer="Adam", learning_rate=learning_rate)
    return compare({str(width): dict(width=width) for width in (64, 32, 8)}, **settings)


def with_a_leak():
    """At the high rate: the dead and the accuracy of a leaky ReLU, and how far below and above ReLU's it may be, in points."""
    field = {"ReLU": {}, "leaky ReLU": dict(activation="leaky ReLU")}
    report = compare(field, steps=400, depth=3, optimizer="Adam", learning_rate=0.03)
    found = report["test_accuracy"]
    low, high = 100 * found["difference_low"][1], 100 * found["difference_high"][1]
    return [report["dead_share"]["mean"][1], found["mean"][1], -low, high]


def width_row(place):
    return [
        widths(rate)[key]["mean"][place] for rate in (0.03, 0.003) for key in ("test_accuracy", "dead_share")
    ]  # fmt: skip


def costs(place):
    """The 95 % interval of what fewer units cost at the gentle rate, in points."""
    report = widths(0.003)["test_accuracy"]
    return [-100 * report["difference_high"][place], -100 * report["difference_low"][place]]


def too_close(place):
    """Whether zero lies in the 95 % interval of what fewer units change at the high rate."""
    report = widths(0.03)["test_accuracy"]
    return bool(report["difference_low"][place] < 0 < report["difference_high"][place])


PENALIZED = dict(layer=3, l1=0.03)

CLAIMS = [
    # T7: half
    Claim(
        "Layer 1 is off on {48 %} of the digits, layers 2 and 3 are off on {all=1} of them.",
        lambda: [layers(depth=3, width=1)["zero_fraction"][0], layers(depth=3, width=1)["zero_fraction"][1:].min()],
    ),
    Claim(
        "{50 %} (over ten seeds, between {49=0.49} and {51 %}).",
        lambda: [zeros(width=512), *spread(over_seeds(zeros, width=512))],
    ),
    Claim(
        "With 64 units it is {51 %} here, and {48=0.48} to {54 %} over ten seeds.",
        lambda: [zeros(), *spread(over_seeds(zeros))],
    ),
    Claim("Change *init*, and {nothing much=1} changes", lambda: [all(off_half(init=init) < 0.02 for init in ("Xavier", "PyTorch default"))]),
    Claim("to tanh, and {nothing is off=0}", lambda: [zeros(activation="tanh")]),
    Claim("the mean over ten seeds is {70 %}", lambda: [over_seeds(zeros, width=1).mean()]),
    Claim("from about {16} units a layer", lambda: [bool(off_half(width=16) < 0.01 < off_half(width=4))]),
    # Sparse is not dead
    Claim("climbs to {83 %} zeros", lambda: [off_and_dead(-0.5)[0]]),
    Claim("{83 %} of all activations are zero", lambda: [off_and_dead(-0.5)[0]]),
    Claim(
        "{2.8 %}, and {1.6=0.016} to {5.0 %} over ten seeds.",
        lambda: [off_and_dead(-0.5)[1], *spread(over_seeds(off_and_dead, bias=-0.5)[:, 1])],
    ),
    Claim(
        "On {88 %} of the digits ({88=0.88} to {94 %} over ten seeds) layer 5 is off as a whole, and they send no gradient back. "
        "On the other {12 %} about {13} of its units",
        lambda: [
            whole_layer_off(-0.5)[0], *spread(over_seeds(whole_layer_off, bias=-0.5)[:, 0]),
            1 - whole_layer_off(-0.5)[0], whole_layer_off(-0.5)[1],
        ],
    ),
    Claim(
        "At a bias of −1, with {94 %} zeros, {11 %} of the units are dead, and on {99 %} of the digits nothing comes back. "
        "At −2 it is {29 %}.",
        lambda: [*off_and_dead(-1.0), whole_layer_off(-1.0)[0], off_and_dead(-2.0)[1]],
    ),
    Claim("both curves lie at {0 %}.", lambda: [max(off_and_dead(-2.0, activation="softplus"))]),
    # The code
    Claim(
        "Between {22} and {41} of 64 units are active on a digit in layer 1, and all {256} codes are different.",
        lambda: [*spread(code()["active_units"]), code()["distinct_codes"]],
    ),
    # T8: L1
    Claim("and starts with {51 %} zeros.", lambda: [by_training()[0]]),
    Claim("{every=1} training example right", lambda: [by_training()[2]]),
    Claim(
        "Fewer: {46 %} are left. With each of ten seeds the share {fell=1}, to between {45=0.45} and {49 %}.",
        lambda: [
            by_training()[1],
            all(after < 0.97 * before for before, after, _ in map(by_training, SEEDS)),
            *spread([by_training(seed)[1] for seed in SEEDS]),
        ],
    ),
    *(
        Claim(text, lambda stage=stage: turned_up()[stage])
        for stage, text in enumerate([
            "| 0, the first 300 steps | {46 %} | {0.5 %} | {97 %} |",
            "| 0.01 | {64 %} | {0 %} | {97 %} |",
            "| 0.03 | {74 %} | {0 %} | {96 %} |",
            "| 0.1 | {85 %} | {1.0 %} | {97 %} |",
            "| 0.3 | {92 %} | {14 %} | {92 %} |",
            "| 1.0 | {100 %} | {100 %} | {7.8 %} |",
            "| back to 0, another 300 steps | {100 %} | {100 %} | {7.8 %} |",
        ])
    ),
    Claim("From {46=0.46} to {85 %} zeros the red", lambda: [turned_up()[0][0], turned_up()[3][0]]),
    Claim(
        "{81 %} of the activations are still zero after another 500 steps, and the accuracy is {98=0.98} to {99 %} (two seeds)",
        lambda: [np.mean([freed(seed)[0] for seed in (0, 1)]), *spread([freed(seed)[1] for seed in (0, 1)])],
    ),
    Claim("{no activation becomes zero=1}", lambda: [no_zero_ever("tanh") and no_zero_ever("softplus")]),
    Claim(
        "with {45=0.45} to {49 %} zeros. As *l1* moves",
        lambda: spread(swept(0.0, "zero_share")),
    ),
    Claim("A plateau up to {83 %} zeros, and then a cliff.", lambda: [sweep()["plateau_end"]]),
    Claim(
        "at {83 %} zeros the mean accuracy is {96 %}, at {86 %} it is {94 %}, at {90 %} it is {78 %}, "
        "and at {95 %} zeros it is {45 %}.",
        lambda: [
            swept(l1, key).mean() for l1 in (0.04, 0.05, 0.06, 0.07) for key in ("zero_share", "test_accuracy")
        ],
    ),
    Claim(
        "leads to {99 %} zeros and an accuracy of {9 %}; in the live lab the same 0.1, turned up after the network had "
        "learned, gave {85 %} and {97 %}.",
        lambda: [
            swept(0.1, "zero_share").mean(), swept(0.1, "test_accuracy").mean(), turned_up()[3][0], turned_up()[3][2],
        ],
    ),
    Claim(
        "the network ends with {85=0.85} to {86 %} zeros and an accuracy {above 95 %=1} (five seeds)",
        lambda: [*spread([ramped(seed)[0] for seed in range(5)]), all(ramped(seed)[1] > 0.95 for seed in range(5))],
    ),
    Claim("at {90 %} zeros it is {1.2 %}.", lambda: [swept(0.06, key).mean() for key in ("zero_share", "dead_share")]),
    Claim(
        "up to about {83 %} zeros and collapses beyond {86 %}",
        lambda: [swept(0.04, "zero_share").mean(), swept(0.05, "zero_share").mean()],
    ),
    Claim("unharmed up to about {83 %} if the whole penalty", lambda: [swept(0.04, "zero_share").mean()]),
    # T9: overlap
    Claim("For two different digits it is {0.58} in layer 3.", lambda: [overlap()["other_overlap"][-1]]),
    Claim(
        "{0.97}; over ten seeds {0.96} to {0.97}. The set",
        lambda: [overlap_of_layer_three(), *spread(over_seeds(overlap_of_layer_three))],
    ),
    Claim(
        "| ReLU | {about half=0.5} | {0.97} | {0.56} | {56 %} | {6.1 %} |",
        lambda: [0.4 < zero_share_of() < 0.6, *overlap_row()],
    ),
    Claim("| tanh | none | {0.96} | {0.34} | {100 %} | {6.6 %} |", lambda: overlap_row(activation="tanh")),
    Claim("| softplus | none | {0.98} | {0.64} | {100 %} | {5.1 %} |", lambda: overlap_row(activation="softplus")),
    Claim(
        "| ReLU, l1 = 0.03 | {about three quarters=0.75} | {0.90} | {0.22} | {28 %} | {8.0 %} |",
        lambda: [0.7 < zero_share_of(l1=0.03) < 0.8, *overlap_row(l1=0.03)],
    ),
    # T10: counts
    Claim("With a penalty of 0.03 between {8} and {29} of 64 units", lambda: range_of_counts(**PENALIZED)),
    Claim(
        "its standard deviation is {3.6}, and independent units would have {3.3}.",
        lambda: [counts(**PENALIZED)[key] for key in ("count_std", "coin_std")],
    ),
    Claim(
        "the ratio of the two is {0.94} to {1.4}; without a penalty, in layer 1, it is {0.79} to {1.1}.",
        lambda: [*spread(over_seeds(against_coins, **PENALIZED)), *spread(over_seeds(against_coins, layer=1))],
    ),
    Claim(
        "{42 %} of the variance lies between the classes ({35=0.35} to {65 %} over ten seeds): a 9 gets {20} units on "
        "average, a 7 gets {14}. In layer 1 without a penalty it is {12 %}.",
        lambda: [
            class_share(**PENALIZED), *spread(over_seeds(class_share, **PENALIZED)),
            *counts(**PENALIZED)["class_mean"][[9, 7]], class_share(layer=1),
        ],
    ),
    Claim("activates {exactly the same=1} units", lambda: [overlap_at_contrast(10)]),
    # T11: separability
    Claim("From the 64 pixels themselves it gets {93.6 %}.", lambda: [readout("probe_before", 0)]),
    Claim("the readout gets {53 %} there.", lambda: [readout("probe_before", width=16)]),
    Claim("A readout gets {93.6 %} right from the pixels.", lambda: [readout("probe_before", 0)]),
    Claim(
        "{79 %}, and {75=0.75} to {85 %} over ten seeds.",
        lambda: [readout("probe_before"), *spread(over_seeds(readout, key="probe_before"))],
    ),
    Claim("| ReLU | yes | {80.2 %} | {96.1 %} | {94.5 %} |", lambda: [*readouts(), wide_readout("ReLU")]),
    Claim("| ReLU, l1 = 0.03 | many | {80.2 %} | {96.3 %} | |", lambda: readouts(l1=0.03)),
    Claim(
        "| tanh | none | {88.5 %} | {96.7 %} | {95.9 %} |",
        lambda: [*readouts(activation="tanh"), wide_readout("tanh")],
    ),
    Claim(
        "| softplus | none | {89.1 %} | {97.2 %} | {97.3 %} |",
        lambda: [*readouts(activation="softplus"), wide_readout("softplus")],
    ),
    Claim(
        "a linear readout of the inputs gets {50 %}. One layer of random ReLU units makes it separable, {100 %}, and a fresh "
        "tanh network leaves it at {53 %}. A triumph of zeros? Choose softplus: {100 %}",
        lambda: [
            readout("probe_before", 0, dataset="XOR"), readout("probe_before", 1, dataset="XOR"),
            readout("probe_before", -1, dataset="XOR", activation="tanh"),
            readout("probe_before", 1, dataset="XOR", activation="softplus"),
        ],
    ),
    # T12: codes
    Claim("| 0 | {32} | {18} to {42} | {0} | {1438} | {1114} |", lambda: code_row(0.0)),
    Claim("| −1 | {14} | {4} to {34} | {0} | {1438} | {665} |", lambda: code_row(-1.0)),
    Claim("| −2 | {3.6} | {0} to {31} | {116} | {954} | {165} |", lambda: code_row(-2.0)),
    Claim("| −3 | {0.88} | {0} to {26} | {950} | {222} | {53} |", lambda: code_row(-3.0)),
    Claim(
        "{285} digits have to make do with {53} codes. With two, {254} digits have {162} codes; with four, {156} digits "
        "have {147}. So a few active units do go a long way. In all, {839} of the 1,438 digits have a code of their own.",
        lambda: [
            *codes_with(-2.0, 1, 1), *codes_with(-2.0, 2, 2), *codes_with(-2.0, 4, 4), codes_of_their_own(-2.0),
        ],
    ),
    Claim(
        "At −3 {most=1} digits have at most one active unit. They have only {41} codes",
        lambda: [codes_with(-3.0, 0, 1)[0] > 0.8 * 1438, codes_with(-3.0, 0, 1)[1]],
    ),
    Claim("at a bias of −2 {nearly every=1} digit with four active units had", lambda: [bool(codes_of_their_own(-2.0, 4) > 0.85)]),
    Claim("which is {635,376=635376}.", lambda: [EXERCISES["four of sixty-four"].answer()]),
    Claim(
        "16 units have {65,536=65536} patterns and use {112} of them; 32 units use {416}, of {4 billion=4}.",
        lambda: [2**16, pieces(16), pieces(32), 2**32 / 1e9],
    ),
    # T13: a smooth ramp
    Claim("are level, {96.5=0.965} and {96.7 %}.", lambda: field(3)["mean"][:2]),
    Claim(
        "At depth 6 it is {95.9=0.959} against {94.0 %}, and the 95 % interval of the difference still {contains zero=1}.",
        lambda: [*field(6)["mean"][:2], bool(behind(field(6))[0] < 0 < behind(field(6))[1])],
    ),
    Claim(
        "At depth 10 it is {90.2=0.902} against {68.1 %}, and softplus is behind by {8} to {37} points.",
        lambda: [*field(10)["mean"][:2], *behind(field(10))],
    ),
    Claim(
        "After 300 steps softplus is behind, {74.8=0.748} against {88.2 %}, by {3} to {24} points. After 1,000 it is ahead, "
        "{95.3=0.953} against {93.4 %}, by {0.7} to {3.0} points.",
        lambda: [
            *longer(300, 0.03)["mean"][::-1], *behind(longer(300, 0.03)),
            *longer(1000, 0.03)["mean"][::-1], *ahead(longer(1000, 0.03)),
        ],
    ),
    Claim("reaches from {22} points behind to {5} ahead", lambda: [behind(longer(1000, 0.1))[1], ahead(longer(1000, 0.1))[1]]),
    Claim(
        "leave softplus {28 %} of it in layer 1, measured against layer 10. Weights 1.1 times as large make it {level=1} "
        "before training, and after 300 steps at a rate of 0.1 softplus is still behind, by {2} to {36} points.",
        lambda: [
            np.exp(over_seeds(gradient_left).mean()),
            abs(np.exp(over_seeds(gradient_left, weight_scale=1.1).mean()) - 1) < 0.1,
            *behind(pair(weight_scale=1.1)),
        ],
    ),
    Claim("Look at tanh: {96.3 %} at depth 10 after", lambda: [field(10)["mean"][2]]),
    Claim("In layers 1 to 4 the largest change is {0.0}", lambda: [max(closed()[0][:4])]),
    Claim("{move a little, in the third decimal=1}", lambda: [all(0.0005 < change < 0.01 for change in closed()[0][4:])]),
    Claim("accuracy {drops to chance=1} and stays", lambda: [closed()[1]["test_accuracy"] < 0.13]),
    Claim("in it, the gradient is {exactly zero=1}", lambda: [not closed()[1]["gradient_rms"][:3].any()]),
    Claim("{layers 4 and 5 still=1} receive one", lambda: [bool(closed()[1]["gradient_rms"][3:].all())]),
    Claim("which says {0 %} there", lambda: [closed()[1]["dead_fraction"][:2].max()]),
    Claim("| 0 | {7.8 %} | {7.5=0.075} to {7.8 %} |", lambda: gated(0)),
    Claim("| 1 | {31 %} | {19=0.19} to {40 %} |", lambda: gated(1)),
    Claim("| 2 | {74 %} | {66=0.66} to {89 %} |", lambda: gated(2)),
    Claim("| 4 | {93 %} | {89=0.89} to {96 %} |", lambda: gated(4)),
    Claim("| 8 | {96 %} | {96=0.96} to {98 %} |", lambda: gated(8)),
    Claim("| 64 | {97 %} | {96=0.96} to {98 %} |", lambda: gated(64)),
    # T27: losing units
    Claim(
        "{27} of the 192 hidden units are gone, and the outputs are {the same to rounding=1}.",
        lambda: [prune()["cut"], prune()["difference"] < 1e-5],
    ),
    Claim("but for {two=2} of the {359} that wake up", lambda: [prune()["moved"], len(DIGITS.test_inputs)]),
    Claim("{No answer=0} changes.", lambda: [prune()["answers"]]),
    Claim("| 64 | {94.8 %} | {15 %} | {97.8 %} | {1.1 %} |", lambda: width_row(0)),
    Claim("| 32 | {95.5 %} | {6.0 %} | {97.1 %} | {0.3 %} |", lambda: width_row(1)),
    Claim("| 8 | {94.1 %} | {4.6 %} | {90.9 %} | {1.2 %} |", lambda: width_row(2)),
    Claim("leaves {15 %} of the units dead is {3} points worse",
          lambda: [width_row(0)[1], 100 * (width_row(0)[2] - width_row(0)[0])]),
    Claim(
        "a leaky ReLU, which loses {no=0} unit, gets {95.5 %}, and the interval of the difference reaches from"
        " −{1.4} to {2.8} points.",
        lambda: with_a_leak(),
    ),
    Claim("At the high rate the three widths are {too close to call=1}", lambda: [too_close(1) and too_close(2)]),
    Claim("32 units cost {0.1} to {1.3} points against 64, and 8 units cost {6} to {8}.", lambda: [*costs(1), *costs(2)]),
    # Worked answers
    Claim("which is {0.76}. The real layer has {0.79}", lambda: [
        EXERCISES["a bias of minus one"].answer(), layers(depth=1, bias=-1.0)["zero_fraction"][0],
    ]),
    Claim("gives {11}. Layer 2 is sparser than its neighbors: layer 1 has {20} active units, layer 3 has {17}.",
          lambda: [active_in(2), active_in(1), active_in(3)]),
]  # fmt: skip

# Numbers that are chosen or defined, not measured, or quoted from Glorot, Bordes and Bengio (2011).
SETTINGS = [
    "**It takes** about 75 minutes",
    '"around 50% of hidden units',
    "until about 85 % zeros. They report 83.4 % zeros for MNIST, 72.0 % for CIFAR10, 68.0 % for NISTP and 73.8 % for NORB",
    "At a bias of −0.5",
    "a variance of 0.5 × 0.5",
    '`check("sixty-four coins", 16**0.5)`',
    "(1 / 2**0.5)",
    "| 0.01 |",
    "| 0.03 |",
    "| 0.1 |",
    "| 0.3 |",
    "| 1.0 |",
    "(0.003 left out)",
    "stop at 0.1 this time",
    "200 with 0.03, 300 with 0.1",
    "*l1* = 0.1",
    "the same 0.1",
    "l1 = 0.03",
    "a penalty of 0.03",
    "*l1* at 0.03",
    "l1=0.03",
    "a learning rate of 0.1",
    "at a rate of 0.1",
    "At the rate of 0.1",
    "at a rate of 0.03",
    "set *l1* to 0.1",
    "layer 5 is off as a whole",
    "with 0.01, 0.03 and 0.1 from",
    "A penalty of 0.1",
    "After 1,000",
    "0.1, 1,000 steps",
    "to 1,000 steps",
    "of the 1,438 digits",
    "learning rate 0.03",
    "learning rate 0.003",
    "is moved by 10 % of its length",
    "a change of 10 %",
    "the 95 % interval",
    "all 1,438 training",
    "among 1,438 digits",
    "Weights 1.1 times",
]
WHOLE = "02 04 0 1 2 3 4 6 7 8 9 10 16 24 32 61 62 63 64 100 192 200 256 300 400 500 512 1438 2011"
