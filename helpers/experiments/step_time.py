"""The time of a step is what a contender costs: forward, backward and update, relative to that of the first contender."""

from __future__ import annotations

from time import process_time

import numpy as np

from ..checks import check_count
from .contenders import CONTENDERS
from .sweeps import check_axis
from .training import Training
from .training_stack import complete


def step_times(contenders=None, rounds: int = 15, steps: int = 20, **settings) -> dict[str, float]:
    """Seconds of processor time for a step of each contender, as a multiple of the first one's, by name.

    `contenders` is a list of names of CONTENDERS, all of them when None. In each of the `rounds` all take turns, and the
    median counts: a machine that is busy for a while is busy for all. A time is no property of the settings alone, and
    comes out a little different each time. Raises ValueError naming the setting that is wrong.
    """
    check_count("rounds", rounds)
    check_count("steps", steps)
    names = list(CONTENDERS) if contenders is None else check_axis("contenders", contenders)
    trainings = [Training(**(complete(settings) | CONTENDERS[name])) for name in names]
    times = np.array([[seconds(training, steps) for training in trainings] for _ in range(rounds)])
    return dict(zip(names, np.median(times / times[:, :1], axis=0).tolist()))


def seconds(training: Training, steps: int) -> float:
    """Processor time of some steps."""
    start = process_time()
    training.step(steps)
    return process_time() - start
