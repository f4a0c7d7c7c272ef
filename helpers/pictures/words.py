"""Words for numbers, layers and settings, shared by the sentences under the pictures."""

import numpy as np

LEARNED = 0.8  # the test accuracy from which a training is said to have learned


def number(value):
    """A number with two digits, as the prose writes it: 0.012, 290, 1e-9, 3.1e-15, inf."""
    if value == 0 or not np.isfinite(value) or 1e-3 <= abs(value) < 1e4:
        return f"{float(f'{value:.2g}'):g}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def times(factor):
    """A factor above 1 as the prose writes it: 2.5 times, 40 times, 1.2e6 times."""
    return f"{number(factor)} times"


def padded(value, digits):
    """A number as wide as one of so many digits, so that a layout made once has room for it."""
    return f"{value:g}".rjust(digits, "\u2007")


def layers(mask):
    """The layers where `mask` holds, layer 1 first: "layer 3", "layers 1 to 4 and 9"."""
    runs = _runs(np.flatnonzero(mask) + 1)
    names = [f"{first}" if first == last else f"{first} to {last}" for first, last in runs]
    plural = "s" if np.count_nonzero(mask) > 1 else ""
    return f"layer{plural} {listing(names)}"


def listing(names):
    """Names in a row: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _runs(numbers):
    breaks = np.flatnonzero(np.diff(numbers) > 1) + 1
    return [(run[0], run[-1]) for run in np.split(numbers, breaks)]


def settings(result):
    """The settings a result was measured with: "tanh, Xavier, 20 layers of 64 units, digits"."""
    depth, width = result["depth"], result["width"]
    scale = "" if result["weight_scale"] == 1 else f" × {result['weight_scale']:g}"
    bias = "" if result["bias"] == 0 else f", bias {result['bias']:g}"
    count = f"{depth} layer{'s' if depth > 1 else ''} of {width} unit{'s' if width > 1 else ''}"
    return f"{activation(result)}, {result['init']}{scale}{bias}, {count}, {result['dataset']}"


def training(result):
    """The settings of a training: those it was started with, its optimizer and its learning rate."""
    shift = f", inputs shifted by {result['input_shift']:g}" if result.get("input_shift") else ""
    return f"{settings(result)}{shift}, {result['optimizer']} at {number(result['learning_rate'])}"


def trained(result):
    """The settings of a network that was trained for some steps, and its penalty, if there was one."""
    penalty = f", l1 {number(result['l1'])}" if result["l1"] else ""
    return f"{settings(result)}, {result['steps']} steps{penalty}"


def activation(result):
    """The activation of a result, with its slope below zero where one was set: "ReLU", "leaky ReLU (slope 0.1)"."""
    slope = result.get("slope")
    return f"{result['activation']}" if slope is None else f"{result['activation']} (slope {slope:g})"


def percent(share):
    """A share as the prose writes it: 0 %, 0.3 %, 62 %; what is not quite none or all is never called so."""
    if 0 < share < 0.0005:
        return "under 0.1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{number(100 * share)} %"
