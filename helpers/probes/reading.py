"""How a probe reads a Trace: one number for each hidden layer, nan where the layer holds nan or inf.

Every array of a Trace ends in (examples, units); a stack of networks has its replicas in front, and so has the answer.
"""

from __future__ import annotations

from functools import wraps
from inspect import signature

import numpy as np

from ..checks import check_kind
from ..network import Trace, quietly


def of_traces(probe):
    """A probe that answers with a ValueError where an argument of its that must be a Trace is something else."""
    names = list(signature(probe).parameters)
    traces = {name for name, one in signature(probe).parameters.items() if one.annotation == "Trace"}

    @wraps(probe)
    def checked(*values, **others):
        for name, value in (*zip(names, values), *others.items()):
            if name in traces:
                check_kind(name, value, Trace)
        return probe(*values, **others)

    return checked


def per_layer(measure, *layers) -> np.ndarray:
    """One number a layer, shape (..., depth): `measure` applied to each entry of `layers`, entry by entry if several."""
    return last_axis([measure(*values) for values in zip(*layers, strict=True)])


def last_axis(numbers: list) -> np.ndarray:
    """The layers' numbers side by side, (..., layers), from a list of (...); np.stack takes ten times as long for ten of them."""
    if not numbers:
        raise ValueError("trace must come from a network with a hidden layer; this one has none")
    return np.array(numbers).T


def hidden(layers: list[np.ndarray], trace: Trace) -> list[np.ndarray]:
    """The entries of the hidden layers alone; ValueError if the backward pass that makes them is still to come."""
    if layers is None:
        raise ValueError("trace holds no gradients yet: complete it with network.backward(trace, y)")
    return layers[: trace.depth]


def flat(values: np.ndarray) -> np.ndarray:
    """Examples and units in one axis: sums over one axis are twice as fast as over two."""
    return values.reshape(*values.shape[:-2], -1)


@quietly
def rms(values: np.ndarray) -> np.ndarray:
    """Root mean square over the last two axes, also where the squares would be too small or too large for float32."""
    return rms_of_each([values])[..., 0]


@quietly
def rms_of_each(layers: list[np.ndarray]) -> np.ndarray:
    """`rms` of each layer, shape (..., layers)."""
    rows = [flat(values) for values in layers]
    squares = last_axis([np.vecdot(row, row) for row in rows])
    # A product in float32 is eight times as fast as one in float64, and as good away from the ends of its range.
    if not np.all((squares > 1e-25) & (squares < 1e30)):
        rows = [row.astype(np.float64) for row in rows]
        squares = last_axis([np.vecdot(row, row) for row in rows])
    return np.sqrt(squares / [row.shape[-1] for row in rows], dtype=np.float64)


def share(mask: np.ndarray) -> np.ndarray | float:
    """Share of True over the last two axes."""
    if mask.ndim == 2:
        return np.count_nonzero(mask) / mask.size
    # One network at a time: along an axis NumPy counts ten times slower.
    return np.array([share(network) for network in mask])


def diverged(trace: Trace) -> bool:
    """True if anything that flowed through the network, forward or backward, is nan or inf."""
    flowed = (*trace.pre_activations, *(trace.deltas or ()), *(trace.weight_gradients or ()))
    return not ((trace.loss is None or np.isfinite(trace.loss).all()) and finite_each(flowed).all())


@quietly
def finite_each(layers: list[np.ndarray]) -> np.ndarray:
    """Whether all numbers of each layer are finite, shape (..., layers)."""
    rows = [flat(values) for values in layers]
    # Numbers whose squares have a finite sum are finite: a third of the cost of looking at each of them, if need be.
    finite = np.isfinite(last_axis([np.vecdot(row, row) for row in rows]))
    return finite if finite.all() else last_axis([np.isfinite(row).all(axis=-1) for row in rows])


def finite_layers(trace: Trace) -> np.ndarray:
    """Which hidden layers hold finite numbers only, shape (..., depth)."""
    return finite_each(hidden(trace.pre_activations, trace))


def finite_only(values: np.ndarray, trace: Trace) -> np.ndarray:
    """`values` of shape (..., depth), with nan for each layer that holds nan or inf."""
    return np.where(finite_layers(trace), values, np.nan)


def check_same_shapes(one: Trace, other: Trace, names: str) -> None:
    """ValueError unless both Traces went through layers of the same shapes."""
    shapes, others = ([z.shape for z in trace.pre_activations] for trace in (one, other))
    if shapes != others:
        raise ValueError(
            f"{names} must be Traces of the same layers and examples; their shapes are {shapes} and {others}"
        )
