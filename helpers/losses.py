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
    chosen = np.arange(total.size), np.broadcast_to(labels, total.shape[:-1]).ravel()
    loss = np.log(total.ravel()) - shifted.reshape(-1, shifted.shape[-1])[chosen]
    delta.reshape(-1, delta.shape[-1])[chosen] -= 1
    return loss.reshape(total.shape[:-1]).mean(axis=-1), delta


def squared_error(output, targets):
    """The mean over outputs of (output - target)^2."""
    error = output - targets
    return np.square(error).mean(axis=(-2, -1)), error * (2 / error.shape[-1])
