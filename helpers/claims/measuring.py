"""Measuring repeats one experiment from each seed, and keeps one number of each result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from ..experiments import measure_chain, measure_layers, train_seeds

SMALL = dict(width=32, batch_size=32, learning_rate=0.05, steps=300)  # a training that takes a tenth of a second a seed


def each(seeds: Sequence[int], number: Callable, **settings) -> np.ndarray:
    """`number(seed=seed, **settings)` for each seed."""
    return np.array([number(seed=seed, **settings) for seed in seeds], float)


def several(seeds: Sequence[int], trainings: int) -> range:
    """`trainings` seeds for each of the seeds, none of them twice, where one training a seed says too little."""
    return range(trainings * seeds[0], trainings * (seeds[-1] + 1))


def trained(seeds: Sequence[int], contenders: dict[str, dict], finding="test_accuracy", **settings) -> dict:
    """One finding of `train_seeds` for each contender, a name and the settings in which it differs."""
    run = SMALL | {"seed": seeds[0], "seeds": len(seeds)} | settings
    return {name: train_once(**run | extra)[finding] for name, extra in contenders.items()}


train_once = lru_cache(maxsize=256)(train_seeds)  # claims share contenders, and some read two findings of one training


def first_gradient(seed: int, **settings) -> float:
    """Gradient RMS in layer 1 of a fresh network."""
    return measure_layers(seed=seed, **settings)["gradient_rms"][0]


def gradient_ratio(seed: int, **settings) -> float:
    """Gradient RMS in layer 1 over that in the last hidden layer."""
    gradient = measure_chain(seed=seed, **settings)["gradient_rms"]
    return gradient[0] / gradient[-1]


def factor_per_layer(seed: int, depth: int, **settings) -> float:
    """What a step back multiplies the gradient's RMS by, on (geometric) average over the network's depth."""
    return gradient_ratio(seed, depth=depth, **settings) ** (1 / (depth - 1))
