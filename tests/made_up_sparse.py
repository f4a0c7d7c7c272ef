"""Results made up by hand for the pictures of what is switched off, so that these are tested without any network."""

import numpy as np

SETTINGS = dict(activation="ReLU", init="He", width=64, weight_scale=1.0, bias=0.0, dataset="digits", seed=0)


def sparsity_result(zero=(0.5, 0.6, 0.7), dead=(0.0, 0.0, 0.1), **others):
    """Layers that hold these shares of zeros and of dead units."""
    zero, dead = np.asarray(zero, dtype=float), np.asarray(dead, dtype=float)
    return SETTINGS | dict(zero_fraction=zero, dead_fraction=dead, depth=len(zero)) | others


def sparse_training(steps=300, frames=4, accuracy=0.9, **others):
    """A training whose zeros and accuracy rise to what `sparsity_result` says."""
    result, rise = sparsity_result(**others), np.linspace(0, 1, frames)
    histories = dict(
        step_history=np.linspace(0, steps, frames).astype(int),
        zero_fraction_history=rise[:, None] * result["zero_fraction"],
        dead_fraction_history=rise[:, None] * result["dead_fraction"],
        test_accuracy_history=rise * accuracy,
    )
    return result | dict(step=steps) | histories


def code_result(code=((1, 0, 1, 0), (1, 1, 0, 0), (0, 1, 1, 0)), classes=(0, 0, 1), **others):
    """Three examples of two classes in a layer of four units, the last of them silent."""
    code = np.array(code, np.int8)
    found = dict(
        code=code, code_classes=np.array(classes), active_units=(code == 1).sum(axis=1), layer=2, depth=3,
        distinct_codes=float(len(np.unique(code, axis=0))), silent_units=int((code == 0).all(axis=0).sum()),
    )  # fmt: skip
    return SETTINGS | dict(width=code.shape[1]) | found | others
