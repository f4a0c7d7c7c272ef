"""A duel is two trainings from the same seed, on the same batches, that differ in one thing only."""

from __future__ import annotations

import inspect
import re
from numbers import Real

from .side_by_side import SideBySide, fate
from .training import Training
from .training_stack import complete

SAME = "same"
RIVAL = "rival_"
RIVALS = ("activation", "init", "weight_scale", "optimizer")


class Duel(SideBySide):
    """A `Training` and its rival; both have the settings given, but for those that a `rival_...` setting changes.

    `rival_activation`, `rival_init`, `rival_weight_scale` and `rival_optimizer` are "same" where not given. The knobs
    `learning_rate`, `l1`, `weight_decay` and `clip_norm` act on both. One that diverges stops; the other goes on.
    Raises ValueError naming the setting that is wrong.
    """

    __signature__ = inspect.Signature(
        [
            *inspect.signature(Training).parameters.values(),
            *(inspect.Parameter(RIVAL + name, inspect.Parameter.KEYWORD_ONLY, default=SAME) for name in RIVALS),
        ]
    )

    def __init__(self, **settings):
        rival = {name: settings.pop(RIVAL + name, SAME) for name in RIVALS}
        rival = {name: value for name, value in rival.items() if not (isinstance(value, str) and value == SAME)}
        first = complete(settings)
        super().__init__(first, [{}, rival])
        self.names = names(first, rival)

    def _start(self, settings: dict, own: dict) -> Training:
        try:
            return super()._start(settings, own)
        except ValueError as error:
            raise ValueError(as_set(str(error), own)) from error

    def measure(self) -> dict:
        """What `Training.measure` tells of the first, and under `rival_` + the same keys of the rival.

        `names` are two words that tell them apart, `step` counts the steps of the one that went further, `divergences`
        has a sentence for each that stopped, else an empty one; `divergence` joins them once both have stopped.
        """
        first, rival = results = [training.measure() for training in self.trainings]
        told = {"names": self.names} | fate(results, self.names)
        return first | {RIVAL + key: value for key, value in rival.items()} | told


def as_set(answer: str, own: dict) -> str:
    """An answer about one of the rival's settings, which the reader has set under another name."""
    return re.sub("|".join(rf"\b{name}\b" for name in own), rf"{RIVAL}\g<0>", answer, count=1) if own else answer


def names(first: dict, rival: dict) -> tuple[str, str]:
    """What each of the two is called: by the settings they differ in."""
    differ = [name for name, value in rival.items() if value != first[name]]
    if not differ:
        return "first", "second"
    return tuple(", ".join(_word(name, settings[name]) for name in differ) for settings in (first, rival))


def _word(name: str, value) -> str:
    return f"{name.replace('_', ' ')} {value:g}" if isinstance(value, Real) else str(value)
