"""Side by side, several trainings go on together, from the same seed and on the same batches."""

from __future__ import annotations

from .descent import KNOBS, Descent, Knob
from .training import Training
from .training_stack import complete


def shared(knob: Knob) -> property:
    """A knob of all trainings at once, but for those that have a value of their own."""

    def turn(group, value):
        knob.check(value)
        group.knobs[knob.name] = value
        for training, own in zip(group.trainings, group.own):
            if knob.name not in own:
                setattr(training, knob.name, value)

    return property(lambda group: group.knobs[knob.name], turn)


class SideBySide:
    """`trainings` with the same settings, but for those in `own`, one dict for each of them.

    The knobs `learning_rate`, `l1`, `weight_decay` and `clip_norm` act on all that have no value of their own.
    Raises ValueError naming the setting that is wrong.
    """

    live = KNOBS
    learning_rate, l1, weight_decay, clip_norm = (shared(getattr(Descent, knob)) for knob in KNOBS)

    def __init__(self, settings: dict, own: list[dict]):
        settings = complete(settings)
        for knob in KNOBS:
            getattr(Descent, knob).check(settings[knob])
        self.own, self.knobs = own, {knob: settings[knob] for knob in KNOBS}
        self.trainings = [self._start(settings, differences) for differences in own]

    def _start(self, settings: dict, own: dict) -> Training:
        return Training(**(settings | own))

    def step(self, n: int = 1) -> None:
        """Make n steps with each that has not diverged."""
        for training in self.trainings:
            training.step(n)


def fate(results: list[dict], names: tuple[str, ...]) -> dict:
    """How far several trainings have come.

    `step` counts the steps of the one that went furthest, `divergences` has a sentence for each that stopped, else an
    empty one; `divergence` joins them once all have stopped.
    """
    reasons = tuple(result["divergence"] for result in results)
    told = " ".join(f"{name}: {reason}" for name, reason in zip(names, reasons))
    step = max(result["step"] for result in results)
    return {"step": step, "divergences": reasons, "divergence": told if all(reasons) else ""}
