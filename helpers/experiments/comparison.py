"""A comparison trains several contenders from the same seeds and says how sure one may be of what it finds."""

from __future__ import annotations

import numpy as np

from ..checks import check_count
from .findings import FINDINGS, stack_size, train_seeds
from .intervals import check_confidence, mean_interval
from .sweeps import check_axis, sweep
from .training_stack import complete


def compare(
    contenders: dict[str, dict],
    seeds=10,
    steps=300,
    frames=1,
    confidence=0.95,
    executor=None,
    progress=None,
    **settings,
) -> dict:
    """Train each contender, a name and the settings in which it differs, from the same seeds and on the same batches.

    Returns the settings, `contenders` (their names), and for each finding of `train_seeds` `values`, an array of shape
    (contenders, seeds), with nan for a training that diverged; `mean`, `low`, `high` of shape (contenders,), Student's t
    interval of the mean over the others; `difference_mean`, `difference_low`, `difference_high`, the same for the
    difference to the first contender, seed by seed. `diverged` counts the trainings of each contender that diverged,
    `reached` those that a stopped sweep got to.
    Raises ValueError naming the setting that is wrong. `executor` and `progress` as in `sweep`.
    """
    check_count("seeds", seeds)
    check_contenders(contenders)
    check_confidence(confidence)
    places, cells = [], []
    for row, extra in enumerate(contenders.values()):
        for place, cell in stacks(complete(settings | extra), seeds):
            places.append((row, place))
            cells.append(cell | {"steps": steps, "frames": frames})
    values = {name: np.full((len(contenders), seeds), np.nan) for name in FINDINGS}
    for place, found in zip(places, sweep(train_seeds, cells, executor, progress)):
        for name in FINDINGS if found else ():
            values[name][place] = found[name]
    diverged = values.pop("diverged")
    return {
        **settings,
        **{"contenders": list(contenders), "seeds": seeds, "steps": steps, "confidence": confidence},
        **{name: judge(table, confidence) for name, table in values.items()},
        **{"diverged": np.nansum(diverged, axis=1).astype(int), "reached": np.isfinite(diverged).sum(axis=1)},
    }


def check_contenders(contenders) -> None:
    """ValueError unless there is a contender, and each has a name and settings."""
    if not isinstance(contenders, dict) or not all(isinstance(extra, dict) for extra in contenders.values()):
        raise ValueError(
            f"contenders must be a dict of names and settings, such as {{'He': {{'init': 'He'}}}}, not {contenders!r}"
        )
    check_axis("contenders", contenders)


def stacks(settings: dict, seeds: int):
    """(slice of the seeds, settings) of the stacks that are trained as one."""
    for group in np.array_split(np.arange(seeds), -(-seeds // stack_size(settings))):
        start, stop = int(group[0]), int(group[-1]) + 1
        yield slice(start, stop), settings | {"seed": settings["seed"] + start, "seeds": stop - start}


def judge(values: np.ndarray, confidence: float) -> dict[str, np.ndarray]:
    """The interval of each contender's mean, and of its difference to the first one."""
    report = {"values": values}
    for prefix, table in (("", values), ("difference_", values - values[0])):
        mean, low, high = mean_interval(table, confidence)
        report |= {f"{prefix}mean": mean, f"{prefix}low": low, f"{prefix}high": high}
    return report
