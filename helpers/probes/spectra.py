"""Spectral probes: how a layer, or a stretch of layers, turns and stretches what passes through it.

The Jacobian of a stretch is the derivative of its last activations by its first inputs, at one example;
its singular values are the factors by which small changes grow or shrink (Saxe et al. 2014; Pennington et al. 2017).
Layers are numbered as in the text: 1 is nearest the input, depth + 1 is the output layer.
"""

from __future__ import annotations

import numpy as np

from ..checks import as_numbers, check_count
from ..network import Trace, quietly
from .reading import finite_layers, finite_only, hidden, of_traces, per_layer


@quietly
def layer_jacobian(trace: Trace, layer: int, example: int = 0) -> np.ndarray:
    """da_l/da_(l-1) at one example: W_l with each column times that unit's f'(z), shape (..., fan_in, fan_out)."""
    check_count("layer", layer, least=1, most=len(trace.weights))
    check_count("example", example, least=0, most=trace.inputs.shape[-2] - 1)
    weights = np.asarray(trace.weights[layer - 1], float)
    return weights if layer > trace.depth else weights * trace.derivatives[layer - 1][..., [example], :]


@of_traces
@quietly
def jacobian(trace: Trace, first: int = 1, last: int | None = None, example: int = 0) -> np.ndarray:
    """da_last/da_(first-1) at one example, the product of the layers' Jacobians, shape (..., inputs, units)."""
    check_count("first", first, most=len(trace.weights))
    last = trace.depth if last is None else last
    check_count("last", last, least=first, most=len(trace.weights))
    product = layer_jacobian(trace, first, example)
    for layer in range(first + 1, last + 1):
        product = product @ layer_jacobian(trace, layer, example)
    return product


def singular_values(matrix: np.ndarray) -> np.ndarray:
    """Singular values, largest first, shape (..., min(rows, columns)); nan for a matrix that holds nan or inf.

    Raises ValueError for what is no matrix, and no stack of them.
    """
    matrix = as_numbers("matrix", matrix)
    if matrix.ndim < 2:
        raise ValueError(f"matrix must have shape (..., rows, columns), not {matrix.shape}")
    finite = np.isfinite(matrix).all(axis=(-2, -1), keepdims=True)
    values = np.linalg.svd(np.where(finite, matrix, 0.0), compute_uv=False)
    return np.where(finite[..., 0], values, np.nan)


@of_traces
def jacobian_singular_values(trace: Trace, first: int = 1, last: int | None = None, example: int = 0) -> np.ndarray:
    """Factors by which the layers `first` to `last` stretch small changes of one example, largest first.

    All hidden layers if they are not named. nan where one of them diverged.
    Raises ValueError for layers or an example that the Trace does not have.
    """
    values = singular_values(jacobian(trace, first, last, example))
    finite = finite_layers(trace)[..., first - 1 : last].all(axis=-1, keepdims=True)
    return np.where(finite, values, np.nan)


@of_traces
def mean_singular_value(trace: Trace, example: int = 0) -> np.ndarray:
    """Mean factor by which the layer stretches small changes of the first example (Glorot & Bengio 2010, section 4.2)."""
    layers = [layer_jacobian(trace, layer, example) for layer in range(1, trace.depth + 1)]
    return finite_only(per_layer(lambda matrix: singular_values(matrix).mean(axis=-1), layers), trace)


@of_traces
@quietly
def effective_rank(trace: Trace) -> np.ndarray:
    """Number of directions that the layer's activations really use: e to the entropy of their singular values' shares.

    Roy & Vetterli 2007. It is 0 for a layer that is zero throughout.
    """

    def rank(activations):
        values = singular_values(activations.astype(np.float64))
        total = values.sum(axis=-1, keepdims=True)
        shares = values / np.where(total > 0, total, 1)
        surprise = np.log(np.where(shares > 0, shares, 1))
        return np.where(total[..., 0] > 0, np.exp(-(shares * surprise).sum(axis=-1)), 0.0)

    return finite_only(per_layer(rank, hidden(trace.activations, trace)), trace)
