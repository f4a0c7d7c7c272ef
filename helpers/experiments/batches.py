"""A batch is the handful of training examples that one step learns from, drawn without repeats until all were seen."""

from __future__ import annotations

import numpy as np

from ..checks import check_count

# Set apart from the layer numbers that seed a network's weights.
ORDER = 2**31 + 1


class Batches:
    """An endless run of batches for each of the seeds: numbers of examples, shape (seeds, size).

    Each pass through the examples has an order of its own; what is left at its end and fills no batch is skipped.
    """

    def __init__(self, examples: int, size: int, seeds: list[int]):
        check_count("batch_size", size, most=examples)
        self.examples, self.size = examples, size
        self.generators = [np.random.default_rng([seed, ORDER]) for seed in seeds]
        self.place = examples

    def next(self) -> np.ndarray:
        if self.place + self.size > self.examples:
            self.orders = np.stack([generator.permutation(self.examples) for generator in self.generators])
            self.place = 0
        self.place += self.size
        return self.orders[:, self.place - self.size : self.place]
