"""A unit that is silent on a batch need not be dead: another example may move it."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_count
from .settings import build


def measure_silence(
    batch=16, dataset="digits", depth=10, width=32, activation="ReLU", init="He",
    weight_scale=1.0, bias=0.0, seed=0,
) -> dict:  # fmt: skip
    """Which units of a fresh network are silent on the first `batch` training examples, and which no example moves.

    Returns the settings, and `silent_units` and `dead_units` of shape (depth, width), True where they are.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["batch"]
    network, split = build(**settings)
    check_count("batch", batch, most=len(split.train_inputs))
    some, everything = (network.forward(split.train_inputs[:examples]) for examples in (batch, None))
    return settings | {
        "batch": batch,
        "silent_units": np.array(probes.silent_mask(some)),
        "dead_units": np.array(probes.dead_mask(everything)),
    }
