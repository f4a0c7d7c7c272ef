"""A finished training is one that was run to its last step, with all of its frames to look back on."""

from __future__ import annotations

import inspect

import numpy as np

from ..checks import check_count
from .killing import Killing
from .plane import PlaneTraining
from .training import Training


def measure_training(steps=400, frames=40, **settings) -> dict:
    """What `Training.measure` returns after `steps` steps, having measured `frames` times on the way, evenly spaced.

    Other settings as for `Training`; one that diverges ends there. Raises ValueError naming the setting that is wrong.
    """
    return finish(Training(**settings), steps, frames)


def measure_plane(steps=400, frames=40, **settings) -> dict:
    """The same of a `PlaneTraining`."""
    return finish(PlaneTraining(**settings), steps, frames)


def measure_killing(steps=400, frames=40, **settings) -> dict:
    """The same of a `Killing`, and `killed_units` (depth, width): which units were killed."""
    killing = Killing(**settings)
    result = finish(killing, steps, frames)
    killed = np.zeros(result["dead_units"].shape, bool)
    killed[killing.layer, killing.killed] = True
    return result | {"killed_units": killed}


def finish(training: Training, steps: int, frames: int) -> dict:
    check_count("steps", steps, least=0)
    check_count("frames", frames)
    training.measure()
    for part in np.diff(np.linspace(0, steps, frames + 1).astype(int)):
        training.step(int(part))
        training.measure()
    return training.measure()


def arguments(function, kind) -> inspect.Signature:
    """Those of `kind`, and those that `function` has beside them: a lab reads from here which there are."""
    own = [p for p in inspect.signature(function).parameters.values() if p.name != "settings"]
    return inspect.Signature([*inspect.signature(kind).parameters.values(), *own])


measure_training.__signature__ = arguments(measure_training, Training)
measure_plane.__signature__ = arguments(measure_plane, PlaneTraining)
measure_killing.__signature__ = arguments(measure_killing, Killing)
