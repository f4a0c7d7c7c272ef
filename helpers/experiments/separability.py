"""Ask of each layer how well a linear readout tells the classes apart there, before training and after it."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..activations import ACTIVATIONS
from ..datasets import DATASETS, Split
from ..network import Network, Trace
from .trained import trained


def measure_separability(
    steps=300, dataset="digits", depth=3, width=64, activation="ReLU", init="He",
    l1=0.0, learning_rate=0.1, seed=0, batch_size=64,
) -> dict:  # fmt: skip
    """Test accuracy of a linear readout, fitted to the training examples, of the inputs and of each layer.

    Returns the settings and `probe_before` and `probe_after` of shape (depth + 1,): the inputs first, then layer 1;
    `zero_share`, of the trained network; `diverged`. Raises ValueError naming the setting that is wrong, or a regression.
    """
    settings = dict(locals())
    del settings["steps"]
    if DATASETS[dataset].task != "classification":
        raise ValueError(f"dataset must have classes to tell apart; {dataset!r} is a regression")
    before, after = (trained(count, **settings) for count in (0, steps))
    split = DATASETS[dataset].load()
    trace = after.forward(split.train_inputs)
    return settings | {
        "steps": steps,
        "weight_scale": 1.0,
        "bias": 0.0,
        "probe_before": readout_accuracy(before, split),
        "probe_after": readout_accuracy(after, split),
        "zero_share": float(probes.zero_fraction(trace).mean()),
        "diverged": probes.diverged(trace),
    }


def readout_accuracy(network: Network, split: Split) -> np.ndarray:
    """`probes.linear_probe_accuracy` of the inputs and of each hidden layer, shape (depth + 1,)."""
    train, test = (with_inputs(network.forward(x)) for x in (split.train_inputs, split.test_inputs))
    return probes.linear_probe_accuracy(train, split.train_targets, test, split.test_targets)


def with_inputs(trace: Trace) -> Trace:
    """The same Trace with the inputs as a first layer, which does nothing to them."""
    return Trace(
        trace.inputs,
        functions=[ACTIVATIONS["linear"], *trace.functions],
        pre_activations=[trace.inputs, *trace.pre_activations],
        activations=[trace.inputs, *trace.activations],
    )
