"""The numbers of 01_where_the_gradient_goes, measured again; where seeds matter, over ten of them."""

from functools import cache

import numpy as np

from helpers.datasets import DATASETS
from helpers.experiments import measure_chain, measure_layers, measure_slope
from helpers.gradient_check import central_difference
from helpers.initializers import INITIALIZERS
from helpers.network import Network
from tests.notebooks.claims import Claim

SEEDS = range(10)
DIGITS = DATASETS["digits"].load(seed=0)
SIGMOID = dict(activation="sigmoid", init="Xavier")

layers, chain = cache(measure_layers), cache(measure_chain)


def ends(**settings):
    """Gradient RMS of the last layer and of layer 1."""
    return list(layers(**settings)["gradient_rms"][[-1, 0]])


def first(**settings):
    return ends(**settings)[1]


def slope(z):
    return measure_slope("sigmoid", z)["derivative"]


def spread(values):
    return [min(values), max(values)]


def over_seeds(measure, **settings):
    """Smallest and largest over the seeds."""
    return spread([measure(**settings, seed=seed) for seed in SEEDS])


def share_kept(depth=30):
    """The factor by which an average step back multiplies the gradient."""
    last, one = ends(depth=depth, **SIGMOID)
    return (one / last) ** (1 / (depth - 1))


def parts(**settings):
    """The median over layers of the derivative part and of the weight part."""
    result = chain(**settings)
    return [np.median(result["derivative_part"]), np.median(result["weight_part"])]


def growth(**settings):
    last, one = ends(**settings)
    return one / last


@cache
def depth_of_zero(init, seed=0):
    """The smallest depth at which layer 1's gradient is exactly zero."""
    depths = (d for d in range(45, 100) if first(activation="sigmoid", init=init, depth=d, seed=seed) == 0)
    return next(depths)


@cache
def unchanged(depth, seed=0):
    """Share of layer 1's weights that one step with learning rate 0.1 leaves exactly as they are."""
    network = Network([64, *[64] * depth, 10], "sigmoid", "Xavier", seed=seed)
    _, gradients, _ = network.loss_and_gradients(DIGITS.train_inputs[:256], DIGITS.train_targets[:256])
    return float(np.mean(network.weights[0] - np.float32(0.1) * gradients[0] == network.weights[0]))


def last_layer_learns(depth):
    network = Network([64, *[64] * depth, 10], "sigmoid", "Xavier")
    _, gradients, _ = network.loss_and_gradients(DIGITS.train_inputs[:256], DIGITS.train_targets[:256])
    return bool(np.mean(network.weights[-1] - np.float32(0.1) * gradients[-1] != network.weights[-1]) > 0.99)


def saturated(depth=10, **settings):
    return layers(depth=depth, **SIGMOID, **settings)["saturated_fraction"]


@cache
def recurrence_case(seed):
    """Layer 1's delta on a square network for one digit: as the thread writes it, in the right form, by nudged biases."""
    x, y = DIGITS.train_inputs[:1], DIGITS.train_targets[:1]
    network = Network([64, 8, 8, 10], "tanh", "Xavier", dtype=float, seed=seed)
    trace = network.backward(network.forward(x), y)
    W, delta, steepness = network.weights[1].T, trace.deltas[1][0], 1 - trace.activations[0][0] ** 2
    nudged = [central_difference(network, x, y, 0.0, network.biases[0], unit, 1e-5) for unit in range(8)]
    return W @ (delta * steepness), (W.T @ delta) * steepness, np.array(nudged)


def recurrence_errors(seed):
    """Relative error of the recurrence as written, and of the right one."""
    written, right, nudged = recurrence_case(seed)
    return [np.abs(form - nudged).max() / np.abs(nudged).max() for form in (written, right)]


def relu_factor(init):
    """√(σ²/2) with σ² = fan-in times the variance of a weight, from weights as they are drawn."""
    matrix, _ = INITIALIZERS[init].draw(np.random.default_rng(0), 1000, 1000, 2)
    return np.sqrt(1000 * matrix.var() / 2)


def depth_below(limit, init):
    return next(d for d in range(1, 51) if first(activation="sigmoid", init=init, depth=d) < limit)


def shares_open():
    """Seed 0's share of open paths through ten layers, whether it has more than half on in most, and the range over seeds."""
    on = 1 - layers(depth=10, activation="ReLU", init="He")["zero_fraction"]
    return [
        open_share("ReLU", "He", 10),
        bool(np.mean(on > 0.5) > 0.5),
        *over_seeds(open_share, activation="ReLU", init="He", depth=10),
    ]


def depth_row(depth):
    tanh = dict(activation="tanh", depth=depth)
    return [first(depth=depth, **SIGMOID), first(**tanh, init="Xavier"), first(**tanh, init="PyTorch default")]


def linear(weight_scale):
    return ends(activation="linear", init="Xavier", depth=30, weight_scale=weight_scale)


def open_share(activation, init, depth=30, **settings):
    return chain(activation=activation, init=init, depth=depth, **settings)["open_path_share"][0]


HE30 = dict(activation="ReLU", init="He", depth=30)
TANH30 = dict(activation="tanh", init="He", depth=30)
REPAIRED = dict(depth=30, weight_scale=10, **SIGMOID)

CLAIMS = [
    # T1: the slope
    Claim("tanh has a slope of {1} at its steepest point", lambda: [measure_slope("tanh")["largest_derivative"]]),
    Claim(
        "At z = 4 the slope is {0.018}. At z = 8 it is {0.00034}.",
        lambda: [slope(4), slope(8)],
    ),
    Claim("an upper limit, {1/4=0.25}, and reaches it at one", lambda: [measure_slope("sigmoid")["largest_derivative"]]),
    Claim("At z = 0 the slope of a sigmoid is {0.25}", lambda: [slope(0)]),
    Claim(
        "nothing is saturated: {0.3 %} in layer 1, and {not one unit=0} in the nine layers above it.",
        lambda: [saturated()[0], saturated()[1:].max()],
    ),
    Claim("{41=0.41} to {62 %} of them, depending on the layer", lambda: spread(saturated(weight_scale=10))),
    # T4: depth
    Claim("The gradient falls from {0.037} in layer 3 to {0.0017} in layer 1.", lambda: ends(depth=3, **SIGMOID)),
    Claim("The last layer still has its {0.037}. Layer 1 is down to {8.0e-8}.", lambda: ends(depth=10, **SIGMOID)),
    Claim("10 sigmoid layers leave {8e-8} for layer 1", lambda: [first(depth=10, **SIGMOID)]),
    Claim(
        "With 30 layers, {1.4e-20} is left; over ten seeds, it is between {1.3e-20} and {3.1e-20}.",
        lambda: [first(depth=30, **SIGMOID), *over_seeds(first, depth=30, **SIGMOID)],
    ),
    Claim("each step back keeps about {0.23} of the gradient", lambda: [share_kept()]),
    Claim("| 3 | {0.0017} | {0.070} | {0.016} |", lambda: depth_row(3)),
    Claim("| 10 | {8.0e-8} | {0.049} | {3.7e-4} |", lambda: depth_row(10)),
    Claim("| 30 | {1.4e-20} | {0.020} | {3.5e-9} |", lambda: depth_row(30)),
    # T4: float32
    Claim("its smallest positive number is {1.4e-45}", lambda: [np.finfo(np.float32).smallest_subnormal]),
    Claim(
        "With Xavier's weights it takes {71} layers here, and {71} to {73} over ten seeds.",
        lambda: [depth_of_zero("Xavier"), *spread([depth_of_zero("Xavier", seed) for seed in SEEDS])],
    ),
    Claim("With PyTorch's default it takes {53}.", lambda: [depth_of_zero("PyTorch default")]),
    Claim("A float32 weight of 0.1 has neighbors at a distance of {7e-9}.", lambda: [np.spacing(np.float32(0.1))]),
    Claim("At depth 1 it is {4.7 %}: {three=3} of the 64 pixels are blank",
          lambda: [unchanged(1), np.sum(DIGITS.train_inputs.std(axis=0) == 0)]),
    Claim("At depth 5 it is still {5 %}.", lambda: [unchanged(5)]),
    Claim(
        "about {nine=9} in ten weights do not move ({88=0.88} to {93 %} over ten seeds)",
        lambda: [10 * unchanged(10), *spread([unchanged(10, seed) for seed in SEEDS])],
    ),
    Claim("at depth 15 {practically none=1} does.", lambda: [bool(min(unchanged(15, seed) for seed in SEEDS) > 0.999)]),
    Claim("{The last layers go on learning.=1}", lambda: [last_layer_learns(15)]),
    Claim(
        "the *number* reaches zero only beyond {70} layers, but its *effect* is rounded away from about {10} layers on",
        lambda: [depth_of_zero("Xavier") == 71, unchanged(8) < 0.5 < unchanged(10)],
    ),
    # T24: two factors
    Claim(
        "a typical step back multiplies by {0.24} for the derivative and {0.99} for the weights",
        lambda: parts(depth=30, **SIGMOID),
    ),
    Claim(
        "from {0.13} in layer 30 to {0.46} in layer 1: {3.6} times, and {3.0} to {4.1} times over ten seeds.",
        lambda: [*ends(**TANH30), growth(**TANH30), *over_seeds(growth, **TANH30)],
    ),
    Claim("its part is {0.75}. But the weights' part is {1.4}", lambda: parts(**TANH30)),
    Claim("| 0.5 | {0.077} | {9.9e-11} |", lambda: linear(0.5)),
    Claim("| 1 | {0.16} | {0.11} |", lambda: linear(1)),
    Claim("| 2 | {0.43} | {1.8e8} |", lambda: linear(2)),
    Claim(
        "{Four times as large is not enough=1}",
        lambda: [growth(depth=30, weight_scale=4, **SIGMOID) < 1e-3 and parts(depth=30, weight_scale=4, **SIGMOID)[0] < 0.2],
    ),
    Claim(
        "{0.21} in layer 30 and {0.22} in layer 1, a derivative part of {0.10} against a weight part of {9.9}",
        lambda: [*ends(**REPAIRED), *parts(**REPAIRED)],
    ),
    Claim(
        "At that scale {35=0.35} to {62 %} of the units are saturated",
        lambda: spread(saturated(depth=30, weight_scale=10)),
    ),
    Claim(
        "a weight scale of 8 leaves {0.0036} in layer 1, a scale of 12 makes it {3.2}",
        lambda: [first(depth=30, weight_scale=scale, **SIGMOID) for scale in (8, 12)],
    ),
    # T25: paths
    Claim("0.5 to the power of 30: about {one path in a billion=1e-9}", lambda: [0.5**30]),
    Claim(
        "{0.43} in layer 1 ({0.065} to {0.43} over ten seeds), and {0.14} in layer 30. "
        "Over ten seeds, layer 1 has between {0.55} and {3.1} times what layer 30 has.",
        lambda: [first(**HE30), *over_seeds(first, **HE30), ends(**HE30)[0], *over_seeds(growth, **HE30)],
    ),
    Claim(
        "{About half=0.5} of the units are on for a given digit.",
        lambda: [1 - layers(**HE30)["zero_fraction"].mean()],
    ),
    Claim("The sigmoid keeps {*every* path=1} open", lambda: [open_share("sigmoid", "Xavier")]),
    Claim(
        "{7.1e-10} and {1.5e-9} of all, and end at {3.5e-6} and {0.43}",
        lambda: [
            open_share("ReLU", "Xavier"), open_share("ReLU", "He"),
            first(activation="ReLU", init="Xavier", depth=30), first(**HE30),
        ],
    ),
    Claim(
        "For He that is {1}. For Xavier in layers of equal width it is {0.71}, at every step.",
        lambda: [round(relu_factor("He"), 2), relu_factor("Xavier")],
    ),
    # T30: the recurrence
    Claim("A relative error of {1.2}:", lambda: [recurrence_errors(0)[0]]),
    Claim("(Over ten seeds it is {0.72} or more.)", lambda: [min(recurrence_errors(seed)[0] for seed in SEEDS)]),
    Claim("agrees to within {1e-7}", lambda: [all(recurrence_errors(seed)[1] < 1e-7 for seed in SEEDS)]),
    Claim("a relative error below {1e-9}", lambda: [all(recurrence_errors(seed)[1] < 1e-9 for seed in SEEDS)]),
    # Worked answers
    Claim("more than {98 %} is gone after three units", lambda: [1 - 0.25**3 > 0.98]),
    Claim(
        'The loop stops at {11}: `check("below 1e-10", depth)`. At depth 10 the gradient is still {3.7e-10}.',
        lambda: [
            depth_below(1e-10, "PyTorch default"), first(activation="sigmoid", init="PyTorch default", depth=10),
        ],
    ),
    Claim("it would take until depth {15}", lambda: [depth_below(1e-10, "Xavier")]),
    Claim("about {one in a thousand=0.001}", lambda: [0.5**10]),
    Claim(
        "(ReLU, He, seed 0) has {0.0016} open: it happens to have {a little more than half=1} of its units on in most layers."
        " Over ten seeds the share is {0.0005} to {0.0016}.",
        shares_open,
    ),
]  # fmt: skip

# Numbers that are chosen or defined, not measured.
SETTINGS = [
    "**It takes** about 45 minutes",
    "derivative is below 5 % of the largest",
    "A float32 weight of 0.1",
    "learning rate 0.1",
    "*weight scale* to 0.5",
    "| 0.5 |",
    "0.5 to the power of 30",
    '`check("three sigmoids", 0.25**3)`',
    '`check("open paths", 0.5**10)`',
    "is below 1e-10?",
    "**2. Below 1e-10.**",
    "[0] < 1e-10:",
    'check("below 1e-10", depth)',
]
WHOLE = "00 02 0 1 2 3 4 5 8 10 12 15 29 30 64 100 51"
