"""A map cell is one crossing of a training map, given with the whole map, which is trained once and kept."""

from __future__ import annotations

from ..activations import ACTIVATIONS
from ..checks import check_count
from .kept import Kept
from .starting_grid import mean_of_known
from .training_maps import death_map, train_grid

LEAKS = {"slope": [0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5], "bias": [-0.5, -1.0, -1.5, -2.0, -2.5, -3.0]}
TOLLS = {"learning_rate": [0.1, 0.2, 0.4, 0.6, 0.8, 1.2, 2.0], "bias": [0.0, -0.5, -1.0, -2.0, -3.0]}
MEANS = {"accuracy_map": "test_accuracy", "dead_map": "dead_share"}
SMALL = {"width": 32, "batch_size": 32, "steps": 300}
KEPT = Kept(room=32)


def measure_leak(slope=0.01, bias=-1.0, seeds=3, seed=0, progress=None) -> dict:
    """What leaky ReLUs of this slope learn in three layers of 32 that start at this bias: a cell of `LEAKS`, and the map.

    Returns the settings, `axes` and the findings of `train_grid`, arrays of shape (slopes, biases, seeds); `accuracy_map` and
    `dead_map` (slopes, biases), means over the seeds that did not diverge; and of `rival`, the ELU from the same seeds,
    `rival_accuracy` (biases,). A new seed costs a new map, some seconds; `progress` as in `sweep`.
    Raises ValueError for a cell that is not on the map.
    """
    cell = check_cell(LEAKS, seeds, seed, slope=slope, bias=bias)
    functions = ACTIVATIONS["leaky ReLU"], ACTIVATIONS["ELU"]
    return KEPT.once((functions, seeds, seed), lambda: leak_map(seeds, seed, progress)) | cell


def measure_toll(learning_rate=0.1, bias=0.0, seeds=3, seed=0, progress=None) -> dict:
    """What five layers of 32 ReLUs come to at this learning rate and initial bias: a cell of `TOLLS`, and the map.

    As `measure_leak`, with learning rates in place of slopes, and without a rival.
    """
    cell = check_cell(TOLLS, seeds, seed, learning_rate=learning_rate, bias=bias)
    return KEPT.once((ACTIVATIONS["ReLU"], seeds, seed), lambda: toll_map(seeds, seed, progress)) | cell


def check_cell(axes: dict[str, list], seeds: int, seed: int, **cell) -> dict:
    """The cell; ValueError if one of its values is not on its axis, and for counts that are none."""
    check_count("seeds", seeds)
    check_count("seed", seed, least=0)
    for name, value in cell.items():
        if value not in axes[name]:
            raise ValueError(
                f"{name} must be one of {', '.join(map(str, axes[name]))}, which are trained, not {value!r}"
            )
    return cell


def leak_map(seeds: int, seed: int, progress) -> dict:
    common = SMALL | {"depth": 3, "seeds": seeds, "seed": seed}
    rival = whole(train_grid({"bias": LEAKS["bias"]}, activation="ELU", **common))
    found = whole(train_grid(LEAKS, activation="leaky ReLU", progress=progress, **common))
    return found | {"rival": "ELU", "rival_accuracy": rival["accuracy_map"]}


def toll_map(seeds: int, seed: int, progress) -> dict:
    return whole(death_map(*TOLLS.values(), frames=1, depth=5, seeds=seeds, seed=seed, progress=progress, **SMALL))


def whole(found: dict) -> dict:
    """A map and its means; KeyboardInterrupt if it was stopped on its way."""
    if not found["reached"].all():
        raise KeyboardInterrupt("the map was stopped before it was whole")
    return found | {name: mean_of_known(found[finding]) for name, finding in MEANS.items()}
