"""A loss measures how wrong an output is; beside it stands its derivative, the delta that backpropagation starts from.

Integer targets are class labels and get softmax cross-entropy; float targets get the squared error.
"""

from __future__ import annotations

import numpy as np


def loss_and_delta(output: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean loss over the batch, shape (...), and each example's own dLoss/doutput, shape (..., batch, outputs)."""
    if np.issubdtype(targets.dtype, np.integer):
        return softmax_cross_entropy(output, targets)
    return squared_error(output, targets)


def softmax_cross_entropy(logits, labels):
    """-log of the probability given to the right class; its delta is probability minus one-hot."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    delta = np.exp(shifted)
    total = delta.sum(axis=-1, keepdims=True)
    delta /= total
    chosen = np.broadcast_to(labels[..., None], (*delta.shape[:-1], 1))
    loss = np.log(total) - np.take_along_axis(shifted, chosen, axis=-1)
    np.put_along_axis(delta, chosen, np.take_along_axis(delta, chosen, axis=-1) - 1, axis=-1)
    return loss.mean(axis=(-2, -1)), delta


def squared_error(output, targets):
    """The mean over outputs of (output - target)^2."""
    error = output - targets
    return np.square(error).mean(axis=(-2, -1)), error * (2 / error.shape[-1])
