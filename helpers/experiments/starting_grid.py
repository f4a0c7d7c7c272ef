"""A starting grid knows how every activation fares with every initialization: its gradient before training, its accuracy after."""

from __future__ import annotations

import numpy as np

from .training_maps import starting_map


class StartingGrid:
    """`starting_map` computed once, about half a minute; called with a depth it is an experiment for a lab.

    `options` are those of `starting_map` (steps, seeds, depths, width, learning_rate, …), `progress` as in `sweep`: a stopped
    grid keeps what it has. `map` holds all depths. Raises ValueError naming the option that is wrong.
    """

    def __init__(self, progress=None, **options):
        self.options = options
        self.map = starting_map(progress=progress, **options)

    def __repr__(self) -> str:
        return f"StartingGrid({', '.join(f'{name}={value!r}' for name, value in self.options.items())})"

    def __call__(self, depth: int = 5) -> dict:
        """The grid at one of its depths.

        Returns `activations`, `inits`, the settings, and arrays of shape (activations, inits), means over the seeds:
        `untrained_gradient_ratio` (geometric; RMS of delta in layer 1 over that in the last hidden layer, nan where both are
        0), `test_accuracy` (nan where all trainings diverged), `diverged` (share of the trainings), `reached` (bool).
        Raises ValueError for a depth that was not computed.
        """
        depths = self.map["axes"]["depth"]
        if depth not in depths:
            raise ValueError(f"depth must be one of {', '.join(map(str, depths))}, which were computed, not {depth!r}")
        layer = (slice(None), slice(None), list(depths).index(depth))
        return {
            **{name: self.map[name] for name in ("dataset", "width", "steps", "seeds", "optimizer", "learning_rate")},
            **{"depth": depth, "activations": self.map["axes"]["activation"], "inits": self.map["axes"]["init"]},
            "untrained_gradient_ratio": geometric_mean(self.map["untrained_gradient_ratio"][layer]),
            "test_accuracy": mean_of_known(self.map["test_accuracy"][layer]),
            "diverged": self.map["diverged"][layer].mean(axis=-1),
            "reached": self.map["reached"][layer],
        }


def geometric_mean(values: np.ndarray) -> np.ndarray:
    """Over the last axis; 0 where one of them is."""
    with np.errstate(divide="ignore"):
        return np.exp(np.log(values).mean(axis=-1))


def mean_of_known(values: np.ndarray) -> np.ndarray:
    """Over the last axis, without nan; nan where nothing is left."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.where(known, values, 0).sum(axis=-1) / known.sum(axis=-1)
