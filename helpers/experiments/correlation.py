"""Measure how alike two inputs are in each layer of a fresh network: their cosine, which depth drives to a fixed value."""

from __future__ import annotations

import numpy as np

from ..checks import check_count, check_number
from ..correlation import follow_pair
from ..network import Network, Trace, quietly
from ..probes import diverged
from .layers import laws_of
from .settings import DEEPEST, WIDEST

# Set apart from the numbers that seed weights, batches and standard inputs.
PAIRS = 2**31 + 2
GRID = np.linspace(-1, 1, 81)


def measure_correlation(
    cosine=0.0, depth=20, width=128, activation="ReLU", init="He", weight_scale=1.0, bias=0.0, seed=0, pairs=64
) -> dict:
    """Send `pairs` of random inputs, each pair of the given cosine and all of mean square 1, through a fresh network.

    Returns the settings (`dataset` says "random pairs"), arrays of shape (depth,), input side first: `cosine_mean` and
    `cosine_std`, over the pairs, of the cosine between the two activations; `predicted_cosine`; `cosine_grid` and `predicted_step` (81,), the last layer's cosine out for each cosine in; `diverged`.
    A pair one of whose activations is zero throughout has no cosine; nan where no pair has one.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    check_number("cosine", cosine, -1, 1)
    check_count("depth", depth, most=DEEPEST)
    check_count("width", width, least=2, most=WIDEST)
    check_count("pairs", pairs)
    inputs = random_pairs(cosine, width, pairs, seed)
    network = Network(
        [width] * (depth + 1) + [1], activation, init,
        weight_scale=weight_scale, bias=bias, seed=seed, inputs=inputs.reshape(-1, width),
    )  # fmt: skip
    trace = network.forward(inputs.reshape(-1, width))
    predicted = predict(network, cosine)
    return settings | {
        "dataset": "random pairs",
        **cosines(trace, pairs),
        "predicted_cosine": predicted.cosine,
        "cosine_grid": GRID,
        "predicted_step": predicted.step,
        "diverged": diverged(trace),
    }


def random_pairs(cosine: float, width: int, pairs: int, seed: int) -> np.ndarray:
    """Inputs of shape (2, pairs, width), each of mean square 1, the two of a pair at exactly this cosine."""
    check_count("seed", seed, least=0)
    one, other = np.random.default_rng([seed, PAIRS]).standard_normal((2, pairs, width))
    one /= np.linalg.norm(one, axis=-1, keepdims=True)
    other -= (other * one).sum(axis=-1, keepdims=True) * one
    other /= np.linalg.norm(other, axis=-1, keepdims=True)
    return np.sqrt(width) * np.stack([one, cosine * one + np.sqrt(1 - cosine**2) * other])


@quietly
def cosines(trace: Trace, pairs: int) -> dict[str, np.ndarray]:
    """Mean and standard deviation over the pairs of the cosine in each hidden layer."""
    # In double precision, in which no square of a float32 is too small or too large.
    signals = np.stack(trace.activations[: trace.depth]).astype(float).reshape(trace.depth, 2, pairs, -1)
    one, other = signals[:, 0], signals[:, 1]
    found = np.vecdot(one, other) / np.sqrt(np.vecdot(one, one) * np.vecdot(other, other))
    known = np.isfinite(found)
    mean = np.where(known, found, 0).sum(axis=1) / known.sum(axis=1)
    variance = np.where(known, np.square(found - mean[:, None]), 0).sum(axis=1) / known.sum(axis=1)
    return {"cosine_mean": mean, "cosine_std": np.sqrt(variance)}


def predict(network: Network, cosine: float):
    """What theory expects of this network's weights."""
    return follow_pair(network.functions, network.widths, *laws_of(network), 1.0, cosine, GRID)
