"""To follow a unit is to watch one of many: what arrives at it, what gets through it, and how it answers each example."""

from __future__ import annotations

import inspect

import numpy as np

from ..checks import check_count
from ..network import Trace, quietly
from ..probes import rms
from .history import History
from .logbook import first
from .training import Training

FOLLOWING = ("follow_layer", "follow_unit")
FARTHEST, BINS = 1000.0, 80  # of the histogram; an even number of bins has an edge at 0, where ReLU switches


class Place:
    """A number from 1 on that says whom to follow, and may be changed while the training runs."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, training, owner=None):
        return self if training is None else training.__dict__[self.name]

    def __set__(self, training, value):
        check_count(self.name, value)
        training.__dict__[self.name] = int(value)


class FollowedTraining(Training):
    """A `Training` that watches one unit; `follow_layer` and `follow_unit`, from 1 on, may be changed between steps.

    A number beyond the last layer or unit means the last. Raises ValueError naming the setting that is wrong.
    """

    live = (*Training.live, *FOLLOWING)
    follow_layer, follow_unit = Place(), Place()
    __signature__ = inspect.Signature(
        [
            *inspect.signature(Training).parameters.values(),
            *(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=1) for name in FOLLOWING),
        ]
    )

    def __init__(self, follow_layer=1, follow_unit=1, **settings):
        super().__init__(**settings)
        self.follow_layer, self.follow_unit = follow_layer, follow_unit
        self.gradients = History(arriving=np.float32, passing=np.float32)

    def measure(self) -> dict:
        """Read the network as it is now: the keys of `Training.measure`, and of the followed unit

        `follow_layer` and `follow_unit` as they are counted from 1; `pre_activation_edges` (bins + 1,) and
        `pre_activation_histogram` (bins,), the share of training examples in each bin, all 0 where it met inf or nan.
        Of all units and frames, (frames, depth, width), the RMS over examples of `arriving_history`, the derivative of an
        example's loss by the unit's output, and of `passing_history`, that by its pre-activation, which moves its weights.
        """
        new = self.steps > self.logbook.last_step
        result = super().measure()
        everything = self.network.forward(self.split.train_inputs)
        if new:
            head = first(everything, result["examples"])
            self.network.backward(head, self.split.train_targets[: result["examples"]], self.l1)
            self.gradients.append(gradients_of_units(head, self.l1))
        layer, unit = min(self.follow_layer, result["depth"]), min(self.follow_unit, result["width"])
        z = everything.pre_activations[layer - 1][:, unit - 1]
        return result | self.gradients.arrays() | histogram_of(z) | {"follow_layer": layer, "follow_unit": unit}


@quietly
def gradients_of_units(trace: Trace, l1: float) -> dict[str, np.ndarray]:
    """RMS over the examples of a backpropagated Trace, (depth, width), of what arrives at each unit and of what passes it."""
    back = zip(trace.deltas[1:], trace.weights[1:], trace.activations)
    arriving = [delta @ matrix.T + l1 * np.sign(a) for delta, matrix, a in back]
    return {"arriving": rms_of_units(arriving), "passing": rms_of_units(trace.deltas[:-1])}


def rms_of_units(layers: list[np.ndarray]) -> np.ndarray:
    """RMS over the examples, (depth, width)."""
    return np.stack([rms(values.T[..., None]) for values in layers])


def histogram_of(z: np.ndarray) -> dict[str, np.ndarray]:
    """The share of `z` in bins that are narrow around 0 and wide far away, so that both a step and a leap are seen."""
    end = np.arcsinh(FARTHEST)
    edges = np.sinh(np.linspace(-end, end, BINS + 1))
    edges[BINS // 2] = 0  # exactly, which it is not by rounding
    known = z if np.isfinite(z).all() else np.zeros(0)
    # An edge belongs to the bin below it, so that 0 itself is among those that are off.
    bins = np.searchsorted(edges[1:-1], np.clip(known, -FARTHEST, FARTHEST), side="left")
    counts = np.bincount(bins, minlength=BINS)
    return {"pre_activation_edges": edges, "pre_activation_histogram": counts / len(z)}
