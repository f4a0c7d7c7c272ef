"""A path runs through one unit of each layer; where no derivative on it is zero it is open, and passes on a product of weights."""

from __future__ import annotations

import numpy as np

from ..checks import check_count
from .settings import one_pass


def measure_paths(
    paths=1000, dataset="digits", depth=30, width=64, activation="ReLU", init="Xavier",
    weight_scale=1.0, bias=0.0, seed=0,
) -> dict:  # fmt: skip
    """Follow `paths` random open paths through a fresh network's hidden layers, those of its first training example.

    Returns the settings and `path_sizes` (paths,), the size of the product of the weights from layer 1 to the last; all 0
    where some layer has no unit with a derivative. Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    check_count("paths", paths)
    del settings["paths"]
    network, _, trace = one_pass(examples=1, **settings)
    return settings | {"paths": paths, "path_sizes": path_sizes(network.weights[1:-1], trace.derivatives, paths, seed)}


def path_sizes(links, derivatives, paths: int, seed: int) -> np.ndarray:
    """The size of the product of weights on each of `paths` paths, drawn from the units whose derivative is not zero."""
    random = np.random.default_rng(seed)
    open_units = [np.flatnonzero(derivative[0]) for derivative in derivatives]
    if not all(map(len, open_units)):
        return np.zeros(paths)
    places = [random.choice(units, paths) for units in open_units]
    weights = [matrix[here, there] for matrix, here, there in zip(links, places, places[1:])]
    return np.prod(np.abs(np.reshape(weights, (-1, paths)), dtype=float), axis=0)
