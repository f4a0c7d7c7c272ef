"""A finished training is one that was run to its last step, with all of its frames to look back on."""

from __future__ import annotations

import inspect

import numpy as np

from ..checks import check_count
from .training import Training


def measure_training(steps=400, frames=40, **settings) -> dict:
    """What `Training.measure` returns after `steps` steps, having measured `frames` times on the way, evenly spaced.

    Other settings as for `Training`; one that diverges ends there. Raises ValueError naming the setting that is wrong.
    """
    check_count("steps", steps, least=0)
    check_count("frames", frames)
    training = Training(**settings)
    training.measure()
    for part in np.diff(np.linspace(0, steps, frames + 1).astype(int)):
        training.step(int(part))
        training.measure()
    return training.measure()


# A lab reads from here which arguments there are.
measure_training.__signature__ = inspect.Signature(
    [
        *inspect.signature(Training).parameters.values(),
        *(p for p in inspect.signature(measure_training).parameters.values() if p.name != "settings"),
    ]
)
