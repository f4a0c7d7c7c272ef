"""A start from zero weights cannot tell the units of a layer apart; what training makes of it is read here."""

from __future__ import annotations

import numpy as np

from ..checks import check_count
from .training import Training


def measure_zero_start(
    steps=100, depth=5, width=64, activation="ReLU", training_examples=50, learning_rate=1.0, seed=0
) -> dict:
    """Train on a few digits, all of them in each batch, from weights and biases of zero.

    Returns the settings and the largest sizes after `steps` steps: `largest_activation` of a hidden unit,
    `largest_weight`, `largest_output_bias`; and `frequency_distance`, the largest difference between the probability that
    the output biases alone give to a class and the share of examples that are of it.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["steps"]
    check_count("steps", steps, least=0)
    training = Training(init="zeros", batch_size=training_examples, **settings)
    training.step(steps)
    network, split = training.network, training.split
    hidden = network.forward(split.train_inputs).activations[:-1]
    odds = np.exp(network.biases[-1])
    frequency = np.bincount(split.train_targets, minlength=len(odds)) / len(split.train_targets)
    return settings | {
        "steps": steps,
        "largest_activation": float(max(np.abs(a).max() for a in hidden)),
        "largest_weight": float(max(np.abs(matrix).max() for matrix in network.weights)),
        "largest_output_bias": float(np.abs(network.biases[-1]).max()),
        "frequency_distance": float(np.abs(odds / odds.sum() - frequency).max()),
    }
