"""The numbers of 02_starting_well, measured again; where seeds matter, over ten of them."""

from functools import cache

import numpy as np

from helpers.activations import ACTIVATIONS, leaky_relu
from helpers.datasets import DATASETS
from helpers.experiments import (
    Duel,
    HistogramTraining,
    StartingGrid,
    Training,
    measure_correlation,
    measure_histograms,
    measure_layers,
    measure_phase,
)  # fmt: skip
from helpers.initializers import INITIALIZERS
from helpers.network import Network
from helpers.probes import gradient_rms, jacobian_singular_values
from helpers.theory import edge_of_chaos
from tests.notebooks.claims import Claim

SEEDS = range(10)
DIGITS = DATASETS["digits"].load(seed=0)
X, Y = DIGITS.train_inputs[:256], DIGITS.train_targets[:256]
SHALLOW = dict(init="small normal", depth=3)
DEEP = dict(init="small normal", depth=20)
HALF = dict(depth=20, activation="tanh", init="Xavier", weight_scale=0.5)
PYTORCH = "PyTorch default"

layers, phase = cache(measure_layers), cache(measure_phase)


def ends(**settings):
    """Gradient RMS of the last layer and of layer 1."""
    return list(layers(**settings)["gradient_rms"][[-1, 0]])


def first(**settings):
    return ends(**settings)[1]


def ratio(**settings):
    """Gradient RMS of layer 1 over that of the last layer."""
    last, one = ends(**settings)
    return one / last


def factor(depth, **settings):
    """What an average step back multiplies the gradient by."""
    return ratio(depth=depth, **settings) ** (1 / (depth - 1))


def spread(values):
    return [min(values), max(values)]


def over_seeds(measure, **settings):
    """Smallest and largest over the seeds."""
    return spread([measure(**settings, seed=seed) for seed in SEEDS])


def hidden(activation, init, depth=20, **settings):
    return Network([64, *[64] * depth, 10], activation, init, **settings)


# ---- T26, T28: a linear network, and one of zeros


def linear_difference(seed=0):
    """Largest difference between 21 layers and their product, relative to the largest output."""
    network = hidden("linear", "Xavier", seed=seed)
    outputs = network.forward(X).activations[-1]
    return np.abs(X @ np.linalg.multi_dot(network.weights) - outputs).max() / np.abs(outputs).max()


def zeros_ratio():
    result = layers(depth=20, activation="linear", init="zeros")
    return [bool((result["gradient_rms"] == 0).all() and (result["activation_std"] == 0).all())]


@cache
def from_zero():
    training = Training(depth=5, init="zeros", training_examples=50, batch_size=50, learning_rate=1.0)
    training.step(100)
    return training


def largest_weight():
    return max(np.abs(weights).max() for weights in from_zero().network.weights)


def frequencies_learned():
    """Whether the class frequencies are those of the output's biases, to 0.01, and do differ from each other."""
    odds = np.exp(from_zero().network.biases[-1])
    frequency = np.bincount(from_zero().split.train_targets, minlength=10) / 50
    return [bool(np.abs(odds / odds.sum() - frequency).max() < 0.01 and np.ptp(frequency) > 0.1)]


def clones():
    """Whether the units of a sigmoid network that started from zero have moved, and are still the same."""
    training = Training(depth=2, activation="sigmoid", init="zeros")
    training.step(300)
    into = training.network.weights[:-1]
    moved = all(np.abs(weights).max() > 1e-5 for weights in into)
    return bool(moved and all(np.ptp(weights, axis=1).max() < 1e-6 * np.abs(weights).max() for weights in into))


# ---- Sizes


def variance_times_fan_in(init):
    matrix, _ = INITIALIZERS[init].draw(np.random.default_rng(0), 64, 4096, 2)
    return 64 * matrix.var()


def diverges(**settings):
    return [bool(layers(**settings)["diverged"])]


@cache
def trained(steps=300, **settings):
    training = Training(**settings)
    training.step(steps)
    return training


def accuracy(**settings):
    return trained(**settings).measure()["test_accuracy"]


def typical_accuracy(depth, init, **settings):
    """Median over the seeds of the test accuracy after 300 steps."""
    return np.median([accuracy(depth=depth, init=init, seed=seed, **settings) for seed in SEEDS])


def slow_starters():
    """How many of ten trainings with He's weights and ten layers are below 90 % where the rest is above."""
    return sum(accuracy(depth=10, init="He", seed=seed) <= 0.9 for seed in SEEDS)


def second_step():
    return trained(steps=50, depth=20, init="He", weight_scale=2).diverged_at


# ---- T31: half of the units


def half_off():
    """Share of zeros, and of δ² that a step back loses, in a network with Xavier's weights."""
    return [bool(0.45 < layers(depth=50, init="Xavier")["zero_fraction"].mean() < 0.55)]


def loss_per_layer():
    """What a layer takes of the gradient with σ² = 1: by theory, and by measurement within a percent or so."""
    measured = np.mean([factor(50, init=init) for init in ("Xavier", "LeCun")])
    return [1 - np.sqrt(1 / 2) if abs(measured - np.sqrt(1 / 2)) < 0.01 else measured]


def silenced():
    """Whether a bias of -0.5 ends with a layer that is off for every digit, and no gradient anywhere, for each seed."""
    results = [layers(depth=50, init="He", bias=-0.5, seed=seed) for seed in SEEDS]
    return [all(result["zero_fraction"][-1] == 1 and not result["gradient_rms"].any() for result in results)]


# ---- T5: paths


@cache
def path_products():
    """Products of the weights along open paths, as the notebook draws them."""
    network = hidden("ReLU", "Xavier", 30)
    trace = network.backward(network.forward(X), Y)
    random = np.random.default_rng(0)
    paths = [random.choice(np.flatnonzero(slope[0]), 10_000) for slope in trace.derivatives]
    links = [weights[here, there] for weights, here, there in zip(network.weights[1:-1], paths, paths[1:])]
    return np.prod(np.abs(links, dtype=float), axis=0), np.median(np.abs(links))


# ---- Weight gradients


def weight_ratio(**settings):
    result = layers(**settings)["weight_gradient_rms"]
    return result[0] / result[-1]


# ---- Histograms


def saturated(**settings):
    return measure_histograms(depth=5, activation="tanh", init="Xavier", **settings)["saturated_fraction"]


@cache
def sigmoid_trained(steps, depth=4, learning_rate=3.0, seed=0):
    """What is measured of a sigmoid network with PyTorch's default weights after so many steps."""
    training = HistogramTraining(
        depth=depth, activation="sigmoid", init=PYTORCH, learning_rate=learning_rate, seed=seed
    )
    training.step(steps)
    return training.measure()


def sigmoid_early():
    """Mean and saturated share of the top layer, means of layers 1 and 2, the test accuracy."""
    result = sigmoid_trained(20)
    mean, share = result["activation_mean"], result["saturated_fraction"]
    return [mean[3], bool(share[3] > 0.99), *mean[:2], bool(share[:2].max() < 0.01), result["test_accuracy"]]


def layer_three():
    """Mean of layer 3 after 20 steps, for seed 0 and from the smallest to the largest over the seeds."""
    means = [sigmoid_trained(20, seed=seed)["activation_mean"][2] for seed in SEEDS]
    return [means[0], *spread(means)]


def sigmoid_late():
    result = sigmoid_trained(1500)
    return [result["test_accuracy"] > 0.9, bool(0.3 < result["saturated_fraction"][3] < 0.55)]


def back_from_the_flat_end():
    """Whether the top layer of each has left the flat end, with more than 90 % right."""
    late = [sigmoid_trained(1500, seed=seed) for seed in SEEDS]
    return all(result["activation_mean"][3] > 0.1 and result["test_accuracy"] > 0.9 for result in late)


def one_layer_more():
    return all(sigmoid_trained(1000, depth=5, seed=seed)["test_accuracy"] < 0.5 for seed in SEEDS)


def short_of_saturation():
    """Mean of the top layer of five at a learning rate of 1, and its derivative over the largest."""
    result = sigmoid_trained(300, depth=5, learning_rate=1.0)
    mean = result["activation_mean"][4]
    assert result["saturated_fraction"][4] == 0
    return [mean, bool(0.3 < mean * (1 - mean) / 0.25 < 0.36)]


def no_line_crossed():
    """Accuracy of those five layers; shares of their best slope of all but the top one; shares kept; δ at both ends."""
    training = HistogramTraining(depth=5, activation="sigmoid", init=PYTORCH, learning_rate=1.0)
    training.step(300)
    result, network = training.measure(), training.network
    slopes = [slope.mean() / 0.25 for slope in network.backward(network.forward(X), Y).derivatives]
    delta = result["gradient_rms"]
    kept = spread(delta[:-1] / delta[1:])
    return [result["test_accuracy"], *spread(slopes[:4]), *kept, delta[4], delta[0]]


# ---- The edge, two inputs, orthogonal weights, LSUV


def cell(**settings):
    result = phase(**settings)
    return result["gradient_rms"][0] / result["gradient_rms"][-1]


def good_scales(depth):
    """The weight scales of the map of ReLU and He at which layer 1 is within a factor of 10 of the last layer."""
    result = phase(depth=20)
    return result["map_scales"][np.abs(np.log10(result["map_ratio"][depth - 1])) <= 1]


def cosine(layer=-1, **settings):
    return measure_correlation(**settings)["cosine_mean"][layer]


def stretch(activation, init, **settings):
    return jacobian_singular_values(hidden(activation, init, **settings).forward(X))


def lost_directions():
    factors = stretch("linear", "Xavier")
    return np.mean(factors < 0.01 * factors.max())


@cache
def lsuv_by_hand():
    """Spread of layer 20, and gradients of layer 1 and 20, before and after."""
    network = hidden("GELU", "orthogonal")
    told = []
    for fitting in (False, True):
        signal = X
        for weights in network.weights[: -1 if fitting else 0]:
            weights /= np.std(signal @ weights)
            signal = ACTIVATIONS["GELU"].value(signal @ weights)
        trace = network.backward(network.forward(X), Y)
        told.append((trace.pre_activations[19].std(), *gradient_rms(trace)[[0, -1]]))
    return told


def softplus_moments():
    """Means of a² and f′² over a standard normal pre-activation."""
    z = np.linspace(-10, 10, 20001)
    share, softplus = np.exp(-(z**2) / 2), ACTIVATIONS["softplus"]
    return [np.average(function(z) ** 2, weights=share) for function in (softplus.value, softplus.derivative)]


# ---- T22: leaks


def leaky(slope, measure, **settings):
    """Measure with a leaky ReLU of this slope on the menu, under a name of its own."""
    name = f"leaky, slope {slope}"
    ACTIVATIONS[name] = leaky_relu(slope)
    try:
        return measure(activation=name, **settings)
    finally:
        del ACTIVATIONS[name]


def growth_over_seeds():
    return spread([leaky(0.5, ratio, depth=30, init="He", seed=seed) for seed in SEEDS])


def mixed(seed):
    """Gradient of layer 1 over that of layer 30, half of each layer ReLU and half linear, σ² = 4/3."""
    network = hidden(["ReLU", "linear"], "LeCun", 30, weight_scale=np.sqrt(4 / 3), seed=seed)
    gradient = gradient_rms(network.backward(network.forward(X), Y))
    return gradient[0] / gradient[-1]


# ---- T29: the grid


@cache
def grid(seed):
    return StartingGrid(
        activations=["sigmoid", "tanh", "ReLU", "GELU"],
        inits=["small normal", PYTORCH, "Xavier", "orthogonal", "He"],
        seed=seed,
    )


def learned(depth, seed=0):
    return grid(seed)(depth)["test_accuracy"] >= 0.8


@cache
def patient(activation, init, steps):
    """Ratio before training and accuracy after it of a start at depth 10 that is given more steps."""
    there = StartingGrid(activations=[activation], inits=[init], depths=[10], steps=steps)(10)
    return there["untrained_gradient_ratio"].item(), there["test_accuracy"].item()


def in_between():
    """Whether ReLU with Xavier's and with orthogonal weights has learned after 1000 steps, and their ratios."""
    ratios, accuracies = zip(*(patient("ReLU", init, 1000) for init in ("Xavier", "orthogonal")))
    return [min(accuracies) > 0.95, *ratios]


def gelu_later():
    """Ratio of GELU with Xavier's weights; whether it guesses after 1000 steps and has learned after 2000."""
    training = Training(depth=10, width=32, activation="GELU", init="Xavier", learning_rate=0.05, batch_size=32)
    accuracies = []
    for _ in range(2):
        training.step(1000)
        accuracies.append(training.measure()["test_accuracy"])
    return [grid(0)(10)["untrained_gradient_ratio"][3, 2], accuracies[0] < 0.12, accuracies[1] >= 0.8]


def relu_that_fails():
    """How many of ReLU's five inits fail at depth 10 with 1000 steps."""
    inits = ("small normal", PYTORCH, "Xavier", "orthogonal", "He")
    return [sum(patient("ReLU", init, 1000)[1] < 0.8 for init in inits)]


def level_and_failing():
    """At depth 2, how many starts the map lets pass, how many of them fail, if all of these are sigmoids."""
    failing = level(2) & ~learned(2)
    return [level(2).sum(), failing.sum() if not failing[1:].any() else np.nan]


def level(depth, seed=0):
    return np.abs(np.log10(grid(seed)(depth)["untrained_gradient_ratio"])) <= 1


def those_that_learn():
    there = grid(0)(10)
    rows, columns = np.nonzero(learned(10))
    named = {(there["activations"][row], there["inits"][column]) for row, column in zip(rows, columns)}
    expected = {("tanh", "Xavier"), ("tanh", "orthogonal"), ("tanh", "He"), ("ReLU", "He"), ("GELU", "He")}
    return [len(named) if named == expected else named, learned(10).size]


def level_are_those_that_learn():
    return [bool(all((level(10, seed) == learned(10, seed)).all() for seed in (0, 1)))]


def depth_two():
    """Whether at depth 2 all pairs without sigmoid and small normal weights learn, and no other."""
    return [bool(learned(2)[1:, 1:].all() and not learned(2)[0].any() and not learned(2)[:, 0].any())]


@cache
def duel(steps, **settings):
    fight = Duel(init="He", rival_init=PYTORCH, **settings)
    fight.step(steps)
    return fight.measure()


def won(seed):
    """Whether after 200 steps the first has more than 75 % right and the rival no more than a guesser."""
    result = duel(200, depth=15, learning_rate=0.02, seed=seed)
    return result["test_accuracy"] > 0.75 and result["rival_test_accuracy"] < 0.125


def fast_duel(seed=0):
    return duel(100, depth=30, learning_rate=0.1, seed=seed)


def first_stop():
    """The step that stops the first, if the rival goes on and learns nothing."""
    return fast_duel()["diverged_at"] if fast_duel()["rival_test_accuracy"] < 0.15 else "the rival learns"


def no_luck_either():
    others = [fast_duel(seed) for seed in SEEDS[1:]]
    return not any(result["diverged"] or result["test_accuracy"] > 0.25 for result in others)


CLAIMS = [
    Claim("a gradient of {0.15} in layer 20, and {0.13} in layer 1.", lambda: ends(depth=20, activation="linear", init="Xavier")),
    Claim(
        "One matrix of {64} × {10} does what the 21 do, to about {one part in a million=1e-6}",
        lambda: [*np.linalg.multi_dot(hidden("linear", "Xavier").weights).shape, linear_difference()],
    ),
    Claim("{every point drops onto the row marked 0=1}", zeros_ratio),
    Claim("{Not one weight has moved=0}", lambda: [largest_weight()]),
    Claim("{The rows agree=1}", frequencies_learned),
    Claim("{all units of a layer stay copies of each other=1}", lambda: [clones()]),
    Claim("a gradient of {0.0063} in layer 3 and {1.9e-5} in layer 1.", lambda: ends(**SHALLOW)),
    Claim("3 layers leave {1.9e-5} for layer 1", lambda: [first(**SHALLOW)]),
    Claim("{2.6e-26}. Each step back keeps about {6 %} of the gradient.", lambda: [first(**DEEP), factor(**DEEP)]),
    Claim(
        "from {0.51} in layer 20 to {1.3e9} in layer 1. At a scale of 10 and a depth of 50 {the numbers outgrow float32=1}",
        lambda: [*ends(depth=20, weight_scale=3), *diverges(depth=50, weight_scale=10)],
    ),
    Claim("the {second=2} step of plain gradient descent at a learning rate of 0.1 already", lambda: [second_step()]),
    Claim(
        "For Xavier, and for LeCun's 1 / fan-in, σ² is {1}. For small normal weights and 64 units it is {0.0064}.",
        lambda: [round(variance_times_fan_in("LeCun"), 1), variance_times_fan_in("small normal")],
    ),
    # T31
    Claim("With five layers {a quarter=0.25} of the gradient is left.", lambda: [ratio(depth=5, init="Xavier")]),
    Claim(
        "{4.1e-9}, against {0.11} in layer 50. Over ten seeds layer 1 is left with {7.7e-9} to {7.2e-8} of",
        lambda: [*ends(depth=50, init="Xavier")[::-1], *over_seeds(ratio, depth=50, init="Xavier")],
    ),
    Claim(
        "Same weights, same digits, and the gradient is {level=1}.",
        lambda: [bool(0.5 < ratio(depth=50, init="Xavier", activation="linear") < 2)],
    ),
    Claim("off for about {half=1} of the examples", half_off),
    Claim("the gradient of layer 1 is {0.12}, that of layer 50 is {0.11}.", lambda: ends(depth=50, init="He")[::-1]),
    Claim("the gradient loses {29 %} in each layer", loss_per_layer),
    Claim(
        "At 0.5 the gradient of layer 1 is {1.7} to {7.5} times that of layer 50, over ten seeds",
        lambda: over_seeds(ratio, depth=50, bias=0.5),
    ),
    Claim("{the gradient is exactly zero in all 50 layers=1}", silenced),
    # PyTorch's default
    Claim(
        "both get {more than 95 %=1} right",
        lambda: [bool(min(typical_accuracy(3, init) for init in (PYTORCH, "He")) > 0.95)],
    ),
    Claim(
        "At depth 10 the default gets {8 %} right, which is no better than guessing, and He's weights {more than 90 %=1}.",
        lambda: [typical_accuracy(10, PYTORCH), bool(typical_accuracy(10, "He") > 0.9)],
    ),
    Claim(
        "it gets these ten layers to {92 %} in the same 300 steps (the median of ten seeds)",
        lambda: [typical_accuracy(10, PYTORCH, optimizer="Adam", learning_rate=0.001)],
    ),
    Claim("{One of the ten trainings with He's weights is slow.=1}", lambda: [slow_starters()]),
    # T5
    Claim(
        "{No product is zero.=0} But the median is {3e-32}, and the largest is {1e-25}. Twenty-nine numbers of about {0.1}",
        lambda: [
            np.sum(path_products()[0] == 0), np.median(path_products()[0]), path_products()[0].max(), path_products()[1],
        ],
    ),
    Claim(
        "an RMS of {3.5e-6} in layer 1, and with He's weights {0.43}.",
        lambda: [first(depth=30, init="Xavier"), first(depth=30, init="He")],
    ),
    # Weight gradients
    Claim("which is {0.58} times Xavier's weights", lambda: [np.sqrt(1 / 3)]),
    Claim(
        "the weight gradients of all layers {are about the same=1}, and δ falls to {a fifth=0.2}.",
        lambda: [
            bool(np.divide(*spread(layers(depth=20, activation="tanh", init="Xavier")["weight_gradient_rms"])) > 0.7),
            ratio(depth=20, activation="tanh", init="Xavier"),
        ],
    ),
    Claim("shrinks by a factor of about {770,000=7.7e5}", lambda: [1 / ratio(**HALF)]),
    Claim(
        "Layer 1 has {0.82} times the weight gradient of layer 20, and {0.55} to {1.3} times over ten seeds, while its δ is"
        " {1.3e-6} times that of layer 20.",
        lambda: [weight_ratio(**HALF), *over_seeds(weight_ratio, **HALF), ratio(**HALF)],
    ),
    Claim("the same small number: about {2e-8}", lambda: [np.median(layers(**HALF)["weight_gradient_rms"])]),
    # Histograms
    Claim(
        "{2.7 %} of layer 1's activations are saturated and {none=0} of layer 5's",
        lambda: [saturated()[0], saturated()[4]],
    ),
    Claim("has {37=0.37} to {41 %} of its activations saturated", lambda: spread(saturated(weight_scale=3))),
    Claim(
        "{19 %} of layer 5 lies in the bin at −1, and {18 %} in the one at 1.",
        lambda: measure_histograms(activation="tanh", weight_scale=3)["histogram"][4][[0, -1]],
    ),
    Claim(
        "its mean activation is {0.004}, at the low end of the sigmoid, and {over 99 %=1} of it is saturated. Layers 1 and 2"
        " still have means of {0.50} and {0.53}, with {less than 1 %=1} saturated. The output sees nearly the same from every digit, and {8 %} of",
        sigmoid_early,
    ),
    Claim("by step {1500} the network has {96 % right, and 41 % of its top layer=1} is saturated", lambda: [1500, all(sigmoid_late())]),
    Claim("{every one of these networks has left the flat end=1} by then, with {more than 90 %=1} right.", lambda: [back_from_the_flat_end()] * 2),
    Claim("After {1000} steps {none of ten seeds has even half=1} of", lambda: [1000, one_layer_more()]),
    Claim(
        "after 300 steps its mean is {0.087}, where the derivative is {still a third=1} of its largest", short_of_saturation
    ),
    Claim("after 20 steps its mean is {0.73}, and {0.71} to {0.78} over ten seeds.", layer_three),
    Claim(
        "yet only {10 %} of the test digits are right. The four layers below are near their best slope, at {88=0.88}"
        " to {98 %} of it. But the best slope of a sigmoid is 1/4, and these weights take their share"
        " too. So each step back leaves only {0.14} to {0.22} of the gradient: from {0.0046} in layer 5 to {3.0e-6} in layer 1.",
        no_line_crossed,
    ),
    # The edge
    Claim("where the edge is at a scale of {1}.", lambda: [round(phase(depth=20)["edge"], 2)]),
    Claim("{1.41}, the root of 2.", lambda: [phase(depth=20, init="Xavier")["edge"]]),
    Claim(
        "The edge is at {1.00}, but at depth 20 and a scale of 1 the gradient of layer 1 is {0.19} times that of layer 20."
        " Level it is only at {1.28}",
        lambda: [
            phase(activation="tanh", init="Xavier")["edge"], cell(activation="tanh", init="Xavier"),
            phase(activation="tanh", init="Xavier")["level"][19],
        ],
    ),
    Claim(
        "For a sigmoid the edge is at {10.2}, on the right margin of the map: there is hardly a weight scale in it that is"
        " not blue. And for ELU, which is z above zero and e^z − 1 below, with He's weights it is at {0.71}",
        lambda: [phase(activation="sigmoid", init="Xavier")["edge"], phase(activation="ELU")["edge"]],
    ),
    Claim(
        "Of the map's {31} weight scales, that leaves {seven=7} at depth 5, from {0.63} to {1.58}. At depth 50 it leaves {one=1}, the"
        " {1} in the middle.",
        lambda: [
            len(phase(depth=20)["map_scales"]), len(good_scales(5)), *spread(good_scales(5)), len(good_scales(50)),
            *good_scales(50),
        ],
    ),
    # Two inputs
    Claim(
        "A cosine of {0.97}, and {0.93} to {0.97} over ten seeds. Theory, for endless width, expects {0.949}.",
        lambda: [
            cosine(depth=20), *over_seeds(cosine, depth=20), measure_correlation(depth=20)["predicted_cosine"][-1],
        ],
    ),
    Claim("after layer 1 the cosine is {0.31}", lambda: [cosine(0)]),
    Claim("with He's weights the two inputs stay apart, at {0.04}", lambda: [cosine(activation="tanh")]),
    # Orthogonal weights
    Claim("had {0.15} and {0.13}.", lambda: ends(depth=20, activation="linear", init="Xavier")),
    Claim(
        "one direction is stretched {4.9} times, the median one is shrunk to {0.0007}, and {72 %} of the directions",
        lambda: [stretch("linear", "Xavier").max(), np.median(stretch("linear", "Xavier")), lost_directions()],
    ),
    Claim(
        "Orthogonal weights keep all {64} directions at {1.000}",
        lambda: [
            len(stretch("linear", "orthogonal")),
            all(np.abs(stretch("linear", "orthogonal", depth=depth) - 1).max() < 5e-4 for depth in (20, 50)),
        ],
    ),
    Claim(
        "He's weights stretch one direction {15} times, and orthogonal weights times √2 still {12} times.",
        lambda: [stretch("ReLU", "He").max(), stretch("ReLU", "orthogonal", weight_scale=np.sqrt(2)).max()],
    ),
    # LSUV
    Claim(
        "from {7.0e-6} to {1.0}, and the gradient of layer 1 from {2.3e-7} to {0.16}. (Layer 20 has {0.066} now.)",
        lambda: [
            lsuv_by_hand()[0][0], lsuv_by_hand()[1][0], lsuv_by_hand()[0][1], lsuv_by_hand()[1][1], lsuv_by_hand()[1][2],
        ],
    ),
    Claim(
        "have a gradient of {0.13} in layer 50 and {8.3} in layer 1.",
        lambda: ends(depth=50, activation="tanh", init="LSUV"),
    ),
    Claim(
        "{For ReLU it does=1}, because",
        lambda: [bool(0.4 < ratio(depth=50, init="LSUV") < 2.5)],
    ),
    # T22
    Claim("have a gradient of {0.14} in layer 30 and {0.43} in layer 1.", lambda: ends(depth=30, init="He")),
    Claim(
        "{5.5} in layer 1, against {0.19} in layer 30: {29} times as much, and {19} to {29} times over ten seeds."
        " The formula expects a factor of {1.118} at each of 29 steps, which makes {25}.",
        lambda: [
            *leaky(0.5, ends, depth=30, init="He")[::-1], leaky(0.5, ratio, depth=30, init="He"), *growth_over_seeds(),
            np.sqrt(1 + 0.5**2), np.sqrt(1 + 0.5**2) ** 29,
        ],
    ),
    Claim(
        "Over ten seeds, plain ReLU has between {0.98} and {1.04}.",
        lambda: over_seeds(factor, depth=30, init="He"),
    ),
    Claim(
        "the correction is {0.005 %} per layer, far below the luck of the draw. For 0.5 it is {12 %} per layer.",
        lambda: [np.sqrt(1 + 0.01**2) - 1, np.sqrt(1 + 0.5**2) - 1],
    ),
    Claim("which is {1.26}. For ReLU it is √2 = {1.41}", lambda: [np.sqrt(2 / 1.25), np.sqrt(2)]),
    Claim(
        "weight_scale=1.265)[\"gradient_rms\"]` has {0.14} in layer 1 and {0.12} in layer 30.",
        lambda: leaky(0.5, ends, depth=30, init="LeCun", weight_scale=1.265)[::-1],
    ),
    # How to choose
    Claim(
        "for linear, tanh, ELU and |x|, where it is {1.0}; He for ReLU, where it is {2.0}; and for the sigmoid {103.1}",
        lambda: [
            np.mean([edge_of_chaos(name, 1.0) ** 2 for name in ("linear", "tanh", "ELU", "abs")]),
            edge_of_chaos("ReLU", 1.0) ** 2, edge_of_chaos("sigmoid", 1.0) ** 2,
        ],
    ),
    # T29
    Claim("where {12} of the {20} starts learn", lambda: [learned(2).sum(), learned(2).size]),
    Claim("{5} of {20}: tanh with Xavier, orthogonal and He", those_that_learn),
    Claim("{four=4} of its five inits fail at depth 10 in 300 steps", lambda: [(~learned(10)[2]).sum()]),
    Claim(
        "{the sigmoid fails with all five=0}, and PyTorch's default and small normal weights {fail with every activation=0}",
        lambda: [learned(10)[0].sum(), learned(10)[:, :2].sum()],
    ),
    Claim("{They are the same five that learn=1} in 300 steps", level_are_those_that_learn),
    Claim("there are {five=5} starts whose", lambda: [level(10).sum()]),
    Claim(
        "two ReLU starts more get there: with Xavier's and with orthogonal weights, {more than 95 %=1} are right. Their layer 1 began with {0.03} and {0.05} of",
        in_between,
    ),
    Claim(
        "began with {0.004}; after 1000 steps it {still guesses=1}, and after 2000 it {has learned=1}.", gelu_later
    ),
    Claim(
        "ReLU with PyTorch's default began with {3e-4} and {still guesses=1} after 2000.",
        lambda: [patient("ReLU", PYTORCH, 2000)[0], patient("ReLU", PYTORCH, 2000)[1] < 0.12],
    ),
    Claim("the map lets {16} starts pass, and {four=4} of them, sigmoids all,", level_and_failing),
    Claim("With 1000 steps ReLU still fails with {two=2} of its five inits.", relu_that_fails),
    Claim("At depth 2, {12} of the {20} starts learn: {all but those=1} with", lambda: [learned(2).sum(), learned(2).size, *depth_two()]),
    Claim("at depth 2, {12} of the {20} starts learn |", lambda: [learned(2).sum(), learned(2).size]),
    # The duel
    Claim(
        "the network with He's weights has {more than 75 %=1} of the test digits right, and its rival {at most 12 %=1}, with"
        " every one of ten seeds.",
        lambda: [all(won(seed) for seed in SEEDS)] * 2,
    ),
    Claim(
        "The rival's loss stays at {2.30}, which is the logarithm of 10",
        lambda: [duel(200, depth=15, learning_rate=0.02, seed=0)["rival_train_loss"]],
    ),
    Claim("Step {5} already stops", lambda: [first_stop()]),
    Claim("none of them has more than {a quarter=1} of the digits right either", lambda: [no_luck_either()]),
    # Worked answers
    Claim("It comes to {2.3e-5}. The signal has the right size", lambda: [ratio(activation="softplus", depth=20, init="LSUV")]),
    Claim(
        "the mean of a² is {0.92}, but that of f′² only {0.29}. So weights that keep the signal at its size multiply"
        " the square of the gradient by {0.29} / {0.92}, which is {0.32}, at each step back.",
        lambda: [*softplus_moments(), *reversed(softplus_moments()), softplus_moments()[1] / softplus_moments()[0]],
    ),
    Claim("leave layer 1 with {0.46} of what layer 20", lambda: [ratio(activation="softplus", depth=20, init="He")]),
    Claim("which is {5.2e-12}. The real network (seed 0, with", lambda: [(1 / 6) ** (29 / 2)]),
    Claim("random biases) has {2.5e-12}.", lambda: [ratio(depth=30, init=PYTORCH)]),
    Claim("{3/4=0.75} over the layer", lambda: [0.75 if 0.5 < np.median([mixed(seed) for seed in SEEDS]) < 2 else np.nan]),
    Claim("{1} everywhere. Nothing is lost", lambda: [float(np.mean(ACTIVATIONS["abs"].derivative(X) ** 2).round(1))]),
]  # fmt: skip

# Numbers that are chosen or defined, not measured.
SETTINGS = [
    "with a standard deviation of 0.01",
    "every weight scale from 0.1 to 10",
    "Set *learning rate* to 0.1",
    "whose activation at zero is 0.5",
    "with a slope of 0.5",
    "For 0.5 it is",
    "(1 + 0.5**2)",
    "default slope of 0.01",
    "negligible at a slope of 0.01",
    "weight_scale=1.265",
    "below 1 % of the largest",
    "(a test accuracy of 80 % or more)",
    "We follow 10,000 **paths**",
    "after.deltas[19]",
    "learning rate of 0.001",
    "At 0.5 the gradient",
    "At −0.5 the activations",
    "a learning rate of 0.1 and batches of 64",
    "gradient descent at a learning rate of 0.1 already",
    "a learning rate of 0.05 and batches of 32",
    "gradient descent at a rate of 0.05",
]
WHOLE = "01 03 04 0 1 2 3 4 5 6 9 10 15 20 21 29 30 32 36 49 50 60 64 100 200 256 300 1000 2000 2010 2015"
