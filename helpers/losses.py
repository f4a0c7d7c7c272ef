"""A loss measures how wrong an output is; beside it stands its derivative, the delta that backpropagation starts from.

Integer targets are class labels and get softmax cross-entropy; float targets get the squared error.
"""

from __future__ import annotations

import numpy as np

from .checks import as_numbers


def loss_and_delta(output: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean loss over the batch, shape (...), and each example's own dLoss/doutput, shape (..., batch, outputs).

    Raises ValueError for an output without (batch, outputs), and for targets that do not fit it.
    """
    output = as_numbers("output", output)
    if output.ndim < 2 or 0 in output.shape:
        raise ValueError(f"output must have shape (..., batch, outputs), with an example in it, not {output.shape}")
    return loss_of(output, check_targets("targets", targets, output))


def loss_of(output: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`loss_and_delta` for targets that are known to fit: the kind of number says which loss it is."""
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


def check_targets(name: str, y, output: np.ndarray) -> np.ndarray:
    """y as an array, in the precision of the output (..., batch, outputs), if it fits it; ValueError if not."""
    y = as_numbers(name, y)
    *stack, batch, outputs = output.shape
    labels = y.dtype.kind in "iu"
    shape = (batch,) if labels else (batch, outputs)
    if y.shape not in (shape, (*stack, *shape)):
        kinds = f"class labels of shape ({batch},) or numbers of shape ({batch}, {outputs})"
        raise ValueError(
            f"{name} must be whole {kinds}{' for each network' if stack else ''}; it is {y.dtype} of shape {y.shape}"
        )
    if labels and (y.min() < 0 or y.max() >= outputs):
        raise ValueError(f"{name} must hold labels from 0 to {outputs - 1}; it runs from {y.min()} to {y.max()}")
    if not labels and not np.isfinite(y).all():
        raise ValueError(f"{name} must hold finite numbers only; it holds nan or inf")
    return y if labels else y.astype(output.dtype, copy=False)
