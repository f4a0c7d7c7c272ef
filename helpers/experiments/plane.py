"""A training in the plane learns points of two inputs, so that the lines of its first layer can be drawn."""

from __future__ import annotations

import inspect

from ..datasets import DATASETS
from .training import Training

DEFAULTS = {"dataset": "two moons", "depth": 2, "width": 16}
PLANES = [name for name, dataset in DATASETS.items() if dataset.inputs == 2]


class PlaneTraining(Training):
    """A `Training` on one of the data sets in PLANES, small by default; settings and knobs are the same.

    Raises ValueError for data whose inputs are not two, and naming any other setting that is wrong.
    """

    __signature__ = inspect.Signature(
        [
            parameter.replace(default=DEFAULTS.get(name, parameter.default))
            for name, parameter in inspect.signature(Training).parameters.items()
        ]
    )

    def __init__(self, **settings):
        super().__init__(**DEFAULTS | settings)
        if self.network.widths[0] != 2:
            raise ValueError(
                f"dataset must have two inputs, points of a plane: {', '.join(PLANES)}; not {settings['dataset']}"
            )
