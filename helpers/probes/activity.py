"""Activity probes: where a layer's activations lie, how widely they spread, how many are zero or on a flat stretch."""

from __future__ import annotations

import numpy as np

from ..activations import largest_derivative
from ..checks import check_count, check_number
from ..network import Trace, quietly
from .reading import finite_layers, finite_only, flat, hidden, of_traces, per_layer, rms_of_each, share

# A unit counts as saturated where its derivative is below this share of the activation's largest.
SATURATED_BELOW = 0.05


@of_traces
@quietly
def activation_mean(trace: Trace) -> np.ndarray:
    """Mean activation over examples and units."""
    return per_layer(mean, hidden(trace.activations, trace)).astype(np.float64)


def mean(values: np.ndarray) -> np.ndarray:
    """Mean over the last two axes; for a layer `np.mean` takes twice as long."""
    row = flat(values)
    return row.sum(axis=-1) / row.dtype.type(row.shape[-1])


@of_traces
@quietly
def activation_std(trace: Trace) -> np.ndarray:
    """Standard deviation of the activations over examples and units."""
    return rms_of_each([a - mean(a)[..., None, None] for a in hidden(trace.activations, trace)])


@of_traces
@quietly
def pre_activation_rms(trace: Trace) -> np.ndarray:
    """RMS of the pre-activations over examples and units."""
    return rms_of_each(hidden(trace.pre_activations, trace))


@of_traces
@quietly
def activation_histogram(trace: Trace, low: float = -4.0, high: float = 4.0, bins: int = 81) -> np.ndarray:
    """Share of the layer's activations in each of `bins` equal steps from low to high; the outer bins take what lies beyond.

    Shape (..., depth, bins). With 81 bins, zero lies in the middle of one, not on an edge.
    Raises ValueError unless low is below high and there is a bin.
    """
    check_count("bins", bins)
    check_number("low", low)
    check_number("high", high)
    if not low < high:
        raise ValueError(f"low must be below high, not {low} and {high}")

    def counts(row):
        places = np.clip((row - low) * (bins / (high - low)), 0, bins - 1)
        return np.bincount(np.nan_to_num(places).astype(np.intp), minlength=bins) / row.size

    layers = [np.apply_along_axis(counts, -1, flat(a)) for a in hidden(trace.activations, trace)]
    return np.where(finite_layers(trace)[..., None], np.stack(layers, axis=-2), np.nan)


@of_traces
def zero_fraction(trace: Trace) -> np.ndarray:
    """Share of the layer's activations that are exactly zero: how sparse it is."""
    return finite_only(per_layer(lambda a: share(a == 0), hidden(trace.activations, trace)), trace)


@of_traces
def saturated_fraction(trace: Trace) -> np.ndarray:
    """Share of units and examples where the derivative is below 5 % of the largest that the activation can have."""

    def flat_share(derivative, function):
        *replicas, _, units = derivative.shape
        return share(np.abs(derivative) < SATURATED_BELOW * largest_derivative(function, units, tuple(replicas)))

    return finite_only(per_layer(flat_share, trace.derivatives, trace.functions), trace)
