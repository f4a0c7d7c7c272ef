"""A nudge is a small random change of an input: which units it switches, and how far it moves the code."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_number
from ..datasets import DATASETS
from ..network import Trace, quietly
from .trained import trained


def measure_nudge(
    nudge=0.1, steps=300, dataset="digits", depth=3, width=32, activation="ReLU", init="He",
    l1=0.0, learning_rate=0.1, batch_size=32, seed=0,
) -> dict:  # fmt: skip
    """Add normal noise of the deviation `nudge` to every number of every test input, and compare a trained network's codes.

    Returns the settings and arrays of shape (depth,), input side first: `overlap`, the units active before and after
    over those active either time (Jaccard's index), `other_overlap`, the same between different examples, means over the
    examples; `relative_change`, the mean length of what the nudge adds to the code over the mean length of the code.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    check_number("nudge", nudge, 0, 1e6)
    del settings["nudge"], settings["steps"]
    network, inputs = trained(steps, **settings), DATASETS[dataset].load().test_inputs
    random = np.random.default_rng(seed)
    nudged = inputs + np.float32(nudge) * random.standard_normal(inputs.shape, dtype=np.float32)
    others = inputs[random.permutation(len(inputs))]
    here, there, elsewhere = (network.forward(x) for x in (inputs, nudged, others))
    return settings | {
        "nudge": nudge,
        "steps": steps,
        "overlap": probes.active_overlap(here, there),
        "other_overlap": probes.active_overlap(here, elsewhere),
        "relative_change": relative_change(here, there),
    }


@quietly
def relative_change(here: Trace, there: Trace) -> np.ndarray:
    """Mean length of the difference between the codes over the mean length of the first, in each hidden layer."""
    pairs = zip(probes.hidden(here.activations, here), probes.hidden(there.activations, there))
    return np.array([mean_length(after - before) / mean_length(before) for before, after in pairs])


def mean_length(codes: np.ndarray) -> float:
    return np.linalg.norm(codes, axis=1).mean()
