"""A descent takes a network, or a stack of them, down its loss step by step, and stops when the loss is no number any more."""

from __future__ import annotations

import numpy as np

from ..checks import check_count, check_number
from ..network import Trace
from ..optimizers import OPTIMIZERS, update
from .batches import Batches
from .settings import build

BUILT_FROM = (
    "dataset", "depth", "width", "activation", "init", "weight_scale", "bias", "seed", "slope", "training_examples", "input_shift",
)  # fmt: skip
KNOBS = ("learning_rate", "l1", "weight_decay", "clip_norm")


class Knob:
    """A number, 0 or more, that may be turned while the training runs; ValueError if it cannot be one."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, descent, owner=None):
        return self if descent is None else descent.__dict__[self.name]

    def __set__(self, descent, value):
        self.check(value)
        descent.__dict__[self.name] = None if value is None else float(value)

    def check(self, value):
        check_number(self.name, value, least=0)


class OptionalKnob(Knob):
    """A knob that None switches off."""

    def check(self, value):
        if value is not None:
            super().check(value)


class Descent:
    """The steps of a training, without any measurement; `replicas` stacks networks of the seeds seed, seed + 1, ...

    `divergences` has an entry for each replica: the number of the step whose loss was nan or inf, else None.
    """

    learning_rate, l1, weight_decay, clip_norm = Knob(), Knob(), Knob(), OptionalKnob()

    def __init__(self, settings: dict, replicas: int | None = None):
        self.settings = settings
        for knob in KNOBS:
            setattr(self, knob, settings[knob])
        self.network, self.split = build(**{name: settings[name] for name in BUILT_FROM}, replicas=replicas)
        self.optimizer = OPTIMIZERS[settings["optimizer"]]()
        seeds = [settings["seed"] + replica for replica in range(replicas or 1)]
        self.batches = Batches(len(self.split.train_inputs), settings["batch_size"], seeds)
        self.steps = 0
        self.divergences: list[int | None] = [None] * len(seeds)
        self.trace: Trace | None = None

    @property
    def stopped(self) -> bool:
        """True when no network is left that has not diverged."""
        return None not in self.divergences

    def step(self, n: int = 1) -> None:
        """Make n steps, fewer if the training diverges."""
        check_count("n", n, least=0)
        for _ in range(n):
            if self.stopped:
                return
            self._step()

    def _step(self) -> None:
        rows = self.batches.next() if self.network.replicas else self.batches.next()[0]
        self.trace = self.network.forward(self.split.train_inputs[rows])
        self.network.backward(self.trace, self.split.train_targets[rows], self.l1)
        self._note_divergence()
        if not self.stopped:
            update(
                self.network, self.trace, self.optimizer, self.learning_rate,
                weight_decay=self.weight_decay, clip_norm=self.clip_norm,
            )  # fmt: skip
            self.steps += 1

    def _note_divergence(self) -> None:
        for replica in np.flatnonzero(~np.isfinite(np.atleast_1d(self.trace.loss))):
            if self.divergences[replica] is None:
                self.divergences[replica] = self.steps + 1

    def explain_divergence(self) -> str:
        """The step that stopped the training and what broke in it, in words; empty while all is well."""
        if not self.stopped:
            return ""
        layers = [layer for layer, z in enumerate(self.trace.pre_activations, 1) if not np.isfinite(z).all()]
        place = "the output layer" if layers == [len(self.network.weights)] else f"layer {layers[0]}" if layers else ""
        why = f"the numbers in {place} outgrew {self.network.dtype}" if layers else "the error is too large to square"
        return f"Step {self.steps + 1} stopped the training: its loss is {np.min(self.trace.loss)}, because {why}."

    def settings_now(self) -> dict:
        """The settings, with the knobs as they stand."""
        return self.settings | {name: getattr(self, name) for name in KNOBS}
