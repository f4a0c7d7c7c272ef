"""Prune a network: cut units out, with the weights that lead to them and from them."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from ..checks import check_kind
from ..network import Network


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
