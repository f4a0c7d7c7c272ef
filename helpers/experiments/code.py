"""The code of an example is the set of units in a layer that are active on it."""

from __future__ import annotations

import inspect

import numpy as np

from .. import probes
from ..checks import check_count
from ..network import Trace
from .settings import build, first_examples
from .training import Training

UNKNOWN = -1


def measure_code(
    layer=1, dataset="digits", depth=3, width=64, activation="ReLU", init="He",
    weight_scale=1.0, bias=0.0, seed=0, examples=256,
) -> dict:  # fmt: skip
    """The codes of a fresh network's training examples in one `layer`, 1 being next to the input.

    Returns the settings and the keys of `read_code`. Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["examples"], settings["layer"]
    network, split = build(**settings)
    x, y = first_examples(split, examples)
    return settings | {"examples": len(x), **read_code(network.forward(x), y, layer)}


def read_code(trace: Trace, targets: np.ndarray, layer: int) -> dict:
    """The codes in one layer, a row for each example, sorted by class (those of a regression by target).

    `layer`; `code` (examples, units) of 1 where a unit is active, 0 where it is not, -1 where it holds nan or inf;
    `code_classes` (examples,), all 0 for a regression; `active_units` (examples,), how many are active;
    `distinct_codes`, nan where the layer diverged; `silent_units`, how many are active on none of these examples.
    Raises ValueError for a layer that the network does not have.
    """
    check_count("layer", layer, most=trace.depth)
    labeled = np.issubdtype(targets.dtype, np.integer)
    order = np.argsort(targets if labeled else targets[:, 0], kind="stable")
    values = trace.activations[layer - 1][order]
    active = values != 0
    return {
        "layer": layer,
        "code": np.where(np.isfinite(values), active, UNKNOWN).astype(np.int8),
        "code_classes": targets[order] if labeled else np.zeros(len(targets), int),
        "active_units": active.sum(axis=1),
        "distinct_codes": float(probes.distinct_codes(trace)[layer - 1]),
        "silent_units": int((~active.any(axis=0)).sum()),
    }


class CodeTraining(Training):
    """A `Training` whose measurements also have the keys of `read_code`; `layer`, a knob, says which layer's codes.

    Raises ValueError naming the setting that is wrong.
    """

    __signature__ = inspect.Signature(
        [
            inspect.Parameter("layer", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=1),
            *(
                one.replace(default=3) if one.name == "depth" else one
                for one in inspect.signature(Training).parameters.values()
            ),
        ]
    )

    live = (*Training.live, "layer")

    def __init__(self, layer: int = 1, depth: int = 3, **settings):
        super().__init__(depth=depth, **settings)
        check_count("layer", layer, most=depth)
        self.layer = layer

    def measure(self) -> dict:
        """Read the network as it is now: the keys of `Training.measure` and of `read_code`."""
        x, y = first_examples(self.split, self.settings["examples"])
        return super().measure() | read_code(self.network.forward(x), y, self.layer)
