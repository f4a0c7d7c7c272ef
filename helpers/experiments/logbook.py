"""A logbook reads a network in training now and then, and remembers which units were active and when each died."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .. import probes
from ..checks import check_count
from ..datasets import Split
from ..losses import loss_and_delta
from ..network import Network, Trace, quietly
from .history import History
from .layers import read_layers


class Event(NamedTuple):
    """What befell a unit between one frame and the next; `layer` and `unit` count from 0, as in `unit_history`."""

    step: int
    frame: int
    layer: int
    unit: int
    kind: str  # "born dead", "died" or "revived"


COUNTS = {"births_dead": "born dead", "deaths": "died", "revivals": "revived"}


class Logbook:
    """The frames of one training: a frame for each step at which it was read."""

    def __init__(self, split: Split, examples: int):
        check_count("examples", examples)
        self.split, self.examples = split, min(examples, len(split.train_inputs))
        # Half precision tells 0 (silent) from 1 example in 1,438 and 1 from all but one, in half the space of float32.
        self.history = History(
            step=np.int64, unit=np.float16, dead=bool, train_loss=float, test_loss=float, test_accuracy=float,
            dead_fraction=np.float32, zero_fraction=np.float32, gradient_rms=float,
        )  # fmt: skip
        self.events: list[Event] = []
        self.counts: dict[str, np.ndarray] = {}
        self.dead: np.ndarray | None = None  # (depth, width), at the last frame
        self.last_step = -1

    def read(self, network: Network, step: int, l1: float = 0.0) -> dict:
        """The keys of `Training.measure` that are not settings."""
        everything = network.forward(self.split.train_inputs)
        head = first(everything, self.examples)
        network.backward(head, self.split.train_targets[: self.examples], l1)
        finite = probes.finite_layers(everything)[:, None]
        dead = dead_units(everything, head) & finite
        diverged = probes.diverged(everything)
        result = {
            "step": step,
            "examples": self.examples,
            **read_layers(network, head),
            "diverged": diverged,
            "dead_fraction": probes.finite_only(dead.mean(axis=-1), everything),
            "unit": np.where(finite, probes.active_share(everything), np.nan),
            "dead": dead & (not diverged),
            "dead_units": dead,
            "output_range": output_range(everything),
            **scores("train", everything, self.split.train_targets),
            **scores("test", network.forward(self.split.test_inputs), self.split.test_targets),
        }
        if step > self.last_step:
            self._remember(result)
        del result["unit"], result["dead"]
        return result | self.history.arrays() | {"events": tuple(self.events)} | self._counted(dead)

    def _remember(self, result: dict) -> None:
        self.history.append(result)
        if not result["diverged"]:
            self._note_events(result["dead_units"], result["step"])
        self.last_step = result["step"]

    def _note_events(self, dead: np.ndarray, step: int) -> None:
        before = np.zeros_like(dead) if self.dead is None else self.dead
        death = "born dead" if step == 0 else "died"
        frame = len(self.history.columns["step"].rows()) - 1
        for layer, unit in np.argwhere(dead != before):
            kind = death if dead[layer, unit] else "revived"
            self.events.append(Event(step, frame, int(layer), int(unit), kind))
            self.counts.setdefault(kind, np.zeros(len(dead), int))[layer] += 1
        self.dead = dead

    def _counted(self, dead: np.ndarray) -> dict:
        """How many events of each kind there were in each layer."""
        none = np.zeros(len(dead), int)
        return {key: self.counts.get(kind, none).copy() for key, kind in COUNTS.items()}


def first(trace: Trace, examples: int) -> Trace:
    """The same Trace for its first examples only."""
    return Trace(
        trace.inputs[:examples],
        weights=trace.weights,
        functions=trace.functions,
        pre_activations=[z[:examples] for z in trace.pre_activations],
        activations=[a[:examples] for a in trace.activations],
    )


@quietly
def dead_units(everything: Trace, head: Trace) -> np.ndarray:
    """Which units no example of `everything` moves, shape (depth, width); `head` holds the first of its examples."""
    dead = np.stack(probes.dead_mask(head))
    for layer in np.flatnonzero(dead.any(axis=1)):
        # Only a unit that some examples cannot move can be dead on all: most layers need no second look.
        z = everything.pre_activations[layer]
        derivative = everything.functions[layer].derivative(z)
        dead[layer] &= ~derivative.any(axis=0) & np.isfinite(z).all(axis=0)
    return dead


@quietly
def output_range(trace: Trace) -> float:
    """The largest difference between the outputs for two examples."""
    return float(np.ptp(trace.output, axis=0).max())


@quietly
def scores(name: str, trace: Trace, targets: np.ndarray) -> dict[str, float]:
    """Mean loss (without penalties) and accuracy on the examples of a Trace; the accuracy of a regression is nan."""
    loss, _ = loss_and_delta(trace.output, targets)
    labeled = np.issubdtype(targets.dtype, np.integer)
    hits = trace.output.argmax(axis=-1) == targets if labeled else np.array(np.nan)
    finite = np.isfinite(loss)
    return {f"{name}_loss": float(loss), f"{name}_accuracy": float(hits.mean()) if finite else np.nan}
