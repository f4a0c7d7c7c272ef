"""Code probes: what the pattern of active units, or the activations themselves, tell about an example."""

from __future__ import annotations

import numpy as np

from ..checks import check_number
from ..network import Trace
from .reading import check_same_shapes, finite_only, hidden, of_traces, per_layer


@of_traces
def active_overlap(one: Trace, other: Trace) -> np.ndarray:
    """Units active in both Traces over units active in either, mean over their paired examples (Jaccard's index).

    Two examples that activate no unit at all count as equal. nan where either Trace diverged.
    Raises ValueError if the Traces do not have the same shapes.
    """
    check_same_shapes(one, other, "one and other")

    def jaccard(a, b):
        either = ((a != 0) | (b != 0)).sum(axis=-1)
        both = ((a != 0) & (b != 0)).sum(axis=-1)
        return np.where(either > 0, both / np.maximum(either, 1), 1.0).mean(axis=-1)

    overlap = per_layer(jaccard, hidden(one.activations, one), hidden(other.activations, other))
    return finite_only(finite_only(overlap, one), other)


@of_traces
def distinct_codes(trace: Trace) -> np.ndarray:
    """Number of different sets of active units among the examples: how many linear pieces a ReLU layer sees them in."""

    def count(activations):
        codes = np.packbits(activations != 0, axis=-1)
        stack = codes.reshape(-1, *codes.shape[-2:])
        return np.array([len(np.unique(rows, axis=0)) for rows in stack], float).reshape(codes.shape[:-2])

    return finite_only(per_layer(count, hidden(trace.activations, trace)), trace)


@of_traces
def linear_probe_accuracy(train: Trace, train_labels, test: Trace, test_labels, ridge: float = 1e-3) -> np.ndarray:
    """Share of test examples that a linear readout of this layer, fitted to the training examples, classifies rightly.

    Alain & Bengio 2016, here by ridge regression on one-hot labels: `ridge` is the penalty, as a share of the units'
    mean variance. nan where either Trace diverged. Raises ValueError for labels that do not fit the Traces.
    """
    check_number("ridge", ridge, least=1e-12)
    outputs = train.output.shape[-1]
    train_labels = check_labels("train_labels", train_labels, train, outputs)
    test_labels = check_labels("test_labels", test_labels, test, outputs)
    wanted = np.eye(outputs)[train_labels]

    def accuracy(fitted, judged):
        readout, center = ridge_readout(only_finite(fitted), wanted, ridge)
        scores = (only_finite(judged) - center) @ readout + wanted.mean(axis=0)
        return (scores.argmax(axis=-1) == test_labels).mean(axis=-1)

    shares = per_layer(accuracy, hidden(train.activations, train), hidden(test.activations, test))
    return finite_only(finite_only(shares, train), test)


def ridge_readout(features: np.ndarray, wanted: np.ndarray, ridge: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights (..., units, outputs) that best give `wanted` from the centered features, and those features' center."""
    center = features.mean(axis=-2, keepdims=True)
    features = features - center
    products = np.swapaxes(features, -1, -2) @ features
    units = products.shape[-1]
    penalty = ridge * np.trace(products, axis1=-2, axis2=-1)[..., None, None] / units
    penalty = np.where(penalty > 0, penalty, 1.0)  # a layer that never varies: the readout is zero
    answers = np.swapaxes(features, -1, -2) @ (wanted - wanted.mean(axis=0))
    return np.linalg.solve(products + penalty * np.eye(units), answers), center


def only_finite(activations: np.ndarray) -> np.ndarray:
    """In float64, with zero for nan and inf: what comes of a diverged layer is not used."""
    return np.where(np.isfinite(activations), activations, 0.0).astype(np.float64)


def check_labels(name: str, labels, trace: Trace, outputs: int) -> np.ndarray:
    """`labels` as an array, if they are one whole number from 0 to outputs - 1 for each example of the Trace."""
    labels, examples = np.asarray(labels), trace.inputs.shape[-2]
    if not np.issubdtype(labels.dtype, np.integer) or labels.shape != (examples,):
        raise ValueError(
            f"{name} must be {examples} whole numbers, one an example; it is {labels.dtype} of shape {labels.shape}"
        )
    if labels.min() < 0 or labels.max() >= outputs:
        raise ValueError(f"{name} must run from 0 to {outputs - 1}; it runs from {labels.min()} to {labels.max()}")
    return labels
