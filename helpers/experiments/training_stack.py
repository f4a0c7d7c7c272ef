"""A training stack runs the same training from many seeds at once; each of its replicas goes the way it would go alone."""

from __future__ import annotations

import copy
import inspect

from ..checks import check_count
from ..menu import Menu
from ..network import Network
from .descent import Descent
from .logbook import Logbook
from .training import Training


class TrainingStack(Descent):
    """Trainings with the seeds seed, seed + 1, ..., each on its own batches; settings and knobs as for `Training`.

    `diverged_at` has an entry for each replica. One that diverges is marked; the others go on.
    Raises ValueError naming the setting that is wrong.
    """

    def __init__(self, replicas: int = 10, **settings):
        check_count("replicas", replicas)
        Descent.__init__(self, complete(settings), replicas)
        self.logbooks = [Logbook(self.split, self.settings["examples"]) for _ in range(replicas)]

    @property
    def diverged_at(self) -> list[int | None]:
        """For each replica the number of the step whose loss was nan or inf; None while all is well."""
        return list(self.divergences)

    def measure(self) -> list[dict]:
        """For each seed, what `Training.measure` returns but `divergence`."""
        return [self._measure(replica) for replica in range(len(self.logbooks))]

    def _measure(self, replica: int) -> dict:
        settings = self.settings_now() | {"seed": self.settings["seed"] + replica}
        step = self.divergences[replica] - 1 if self.divergences[replica] else self.steps
        result = settings | self.logbooks[replica].read(single(self.network, replica), step, self.l1)
        result["diverged"] |= self.divergences[replica] is not None
        return result | {"diverged_at": self.divergences[replica]}


def complete(settings: dict) -> dict:
    """The settings of a `Training`, with its defaults for those not given; UnknownName for one it does not have."""
    defaults = {name: one.default for name, one in inspect.signature(Training).parameters.items()}
    known = Menu("setting of a training", defaults)
    for name in settings:
        known[name]
    return defaults | settings


def single(stack: Network, replica: int) -> Network:
    """One network of a stack, sharing its arrays."""
    network = copy.copy(stack)
    network.replicas = None
    network.weights = [weights[replica] for weights in stack.weights]
    network.biases = [biases[replica] for biases in stack.biases]
    network.slopes = [None if slopes is None else slopes[replica] for slopes in stack.slopes]
    return network
