"""A race is up to four contenders training side by side."""

from __future__ import annotations

import inspect

from ..checks import check_number
from .contenders import CONTENDERS, activation_of
from .side_by_side import SideBySide, fate
from .training import Training

NOBODY = "nobody"
# Four trainings take four times as long as one: the networks are smaller than a single one.
SMALLER = {"depth": 3, "width": 32, "batch_size": 32}
LANES = {"first": "ReLU", "second": "leaky ReLU", "third": NOBODY, "fourth": NOBODY}


class Race(SideBySide):
    """A `Training` for each contender: `first`, `second`, `third` and `fourth` are names of CONTENDERS, or "nobody".

    The other settings are those of `Training`, with 3 layers of 32 units and batches of 32 by default; each acts on all that have no value of their own, `slope` on those that
    have a slope to set. Raises ValueError naming the setting that is wrong, and if nobody runs.
    """

    __signature__ = inspect.Signature(
        [
            *(inspect.Parameter(lane, inspect.Parameter.KEYWORD_ONLY, default=name) for lane, name in LANES.items()),
            *(
                parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, default=SMALLER.get(name, parameter.default))
                for name, parameter in inspect.signature(Training).parameters.items()
                if name != "activation"
            ),
        ]
    )

    def __init__(self, slope=None, **settings):
        if "activation" in settings:
            raise ValueError(
                "activation is what the contenders of a race differ in: set first, second, third and fourth"
            )
        lanes = [settings.pop(lane, name) for lane, name in LANES.items()]
        self.lanes = tuple(place for place, name in enumerate(lanes) if name != NOBODY)
        if not self.lanes:
            raise ValueError(f"a race needs a contender: {', '.join(LANES)} are all {NOBODY!r}")
        entries = [entry(lanes[place], slope) for place in self.lanes]
        self.names = tuple(name for name, _ in entries)
        super().__init__(SMALLER | settings, [own for _, own in entries])

    def measure(self) -> dict:
        """`results`, what `Training.measure` tells of each contender, beside their `names` and `lanes` (0 is the first).

        `step` counts the steps of the one that went furthest, `divergences` has a sentence for each that stopped, else an
        empty one; `divergence` joins them once all have stopped. `dataset`, `depth`, `width`, `bias`, `seed` and the knobs
        are those that they share.
        """
        results = [training.measure() for training in self.trainings]
        common = {name: results[0][name] for name in ("dataset", "depth", "width", "bias", "seed")}
        told = {"names": self.names, "lanes": self.lanes, "results": tuple(results)}
        return common | self.knobs | told | fate(results, self.names)


def entry(name: str, slope: float | None) -> tuple[str, dict]:
    """What a contender is called in a race with this slope, and the settings that are its own."""
    own = CONTENDERS[name]
    if slope is not None:
        check_number("slope", slope)
    if slope is None or "slope" in own or activation_of(name).with_slope is None:
        return name, own
    return f"{name} {slope:g}", own | {"slope": slope}
