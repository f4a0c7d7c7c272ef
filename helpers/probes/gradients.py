"""Gradient probes: how much of the error signal reaches each layer, and how far it moves the weights there."""

from __future__ import annotations

import numpy as np

from ..network import Trace, quietly
from .reading import hidden, of_traces, per_layer, rms, rms_of_each


@of_traces
def gradient_rms(trace: Trace) -> np.ndarray:
    """RMS over examples and units of delta, the derivative of one example's loss by a pre-activation."""
    return rms_of_each(hidden(trace.deltas, trace))


@of_traces
def weight_gradient_rms(trace: Trace) -> np.ndarray:
    """RMS over the layer's weights of the derivative of the mean loss by a weight."""
    return rms_of_each(hidden(trace.weight_gradients, trace))


@of_traces
@quietly
def update_to_weight_ratio(before: Trace, after: Trace) -> np.ndarray:
    """RMS of what training changed the layer's weights by between two Traces, over the RMS of those weights before.

    About 1e-3 a step is a common rule of thumb. nan for a layer whose weights were all zero and stayed so.
    Raises ValueError if the Traces come from networks of different shapes.
    """
    shapes, others = ([matrix.shape for matrix in trace.weights] for trace in (before, after))
    if shapes != others:
        raise ValueError(f"before and after must be Traces of one network; its weights were {shapes}, then {others}")
    old, new = hidden(before.weights, before), hidden(after.weights, after)
    return per_layer(lambda was, now: rms(now - was) / rms(was), old, new)
