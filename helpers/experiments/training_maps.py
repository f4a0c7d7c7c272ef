"""A training map says what training comes to at each crossing of a few settings: which one decides, and where it tips."""

from __future__ import annotations

from itertools import product

import numpy as np

from .findings import FINDINGS, train_seeds
from .sweeps import check_axis, sweep
from .training_stack import complete


def train_grid(axes: dict[str, list], seeds=1, steps=300, frames=1, executor=None, progress=None, **settings) -> dict:
    """Train with every combination of the values in `axes`, a list for each setting that varies.

    Returns the settings, `axes`, and each finding of `train_seeds` as an array with one axis a setting, in their order,
    and the seeds last; `reached` without the seeds' axis. What a stopped sweep did not reach is nan.
    Raises ValueError naming the setting that is wrong. `executor` and `progress` as in `sweep`.
    """
    if not isinstance(axes, dict) or not axes:
        raise ValueError(f"axes must be a dict of settings and their values, such as {{'depth': [2, 5]}}, not {axes!r}")
    axes = {name: check_axis(name, values) for name, values in axes.items()}
    shape = tuple(len(values) for values in axes.values())
    cells = [settings | dict(zip(axes, values)) for values in product(*axes.values())]
    complete(cells[0])  # a misspelled name is answered before anything is trained
    common = {"seeds": seeds, "steps": steps, "frames": frames}
    found = sweep(train_seeds, [common | cell for cell in cells], executor, progress)
    missing = dict.fromkeys(FINDINGS, np.full(seeds, np.nan))
    arrays = {name: np.array([(one or missing)[name] for one in found]).reshape(*shape, seeds) for name in FINDINGS}
    reached = np.array([one is not None for one in found]).reshape(shape)
    return complete(settings) | common | {"axes": axes, "reached": reached} | arrays


def starting_map(
    activations=("sigmoid", "tanh", "ReLU", "ELU", "SELU", "GELU"),
    inits=("small normal", "LeCun", "Xavier", "He", "orthogonal", "PyTorch default"),
    depths=(2, 5, 10), width=32, learning_rate=0.05, batch_size=32, **options,
) -> dict:  # fmt: skip
    """Activation x init x depth: `untrained_gradient_ratio` beside the trained `test_accuracy`; the rest as `train_grid`."""
    axes = {
        "activation": check_axis("activations", activations),
        "init": check_axis("inits", inits),
        "depth": check_axis("depths", depths),
    }
    return train_grid(axes, width=width, learning_rate=learning_rate, batch_size=batch_size, **options)


def death_map(
    learning_rates=(0.05, 0.1, 0.2, 0.4, 0.8, 1.6), biases=(0.0, -0.5, -1.0, -2.0, -3.0), seeds=3, frames=10, **options
) -> dict:
    """Learning rate x initial bias: `untrained_dead_share`, `dead_share`, `deaths`, `revivals` and, apart, `diverged`; as `train_grid`."""
    axes = {"learning_rate": check_axis("learning_rates", learning_rates), "bias": check_axis("biases", biases)}
    return train_grid(axes, seeds=seeds, frames=frames, **options)
