"""The exercises of notebooks 00 and 01: reading a lab, and what a chain of factors comes to."""

import numpy as np

from ..datasets import DATASETS
from ..experiments import measure_chain, measure_layers
from ..lessons import Exercise
from ..network import Network


def gradient(layer: int, **settings) -> float:
    """Gradient RMS in a layer of a fresh network, layer 1 nearest the input and -1 the last one."""
    return float(measure_layers(**settings)["gradient_rms"][layer - 1 if layer > 0 else layer])


def depth_below(limit: float, **settings) -> int:
    """The smallest depth at which the gradient of layer 1 is below `limit`."""
    return next(depth for depth in range(1, 101) if gradient(1, depth=depth, **settings) < limit)


def recurrence_case(written_as_in_the_thread: bool = False) -> np.ndarray:
    """Layer 1's delta of the notebook's square tanh network for one digit, by the right recurrence or the thread's."""
    split = DATASETS["digits"].load(seed=0)
    network = Network([64, 8, 8, 10], "tanh", "Xavier", dtype=float)
    trace = network.backward(network.forward(split.train_inputs[:1]), split.train_targets[:1])
    W, delta, slope = network.weights[1].T, trace.deltas[1][0], trace.derivatives[0][0]
    return W @ (delta * slope) if written_as_in_the_thread else (W.T @ delta) * slope


READING = dict(activation="tanh", init="PyTorch default", depth=20)
BELOW = dict(activation="sigmoid", init="PyTorch default")

EXERCISES = {
    "read the lab": Exercise(
        lambda: gradient(1, **READING),
        "The sentence under the picture says it, the picture shows it, and lab.result holds all its digits.",
        mistakes={
            "That is the gradient of layer 20, next to the output. Layer 1 is at the other end.": (
                lambda: gradient(-1, **READING)
            ),
            "That is what theory expected. The measurement comes first in the sentence.": (
                lambda: measure_layers(**READING)["predicted_gradient_rms"][0]
            ),
        },
    ),
    "three sigmoids": Exercise(
        lambda: 0.25**3,
        "Three factors of a quarter. Every further sigmoid takes at least three quarters of what is left.",
        tolerance=0.03,
        mistakes={
            "You added the three derivatives. A chain multiplies them.": lambda: 0.75,
            "That is one sigmoid alone.": lambda: 0.25,
            "That is two of them.": lambda: 0.25**2,
            "That is a fourth sigmoid too many.": lambda: 0.25**4,
            "You used the value of the sigmoid at 0. Its derivative there is another number.": lambda: 0.5**3,
        },
    ),
    "below 1e-10": Exercise(
        lambda: depth_below(1e-10, **BELOW),
        "On a log axis the gradient falls along a straight line: a fixed share is lost in each layer.",
        tolerance=0,
        mistakes={
            "Close. At this depth the gradient of layer 1 is still above 1e-10.": (
                lambda: depth_below(1e-10, **BELOW) - 1
            ),
            "True at this depth, but a shallower network is below 1e-10 already.": (
                lambda: depth_below(1e-10, **BELOW) + 1
            ),
            "That is the answer for Xavier. Set init to PyTorch default.": (
                lambda: depth_below(1e-10, activation="sigmoid", init="Xavier")
            ),
        },
    ),
    "open paths": Exercise(
        lambda: 0.5**10,
        "Each layer closes half of the paths that are left, and ten halves leave about one in a thousand.",
        tolerance=0.03,
        mistakes={
            "That is the share of closed paths. The open ones are asked for.": lambda: 1 - 0.5**10,
            "Half of the units are on in each layer, but a path has to be open in all ten.": lambda: 0.5,
            "You divided a half by ten layers. The shares multiply.": lambda: 0.05,
            "That is one measured network. Without measuring, a unit is on with probability one half.": (
                lambda: measure_chain(activation="ReLU", init="He", depth=10)["open_path_share"][0]
            ),
        },
    ),
    "the recurrence": Exercise(
        recurrence_case,
        "Back through the weights first, which needs their transpose, and then times this layer's own derivative.",
        tolerance=1e-6,
        mistakes={
            "This is the form as written in the thread. Its shapes fit here only because the layers are square.": (
                lambda: recurrence_case(written_as_in_the_thread=True)
            ),
        },
    ),
}
