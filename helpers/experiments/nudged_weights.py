"""Nudged weights judge a formula: the loss of a network small enough to nudge says what its gradient really is."""

from __future__ import annotations

import numpy as np

from ..datasets import DATASETS
from ..gradient_check import central_difference, check_gradient
from ..network import Network

WIDTHS, FEW, STEP = (64, 8, 8, 10), 4, 1e-5  # layers of one width, so that a matrix can be confused with its transpose


def small_network(activation, seed: int) -> tuple[Network, np.ndarray, np.ndarray]:
    """A network of two hidden layers in float64, and the few digits it is shown, each called another class."""
    network = Network(WIDTHS, activation, "Xavier", dtype=float, seed=seed)
    return network, DATASETS["digits"].load().train_inputs[:FEW].astype(float), np.arange(FEW)


def measure_gradient_error(activation="tanh", seed=0) -> dict:
    """How far backpropagation with this activation's derivative is from the slope of the loss.

    Returns the settings and `gradient_error`, the `worst` of `check_gradient`. Raises ValueError naming the setting that is wrong.
    """
    worst = check_gradient(*small_network(activation, seed)).worst
    return {"activation": activation, "seed": seed, "gradient_error": worst}


def measure_recurrence(seed=0) -> dict:
    """Formulas for the delta of layer 1 in a tanh network, for one digit, against the slope of the loss by its biases.

    Returns `seed` and the largest errors, relative to the largest slope: `inside_error` of W (delta * f'), `outside_error`
    of (W^T delta) * f', and `slope_error` of 1 - h^2 against the slope of tanh. Raises ValueError for a seed that is none.
    """
    network, x, y = small_network("tanh", seed)
    x, y = x[:1], y[:1]
    trace = network.backward(network.forward(x), y)
    W, delta, h = network.weights[1].T, trace.deltas[1][0], trace.activations[0][0]
    z, f = trace.pre_activations[0][0], 1 - h**2
    nudged = [central_difference(network, x, y, 0.0, network.biases[0], unit, STEP) for unit in range(len(h))]
    slope = (np.tanh(z + STEP) - np.tanh(z - STEP)) / (2 * STEP)
    return {
        "seed": seed,
        "inside_error": relative_error(W @ (delta * f), nudged),
        "outside_error": relative_error((W.T @ delta) * f, nudged),
        "slope_error": relative_error(f, slope),
    }


def relative_error(formula: np.ndarray, truth) -> float:
    """The largest difference over the largest size of what is true."""
    return float(np.abs(formula - truth).max() / np.abs(truth).max())
