"""A probe reads one number for each hidden layer (or unit) out of a Trace and changes nothing.

Three words are never mixed. A unit is *inactive* on one example when its output is zero there, *silent* on a batch
when it is inactive on all of it, and *dead* when its derivative is exactly zero on every example, so that none moves it.
A layer that holds nan or inf is *diverged*: its shares are nan, not zero and not one.
"""

from __future__ import annotations

import numpy as np

from .network import Trace, quietly

# A unit counts as saturated where its derivative is below this share of the activation's largest.
SATURATED_BELOW = 0.05


def rms(values: np.ndarray) -> np.ndarray:
    """Root mean square over the last two axes; sums in float64, so that tiny float32 values do not underflow."""
    return np.sqrt(np.square(values, dtype=np.float64).mean(axis=(-2, -1)))


def per_layer(measure, layers) -> np.ndarray:
    """One number a layer, shape (..., depth): `measure` applied to each entry of `layers`."""
    return np.stack([measure(values) for values in layers], axis=-1)


def diverged(trace: Trace) -> bool:
    """True if any pre-activation is nan or inf."""
    return not all(np.isfinite(z).all() for z in trace.pre_activations)


def finite_only(shares: np.ndarray, trace: Trace) -> np.ndarray:
    """`shares` of shape (..., depth), with nan for each layer that holds nan or inf."""
    finite = per_layer(lambda z: np.isfinite(z).all(axis=(-2, -1)), trace.pre_activations[: trace.depth])
    return np.where(finite, shares, np.nan)


def hidden(layers: list[np.ndarray], trace: Trace) -> list[np.ndarray]:
    return layers[: trace.depth]


def gradient_rms(trace: Trace) -> np.ndarray:
    """RMS of delta, the derivative of an example's loss by a pre-activation, over examples and units."""
    return per_layer(rms, hidden(trace.deltas, trace))


def weight_gradient_rms(trace: Trace) -> np.ndarray:
    """RMS of the mean loss's derivative by a weight, over the layer's weights."""
    return per_layer(rms, hidden(trace.weight_gradients, trace))


@quietly
def activation_mean(trace: Trace) -> np.ndarray:
    """Mean activation over examples and units."""
    return per_layer(lambda a: a.mean(axis=(-2, -1), dtype=np.float64), hidden(trace.activations, trace))


@quietly
def activation_std(trace: Trace) -> np.ndarray:
    """Standard deviation of the activations over examples and units."""
    return per_layer(lambda a: a.std(axis=(-2, -1), dtype=np.float64), hidden(trace.activations, trace))


@quietly
def pre_activation_rms(trace: Trace) -> np.ndarray:
    """RMS of the pre-activations over examples and units."""
    return per_layer(rms, hidden(trace.pre_activations, trace))


def zero_fraction(trace: Trace) -> np.ndarray:
    """Share of activations that are exactly zero: how sparse the layer is."""
    return finite_only(per_layer(lambda a: (a == 0).mean(axis=(-2, -1)), hidden(trace.activations, trace)), trace)


def saturated_fraction(trace: Trace) -> np.ndarray:
    """Share of units and examples where the derivative is below 5 % of the activation's largest."""

    def share(derivative, function):
        flat = np.abs(derivative) < SATURATED_BELOW * function.largest_derivative(derivative.shape[-1])
        return flat.mean(axis=(-2, -1))

    return finite_only(np.stack([share(*pair) for pair in zip(trace.derivatives, trace.functions)], axis=-1), trace)


def dead_mask(trace: Trace) -> list[np.ndarray]:
    """For each hidden layer, which units no example of the Trace moves: (..., units), True where dead."""
    return [
        (derivative == 0).all(axis=-2) & np.isfinite(z).all(axis=-2)
        for derivative, z in zip(trace.derivatives, trace.pre_activations)
    ]


def dead_fraction(trace: Trace) -> np.ndarray:
    """Share of units that no example of the Trace moves."""
    return finite_only(per_layer(lambda dead: dead.mean(axis=-1), dead_mask(trace)), trace)
