"""A killing pushes half of one layer below zero in the middle of a training and lets it go on, to see who comes back."""

from __future__ import annotations

import inspect

import numpy as np

from .. import probes
from ..checks import check_count, check_number
from .sweeps import check_axis, sweep
from .training import Training


class Killing(Training):
    """A `Training` in which half of the units of layer `killed_layer` are killed after `kill_at` steps.

    The bias of each is lowered until the training example that comes closest to firing it lies `margin` below zero.
    Weights, momentum and Adam's averages stay as they are. Raises ValueError naming the setting that is wrong.
    """

    def __init__(self, killed_layer=1, margin=1.0, kill_at=20, **settings):
        super().__init__(**settings)
        check_count("killed_layer", killed_layer, most=self.settings["depth"])
        check_number("margin", margin, 0.01, 1e6)
        check_count("kill_at", kill_at, least=0)
        self.settings |= {"killed_layer": killed_layer, "margin": margin, "kill_at": kill_at}
        self.layer = killed_layer - 1
        self.killed = slice(-(-self.settings["width"] // 2))
        if kill_at == 0:
            self._kill()

    # A lab reads from here which arguments there are.
    __signature__ = inspect.Signature(
        [
            parameter
            for function in (Training, __init__)
            for parameter in inspect.signature(function).parameters.values()
            if parameter.name not in ("self", "settings")
        ]
    )

    @property
    def incoming(self) -> np.ndarray:
        """Weights and bias of each killed unit, (fan_in + 1, killed units)."""
        network = self.network
        return np.vstack([network.weights[self.layer][:, self.killed], network.biases[self.layer][self.killed]])

    @property
    def alive(self) -> np.ndarray:
        """Which of the killed units some training example moves."""
        return ~probes.dead_mask(self.network.forward(self.split.train_inputs))[self.layer][self.killed]

    def _step(self) -> None:
        super()._step()
        if self.steps == self.settings["kill_at"] and not self.stopped:
            self._kill()

    def _kill(self) -> None:
        z = self.network.forward(self.split.train_inputs).pre_activations[self.layer][:, self.killed]
        bias = self.network.biases[self.layer].copy()
        bias[self.killed] -= z.max(axis=0) + np.float32(self.settings["margin"])
        self.network.biases[self.layer] = bias


def count_revivals(layers=(1, 2, 3, 4, 5), seeds=3, steps=200, frames=20, executor=None, progress=None, **settings):
    """Kill half of one layer, train on for `steps`, and count who comes back; for each of `layers` with each seed.

    Returns the settings, `layers`, and arrays of shape (layers, seeds): `killed` units; `revived`, how many of them were
    alive at one at least of `frames` measurements, evenly spaced; `alive` at the end; `largest_change` of any of their
    weights and biases since. nan where the training diverged. `executor` and `progress` as in `sweep`.
    Raises ValueError naming the setting that is wrong.
    """
    check_count("seeds", seeds)
    check_count("steps", steps, least=0)
    check_count("frames", frames)
    first = settings.pop("seed", 0)
    check_count("seed", first, least=0)
    cells = [
        settings | {"killed_layer": layer, "seed": first + seed, "steps": steps, "frames": frames}
        for layer in check_axis("layers", layers)
        for seed in range(seeds)
    ]
    nothing = dict.fromkeys(("killed", "revived", "alive", "largest_change"), np.nan)
    found = [one or nothing for one in sweep(follow, cells, executor, progress)]
    tables = {name: np.array([one[name] for one in found], float).reshape(-1, seeds) for name in nothing}
    return settings | {"layers": list(layers), "seeds": seeds, "steps": steps} | tables


def follow(steps: int, frames: int, **settings) -> dict | None:
    """What became of the units of one killing; None if it diverged."""
    killing = Killing(**settings)
    killing.step(killing.settings["kill_at"])
    before, seen = killing.incoming, []
    for part in np.diff(np.linspace(0, steps, frames + 1).astype(int)):
        killing.step(int(part))
        seen.append(killing.alive)
    if killing.stopped:
        return None
    return {
        "killed": len(seen[-1]),
        "revived": np.any(seen, axis=0).sum(),
        "alive": seen[-1].sum(),
        "largest_change": np.abs(killing.incoming - before).max(),
    }
