"""One matrix, the product of all, is what a chain of layers amounts to where nothing bends between them."""

from __future__ import annotations

import numpy as np

from ..network import quietly
from .settings import build, first_examples


@quietly
def measure_one_matrix(
    dataset="digits", depth=20, width=64, activation="linear", init="Xavier", weight_scale=1.0, seed=0, examples=256
) -> dict:
    """How far a fresh network without biases is from the product of its matrices.

    Returns the settings and `distance`, the largest difference between their outputs over the largest output.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["examples"]
    network, split = build(bias=0.0, **settings)
    network.biases = [np.zeros_like(bias) for bias in network.biases]
    x, _ = first_examples(split, examples)
    output, product = network.forward(x).output, x @ np.linalg.multi_dot(network.weights)
    distance = np.abs(product - output).max() / np.abs(output).max()
    return settings | {"examples": len(x), "distance": float(distance)}
