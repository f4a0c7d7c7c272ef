"""An L1 sweep trains with ever larger penalties on the activations: how sparse a network becomes, and what it still gets right."""

from __future__ import annotations

import numpy as np

from .sweeps import check_axis
from .training_maps import train_grid

PENALTIES = (0.0, 0.001, 0.003, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1)
UNHARMED = 0.02  # test accuracy that may be lost before it counts as harm


class L1Sweep:
    """`train_grid` over `penalties`, computed once; called with one of them it is an experiment for a lab.

    `options` are those of `train_grid` (seeds, steps, depth, …), `progress` as in `sweep`: a stopped sweep keeps what it
    has. `map` holds all penalties. Raises ValueError naming the option that is wrong.
    """

    def __init__(self, progress=None, penalties=PENALTIES, **options):
        self.options = {"penalties": penalties} | options
        self.map = train_grid({"l1": check_axis("penalties", penalties)}, progress=progress, **options)

    def __repr__(self) -> str:
        return f"L1Sweep({', '.join(f'{name}={value!r}' for name, value in self.options.items())})"

    def __call__(self, l1: float = 0.0) -> dict:
        """The sweep up to one of its penalties.

        Returns the settings, `l1`, `penalties` (those up to `l1`) and of shape (penalties, seeds) `zero_share`,
        `dead_share` and `test_accuracy`, nan for a training that diverged or was not reached; `plateau_end`, the largest
        mean share of zeros up to which the mean accuracy stays within 2 points of that of the first penalty.
        Raises ValueError for a penalty that was not computed.
        """
        penalties = self.map["axes"]["l1"]
        if l1 not in penalties:
            raise ValueError(f"l1 must be one of {', '.join(map(str, penalties))}, which were computed, not {l1!r}")
        upto = slice(penalties.index(l1) + 1)
        names = (
            "dataset",
            "depth",
            "width",
            "activation",
            "init",
            "weight_scale",
            "bias",
            "optimizer",
            "learning_rate",
        )
        found = {name: self.map[name][upto] for name in ("zero_share", "dead_share", "test_accuracy")}
        return {
            **{name: self.map[name] for name in (*names, "steps", "seeds")},
            **{"l1": l1, "penalties": penalties[upto], **found},
            "plateau_end": plateau_end(found["zero_share"].mean(axis=1), found["test_accuracy"].mean(axis=1)),
        }


def plateau_end(zero_share: np.ndarray, accuracy: np.ndarray) -> float:
    """The last share of zeros before the accuracy has fallen by more than UNHARMED from its first value."""
    harmed = ~(accuracy >= accuracy[0] - UNHARMED)
    last = harmed.argmax() if harmed.any() else len(harmed)
    return float(zero_share[max(last - 1, 0)])
