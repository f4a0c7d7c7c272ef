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


def overlap_result(kept=(0.9, 0.95), above=None, **others):
    """Sets of which so much is kept, in codes that move a tenth of the way to another input's."""
    kept = np.asarray(kept, dtype=float)
    found = dict(
        overlap=kept, side_overlap=kept if above is None else np.asarray(above, dtype=float),
        other_side_overlap=np.full(len(kept), 0.35), changed_share=np.full(len(kept), 0.55),
        code_change=np.full(len(kept), 0.1), change=0.1, steps=300, l1=0.0, depth=len(kept),
    )  # fmt: skip
    return SETTINGS | found | others


def counts_result(share=(0.0, 0.25, 0.5, 0.25, 0.0), **others):
    """Counts of active units in a layer of four, two classes alike."""
    share = np.asarray(share, dtype=float)
    found = dict(
        count_share=share, coin_share=share[::-1], count_mean=2.0, count_std=0.7, coin_std=0.8, class_share=0.25,
        class_mean=np.array([1.8, 2.2]), class_std=np.array([0.5, 0.6]), layer=1, steps=300, l1=0.0, depth=3,
        diverged=False,
    )  # fmt: skip
    return SETTINGS | found | dict(width=len(share) - 1) | others


def separability_result(before=(0.9, 0.8, 0.7), after=(0.9, 0.95, 1.0), **others):
    """A readout of the inputs and of two layers."""
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    found = dict(probe_before=before, probe_after=after, steps=300, l1=0.0, depth=len(after) - 1)
    return SETTINGS | found | others


def plateau_result(zeros=((0.5, 0.6), (0.8, 0.9)), accuracy=((0.97, 0.96), (0.6, 0.7)), **others):
    """Two penalties, two seeds each; the second one does harm."""
    zeros = np.asarray(zeros, dtype=float)
    found = dict(
        zero_share=zeros, test_accuracy=np.asarray(accuracy, dtype=float), dead_share=np.zeros(zeros.shape), l1=0.1,
        penalties=[0.0, 0.1][: len(zeros)], plateau_end=0.55, seeds=2, steps=300, depth=3,
    )  # fmt: skip
    return SETTINGS | found | others
