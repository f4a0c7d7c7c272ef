"""Prune a network: cut units out, with the weights that lead to them and from them, and see what it loses."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from .. import probes
from ..checks import check_count, check_kind
from ..network import Network
from .training import Training
from .training_stack import complete


def without_units(network: Network, cut: Sequence[np.ndarray]) -> Network:
    """A network of its own without the units that `cut` marks, one mask (units,) a hidden layer; `network` stays as it is.

    A unit whose output is 0 on every example leaves the outputs as they were, but for rounding.
    Raises ValueError for masks that do not fit, and for layers that share activations between their units.
    """
    check_kind("network", network, Network)
    if isinstance(cut, str) or not np.iterable(cut):
        raise ValueError(f"cut must be a list of masks, one for each hidden layer, not {cut!r}")
    shapes, wanted = [np.shape(mask) for mask in cut], [(width,) for width in network.widths[1:-1]]
    if shapes != wanted or network.replicas:
        raise ValueError(f"cut must hold one mask for each hidden layer of one network, {wanted}, not {shapes}")
    if any(function.groups > 1 for function in network.functions):
        raise ValueError("units of a layer that mixes activations cannot be cut: the others would change theirs")
    inputs, outputs = (np.ones(network.widths[end], bool) for end in (0, -1))
    keep = [inputs, *(~np.asarray(mask, bool) for mask in cut), outputs]
    pruned = copy.copy(network)
    pruned.widths = tuple(int(kept.sum()) for kept in keep)
    pruned.weights = [matrix[np.ix_(*sides)] for matrix, *sides in zip(network.weights, keep, keep[1:])]
    pruned.biases = [bias[kept] for bias, kept in zip(network.biases, keep[1:])]
    return pruned


def measure_pruning(steps=300, **settings) -> dict:
    """Train, and take from the units that are silent on every training example the weights that lead on from them.

    Returns the settings, `silent_units` (depth, width), and `output_change`, the largest change of any output for a
    training example. Other settings as for `Training`. Raises ValueError naming the one that is wrong.
    """
    check_count("steps", steps, least=0)
    training = Training(**complete(settings))
    training.step(steps)
    network, inputs = training.network, training.split.train_inputs
    trace = network.forward(inputs)
    silent = np.array(probes.silent_mask(trace))
    for layer, mask in enumerate(silent, start=1):
        network.weights[layer] = np.where(mask[:, None], 0, network.weights[layer])
    change = np.abs(network.forward(inputs).output - trace.output).max()
    return training.settings_now() | {"steps": steps, "silent_units": silent, "output_change": float(change)}
