"""Measure one cell of the phase map, and give the map it belongs to, which is computed once for all its cells."""

from __future__ import annotations

import numpy as np

from ..activations import ACTIVATIONS
from ..checks import check_count, check_number
from ..datasets import DATASETS
from ..initializers import INITIALIZERS
from ..network import Network, quietly
from ..theory import edge_of_chaos, propagate
from .kept import Kept
from .layers import laws_of, measure_layers
from .phase import SCALES, phase_map
from .settings import build

DEPTHS = range(1, 51)
KEPT = Kept(room=32)


def measure_phase(
    depth=20,
    weight_scale=1.0,
    activation="ReLU",
    init="He",
    bias=0.0,
    width=64,
    dataset="digits",
    seed=0,
    progress=None,
) -> dict:
    """What `measure_layers` finds at this depth and weight scale, and the map on which they are a cell.

    Returns the keys of `measure_layers`; `map_depths` (1 to 50) and `map_scales` (0.1 to 10); arrays of shape (depths, scales):
    `map_ratio`, gradient RMS of layer 1 over that of the last hidden layer, and `map_diverged`; what theory says of the map:
    `edge`, the weight scale at which endless depth would leave gradients as they are (chi = 1; nan if there is none), and
    `level` (depths,), the one at which this depth does (nan if it lies off the map).
    Maps are kept: only settings other than `depth` and `weight_scale` cost a new one, about 2 s; `progress` as in `sweep`.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["progress"]
    check_count("depth", depth, most=max(DEPTHS))
    check_number("weight_scale", weight_scale, min(SCALES), max(SCALES))
    cell = measure_layers(**settings)
    del settings["depth"], settings["weight_scale"]
    # In the key so that an activation, init or data set that a reader has redefined gets a map of its own.
    entries = ACTIVATIONS[activation], INITIALIZERS[init], DATASETS[dataset]
    return cell | KEPT.once((entries, *settings.values()), lambda: make_map(progress, **settings))


def make_map(progress, **settings) -> dict:
    """The keys of `measure_phase` that do not depend on the cell. Raises KeyboardInterrupt when it is stopped on its way."""
    measured = phase_map(DEPTHS, SCALES, progress=progress, **settings)
    if np.isnan(measured["diverged"]).any():
        raise KeyboardInterrupt("the map was stopped before it was whole")
    network, split = build(depth=max(DEPTHS), weight_scale=1.0, **settings)
    inputs = float(np.square(split.train_inputs, dtype=float).mean())
    return {
        "map_depths": measured["depths"],
        "map_scales": measured["weight_scales"],
        "map_ratio": measured["gradient_ratio"],
        "map_diverged": measured["diverged"],
        "level": level_scales(predicted_ratios(network, inputs)),
        "edge": edge(network),
    }


def edge(network: Network) -> float:
    """The edge of chaos for hidden layers like these."""
    variances = [len(matrix) * np.square(matrix, dtype=float).mean() for matrix in network.weights[1:-1]]
    biases = np.concatenate(network.biases[:-1]).astype(float)
    return edge_of_chaos(network.functions[0], float(np.mean(variances)), float(biases.var()), float(biases.mean()))


@quietly
def predicted_ratios(network: Network, input_mean_square: float) -> np.ndarray:
    """log10 of the predicted gradient RMS of layer 1 over that of the last hidden layer, shape (depths, scales)."""
    squares, means, variances = laws_of(network)
    columns = []
    for scale in SCALES:
        wave = propagate(network.functions, network.widths, scale**2 * squares, means, variances, [input_mean_square])
        steps = np.array(network.widths[2:-1]) * scale**2 * squares[1:-1] * wave.slope[:-1, 0]
        columns.append(np.append(0, np.cumsum(np.log10(steps)) / 2))
    return np.array(columns).T


def level_scales(log_ratios: np.ndarray) -> np.ndarray:
    """The smallest weight scale at which each depth's ratio is 1, shape (depths,); nan where it is so nowhere, or everywhere."""
    logs, levels = np.log10(SCALES), np.full(len(log_ratios), np.nan)
    for depth, row in enumerate(log_ratios):
        (rising,) = np.nonzero((row[:-1] < 0) & (row[1:] >= 0) & np.isfinite(row[:-1]) & np.isfinite(row[1:]))
        if len(rising):
            place = rising[0]
            levels[depth] = 10 ** np.interp(0, row[place : place + 2], logs[place : place + 2])
    return levels
