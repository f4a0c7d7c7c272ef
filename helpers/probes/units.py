"""Unit probes: which units are switched off, for how many examples, and whether that can end.

Three words are never mixed. A unit is *inactive* on one example when its output is zero there, *silent* on a batch
when it is inactive on all of it, and *dead* when its derivative is exactly zero on every example, so that none moves it.
A layer that holds nan or inf is *diverged*: its shares are nan, not zero and not one.
To speak of death, take the Trace of the whole training set: a unit may be moved by an example that the batch left out.
"""

from __future__ import annotations

import numpy as np

from ..checks import check_number
from ..network import Trace, quietly
from .reading import finite_each, finite_only, hidden, of_traces, per_layer


def of_finite_units(measure, layers: list[np.ndarray], trace: Trace) -> list[np.ndarray]:
    """`measure` of each layer, shape (..., units), with nan for each unit that met nan or inf."""
    known = [np.isfinite(z).all(axis=-2) for z in hidden(trace.pre_activations, trace)]
    return [np.where(sound, measure(values), np.nan) for sound, values in zip(known, hidden(layers, trace))]


@of_traces
def active_share(trace: Trace) -> list[np.ndarray]:
    """Share of examples on which each unit is active, that is, its output is not zero."""
    return of_finite_units(lambda a: (a != 0).mean(axis=-2), trace.activations, trace)


@of_traces
def positive_share(trace: Trace) -> list[np.ndarray]:
    """Share of examples on which each unit's pre-activation is above zero, for activations that are never quite off."""
    return of_finite_units(lambda z: (z > 0).mean(axis=-2), trace.pre_activations, trace)


@of_traces
def silent_mask(trace: Trace) -> list[np.ndarray]:
    """Which units are zero on every example of the Trace: True where silent."""
    return [share == 0 for share in active_share(trace)]


@of_traces
def dead_mask(trace: Trace) -> list[np.ndarray]:
    """Which units no example of the Trace moves, their derivative being exactly zero on all: True where dead."""
    return [~moved(derivative, z) for derivative, z in zip(trace.derivatives, trace.pre_activations)]


def moved(derivative: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Which units some example moves, shape (..., units); one that met nan or inf counts among them: it is not dead."""
    some = derivative.any(axis=-2)
    return some if finite_each([z]).all() else some | ~np.isfinite(z).all(axis=-2)


@of_traces
def silent_fraction(trace: Trace) -> np.ndarray:
    """Share of the layer's units that are zero on every example of the Trace."""
    return finite_only(per_layer(lambda silent: silent.mean(axis=-1), silent_mask(trace)), trace)


@of_traces
def dead_fraction(trace: Trace) -> np.ndarray:
    """Share of the layer's units that no example of the Trace moves, their derivative being exactly zero on all."""
    return finite_only(per_layer(lambda dead: dead.mean(axis=-1), dead_mask(trace)), trace)


@of_traces
@quietly
def dormant_fraction(trace: Trace, threshold: float = 0.025) -> np.ndarray:
    """Share of the layer's units whose mean absolute output is at most 2.5 % of the layer's average.

    Sokar et al. 2023, equation 1, with their threshold for analysis. Where a whole layer is zero, all of it is dormant.
    """
    check_number("threshold", threshold, least=0)

    def dormant(a):
        size = np.abs(a).mean(axis=-2, dtype=np.float64)
        return (size <= threshold * size.mean(axis=-1, keepdims=True)).mean(axis=-1)

    return finite_only(per_layer(dormant, hidden(trace.activations, trace)), trace)
