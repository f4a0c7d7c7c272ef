"""The exercises of the notebooks: each computes its own right answer, so that none can go stale.

To add one, give it a name and an entry in EXERCISES, the list at the end of this file.
"""

import numpy as np

from .datasets import DATASETS
from .experiments import measure_chain, measure_layers
from .lessons import Exercise, Feedback
from .menu import Menu
from .network import Network


def check(name: str, answer) -> Feedback:
    """Feedback on the answer to the exercise of that name; raises UnknownName if there is none."""
    return EXERCISES[name].check(answer)


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


def gain(slope: float) -> float:
    """What a leaky ReLU of that slope needs in front of weights of variance 1/fan_in (`torch.nn.init.calculate_gain`)."""
    return float(np.sqrt(2 / (1 + slope**2)))


READING = dict(activation="tanh", init="PyTorch default", depth=20)
BELOW = dict(activation="sigmoid", init="PyTorch default")
DEFAULT = dict(activation="ReLU", init="PyTorch default", depth=30)

EXERCISES: dict[str, Exercise] = Menu(
    "exercise",
    {
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
        "the variance for |x|": Exercise(
            lambda: 1.0,
            "Squaring forgets the sign. Nothing is switched off, so there is nothing to make up for.",
            tolerance=0.03,
            mistakes={
                "That is ReLU's. Which half of the units is off here?": lambda: 2.0,
                "That would do if the squared derivative were 2.": lambda: 0.5,
                "That is the root of ReLU's. What is lost here that has to be made up for?": lambda: gain(0),
            },
        ),
        "a leaky gain": Exercise(
            lambda: gain(0.5),
            "A gain multiplies weights, so it is the root of what multiplies their variance.",
            tolerance=0.01,
            mistakes={
                "That is the variance. The gain is its root.": lambda: gain(0.5) ** 2,
                "That is the gain for plain ReLU.": lambda: gain(0),
                "The slope has to be squared: it is the size of f′², averaged, that counts.": lambda: (2 / 1.5) ** 0.5,
                "That is the factor by which He's weights are to be multiplied. The gain starts from 1, not from He's √2.": (
                    lambda: gain(0.5) / gain(0)
                ),
            },
        ),
        "thirty layers of PyTorch": Exercise(
            lambda: (1 / 6) ** (29 / 2),
            "29 steps of √(1/6). Every eight layers or so cost three powers of ten.",
            tolerance=0.05,
            mistakes={
                "That is the ratio of the variances. The RMS is its root.": lambda: (1 / 6) ** 29,
                "30 layers have 29 steps between them.": lambda: (1 / 6) ** 15,
                "You forgot the units that are off: σ² is 1/3, but the factor is σ²/2.": lambda: (1 / 3) ** (29 / 2),
                "That is what the real network has, PyTorch's random biases and all. Theory is asked for.": (
                    lambda: gradient(1, **DEFAULT) / gradient(-1, **DEFAULT)
                ),
            },
        ),
        "half linear": Exercise(
            lambda: 4 / 3,
            "Average the squared derivative over the units, and give the weights what is missing.",
            tolerance=0.01,
            mistakes={
                "That is the mean of f′². The weights need what makes the product 1.": lambda: 3 / 4,
                "You averaged the two variances. Average the squared derivatives, then divide.": lambda: 1.5,
                "That is the root, the weight scale. Its square is asked for.": lambda: (4 / 3) ** 0.5,
            },
        ),
        "a steeper ramp": Exercise(
            lambda: gain(0),
            "The same √2 as in He's weights, moved behind them.",
            tolerance=0.01,
            mistakes={
                "That is c². Take its root.": lambda: 2.0,
                "With a slope of 1 half of the variance is lost.": lambda: 1.0,
                "That would lose even more.": lambda: 0.5**0.5,
            },
        ),
    },
)
