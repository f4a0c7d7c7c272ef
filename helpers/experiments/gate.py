"""A gate closes the paths through one layer: all its units but the first few are held so far down that no example reaches them."""

from __future__ import annotations

import inspect

import numpy as np

from ..checks import check_count
from .training import Training

DOWN = -1e6  # a bias that no pre-activation here outweighs


class GatedTraining(Training):
    """A `Training` in which only the first `open_units` units of layer `gated_layer` can be active.

    `open_units` is a knob: units are closed and opened again while the training runs, each with the bias it had.
    A closed unit has the derivative 0 (ReLU, softplus, or any activation that is flat far below zero), so nothing moves it.
    Raises ValueError naming the setting that is wrong.
    """

    __signature__ = inspect.Signature(
        [
            inspect.Parameter("open_units", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=64),
            inspect.Parameter("gated_layer", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=3),
            *inspect.signature(Training).parameters.values(),
        ]
    )

    live = (*Training.live, "open_units")

    def __init__(self, open_units: int = 64, gated_layer: int = 3, **settings):
        super().__init__(**settings)
        check_count("gated_layer", gated_layer, most=self.settings["depth"])
        self.gated_layer = gated_layer
        self._closed = {}  # the bias that each closed unit had
        self.open_units = open_units

    @property
    def open_units(self) -> int:
        return self.settings["width"] - len(self._closed)

    @open_units.setter
    def open_units(self, count: int) -> None:
        width = self.settings["width"]
        check_count("open_units", count, least=0, most=width)
        biases = self.network.biases[self.gated_layer - 1]
        for unit in [unit for unit in self._closed if unit < count]:
            biases[unit] = self._closed.pop(unit)
        for unit in set(range(count, width)) - self._closed.keys():
            self._closed[unit] = biases[unit]
            biases[unit] = np.float32(DOWN)

    def measure(self) -> dict:
        """Read the network as it is now: the keys of `Training.measure`, and `open_units` and `gated_layer`."""
        return super().measure() | {"open_units": self.open_units, "gated_layer": self.gated_layer}
