"""Measure how the activations of each layer are spread over the values they can take: where they crowd, where they saturate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import probes
from ..activations import Activation
from ..network import Network, Trace
from .settings import build, first_examples
from .training import Training

# Well started activations spread by about 1, so nearly all lie within four of zero; the outermost bins take the rest.
REACH = 4.0
BINS = 81


def measure_histograms(
    dataset="digits", depth=5, width=64, activation="sigmoid", init="Xavier",
    weight_scale=1.0, bias=0.0, seed=0, examples=256,
) -> dict:  # fmt: skip
    """One forward pass through a fresh network: a histogram of the activations of each hidden layer.

    Returns the settings and, input side first, `histogram` of shape (depth, bins), the share of the layer's activations in
    each of equal bins; `bin_edges` (bins + 1,); `low_end` and `high_end`, whether the activation can go no further than the
    outer edges; arrays of shape (depth,): `saturated_fraction` (derivative below 5 % of its largest), `zero_fraction`,
    `activation_mean`; `diverged`. A layer that holds nan or inf is nan throughout.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["examples"]
    network, split = build(**settings)
    x, _ = first_examples(split, examples)
    return settings | {"examples": len(x), **read_histograms(network, network.forward(x))}


def read_histograms(network: Network, trace: Trace) -> dict:
    """What a Trace tells of the spread of each layer's activations: the keys of `measure_histograms`."""
    low, high = value_range(network.functions)
    return {
        "bin_edges": np.linspace(low, high, BINS + 1),
        "histogram": probes.activation_histogram(trace, low, high, BINS),
        "low_end": low > -REACH,
        "high_end": high < REACH,
        "saturated_fraction": probes.saturated_fraction(trace),
        "zero_fraction": probes.zero_fraction(trace),
        "activation_mean": probes.activation_mean(trace),
        "diverged": probes.diverged(trace),
    }


def value_range(functions: Sequence[Activation]) -> tuple[float, float]:
    """Lowest and highest value that the activations can take, cut at -4 and 4: the same at every weight scale and depth.

    It belongs to the activation, not to the numbers met: bins that followed these would make all histograms look alike.
    """
    z = np.linspace(-100, 100, 2001)[:, None]
    values = [function.value(np.repeat(z, function.groups, axis=1)) for function in set(functions)]
    low, high = min(value.min() for value in values), max(value.max() for value in values)
    return float(np.round(max(low, -REACH), 2)), float(np.round(min(high, REACH), 2))


class HistogramTraining(Training):
    """A `Training` whose measurements also have the keys of `measure_histograms`, to watch layers saturate."""

    def measure(self) -> dict:
        """Read the network as it is now: the keys of `Training.measure` and of `measure_histograms`."""
        x, _ = first_examples(self.split, self.settings["examples"])
        return super().measure() | read_histograms(self.network, self.network.forward(x))
