"""Two inputs go through one wide random network and become one, or part: theory of the cosine between them.

Their pre-activations u and v are normal with the same mean and variance q and a correlation c. With a_k the coefficients
of the activation in Hermite polynomials, E[f(u) f(v)] is the sum of a_k^2 c^k (Mehler 1866): what is constant in f draws
the two together, what is of high degree drives them apart. From layer to layer (Poole et al. 2016, equation 4)

    q_ab = N m E[f(u) f(v)] + bias variance,    N the width, m the mean square of the weights.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .activations import Activation
from .network import quietly
from .normal import quadrature
from .theory import POINTS

DEGREES = 200  # a kink needs high degrees: ReLU's squared coefficients fall like k^-2.5


@lru_cache
def hermite_polynomials() -> np.ndarray:
    """Orthonormal Hermite polynomials of degree 0 to 200 at the quadrature's nodes, times its weights."""
    nodes, weights = quadrature(POINTS)
    rows = [np.ones_like(nodes), nodes]
    for degree in range(1, DEGREES):
        rows.append((nodes * rows[-1] - np.sqrt(degree) * rows[-2]) / np.sqrt(degree + 1))
    return np.array(rows) * weights


def degree_shares(activation: Activation, q: float, mean: float = 0.0) -> np.ndarray:
    """E[f(z)^2] for z ~ N(mean, q) by degree: a_k^2 for k = 0 to 200, the last two with all that is left above."""
    nodes, weights = quadrature(POINTS)
    # One column for each activation that shares the layer, so that each is averaged over.
    z = np.repeat((mean + np.sqrt(q) * nodes)[:, None], activation.groups, axis=1)
    values = activation.value(z)
    shares = np.square(hermite_polynomials() @ values).mean(axis=1)
    above = max(weights @ np.square(values).mean(axis=1) - shares.sum(), 0)
    odd, even = shares[-2:] + np.finfo(float).tiny
    # An odd activation has odd degrees only, also among those left out.
    shares[-2:] += above * np.array([odd, even]) / (odd + even)
    return shares


def product_mean(shares: np.ndarray, correlation) -> np.ndarray:
    """E[f(u) f(v)] for u and v of this correlation, which may be an array."""
    return np.clip(correlation, -1, 1)[..., None] ** np.arange(len(shares)) @ shares


class Pair(NamedTuple):
    """What theory expects of two inputs: their cosine after each hidden layer, shape (depth,), and the last layer's map."""

    cosine: np.ndarray
    step: np.ndarray  # the cosine after the last layer for each cosine of `grid` before it


@quietly
def follow_pair(
    functions, widths, weight_mean_squares, bias_means, bias_variances, mean_square: float, cosine: float, grid: np.ndarray
) -> Pair:  # fmt: skip
    """Follow two inputs of the same mean square and this cosine through the hidden layers.

    `widths` are inputs, hidden layers and outputs; the per-layer lists have an entry for each hidden layer at least.
    nan where the signal has died out or outgrown every number.
    """
    signal, cosines = mean_square, []
    for layer, function in enumerate(functions):
        gain, offset = widths[layer] * weight_mean_squares[layer] * signal, bias_variances[layer]
        shares = degree_shares(function, gain + offset, bias_means[layer])
        cosine = next_cosine(shares, gain, offset, cosine)
        signal = shares.sum()
        cosines.append(cosine)
    return Pair(np.array(cosines), next_cosine(shares, gain, offset, grid))


def next_cosine(shares: np.ndarray, gain: float, offset: float, cosine):
    """Cosine of the activations, where that of what comes in has the part `gain` in the variance and biases have `offset`."""
    return product_mean(shares, (gain * np.asarray(cosine) + offset) / (gain + offset)) / shares.sum()
