"""The numbers of 00_start_here, measured again."""

from helpers.experiments import measure_layers
from tests.notebooks.claims import Claim


def ends(**settings):
    """Gradient RMS of the last layer and of layer 1."""
    return measure_layers(**settings)["gradient_rms"][[-1, 0]]


def swap():
    with_relu, with_sigmoid = (ends(depth=20, activation=activation)[1] for activation in ("ReLU", "sigmoid"))
    return [with_sigmoid, with_relu / with_sigmoid, with_relu]


TANH = dict(depth=20, activation="tanh", init="PyTorch default")

CLAIMS = [
    Claim(
        "The gradient of layer 1 is {1.1e-11}, about {thirty billion=3e10} times smaller than with ReLU, where it is {0.33}.",
        swap,
    ),
    Claim("the gradient falls from {0.067} in layer 20 to {1.1e-6} in layer 1", lambda: ends(**TANH)),
    Claim("The answer is `{1.1e-6}`", lambda: ends(**TANH)[1:]),
    Claim(
        "shows a gradient that {holds steady=1} through 20 layers",
        lambda: [bool(1 / 3 < ends(depth=20)[0] / ends(depth=20)[1] < 3)],
    ),
]

SETTINGS = ["for example `2.5e-3`"]
WHOLE = "1 20 01 02 03 04 05 06 07"
