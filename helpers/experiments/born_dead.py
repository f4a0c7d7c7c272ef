"""A network is born dead when it is constant before training has begun: too narrow and too deep for ReLU.

The networks have one input, zero biases and weights symmetric about zero, as in Lu et al. 2019. Scaling their input by a
positive number scales every layer by it, so x = +1 and x = -1 stand for all inputs, and each layer may be rescaled.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ..checks import check_count
from ..theory import born_dead_bounds
from .sweeps import check_axis, sweep

# So many weights at a time stay in a core's cache, which is a fifth faster than drawing all networks at once.
DRAW = 200_000
WIDTHS, DEPTHS = range(2, 11), range(2, 62)  # of the map that is kept; its depths count the output layer


def born_dead_probability(width: int, depth: int, networks: int = 10_000, seed: int = 0) -> tuple[float, float]:
    """(estimate, standard error) of the probability that a ReLU network is born dead, from `networks` random ones.

    `depth` counts the output layer: depth - 1 hidden layers of `width` units.
    Raises ValueError for counts that make no network.
    """
    check_count("depth", depth, least=2)
    probability = dead_shares(width, depth, networks, seed)[-1]
    return float(probability), float(standard_error(probability, networks))


def born_dead_map(
    widths=range(2, 11), depths=range(2, 101), networks: int = 10_000, seed: int = 0, executor=None, progress=None
) -> dict:
    """The probability of being born dead for every width and depth.

    Returns `widths`, `depths`, `networks`, `seed`, and arrays of shape (widths, depths): `probability`, `standard_error`,
    and `lower_bound`, `upper_bound` of theory. Rows that a stopped sweep did not reach are nan.
    Raises ValueError for counts that make no network; `executor` and `progress` as in `sweep`.
    """
    widths, depths = check_axis("widths", widths), check_axis("depths", depths)
    for width in widths:
        check_count("widths", width)
    for depth in depths:
        check_count("depths", depth, least=2)
    widths, depths = np.array(widths), np.array(depths)
    common = {"depth": int(depths.max()), "networks": networks, "seed": seed}
    cells = [common | {"width": int(width)} for width in widths]
    probability = np.full((len(widths), len(depths)), np.nan)
    for row, shares in zip(probability, sweep(dead_shares, cells, executor, progress)):
        if shares is not None:
            row[:] = shares[depths - 2]
    bounds = np.array([[born_dead_bounds(int(width), int(depth)) for depth in depths] for width in widths])
    return {
        "widths": widths, "depths": depths, "networks": networks, "seed": seed,
        "probability": probability, "standard_error": standard_error(probability, networks),
        "lower_bound": bounds[..., 0], "upper_bound": bounds[..., 1],
    }  # fmt: skip


@cache
def kept_map(networks: int, seed: int) -> dict:
    """`born_dead_map` of `WIDTHS` and `DEPTHS`, which a lab asks for at every move of a slider."""
    found = born_dead_map(WIDTHS, DEPTHS, networks, seed)
    for array in found.values():
        if isinstance(array, np.ndarray):
            array.flags.writeable = False  # all callers are given the same ones
    return found


def measure_born_dead(width=2, depth=9, networks=2000, seed=0) -> dict:
    """How often a network of `depth` hidden layers of `width` units is born dead, and the map on which it is a cell.

    `depth` counts hidden layers only, as everywhere but in `born_dead_map`. Returns `probability`, `standard_error`,
    `lower_bound`, `upper_bound` of the cell; `map_widths` (2 to 10), `map_depths` (1 to 60 hidden layers) and arrays of
    shape (widths, depths): `map_probability`, `map_lower`, `map_upper`. Raises ValueError for a cell that is not on the map.
    """
    check_count("width", width, least=WIDTHS[0], most=WIDTHS[-1])
    check_count("depth", depth, most=DEPTHS[-1] - 1)
    check_count("networks", networks)
    check_count("seed", seed, least=0)
    found = kept_map(networks, seed)
    cell = width - WIDTHS[0], depth + 1 - DEPTHS[0]
    return {
        **{"width": width, "depth": depth, "networks": networks, "seed": seed},
        **{key: float(found[key][cell]) for key in ("probability", "standard_error", "lower_bound", "upper_bound")},
        **{"map_widths": found["widths"], "map_depths": found["depths"] - 1, "map_probability": found["probability"]},
        **{"map_lower": found["lower_bound"], "map_upper": found["upper_bound"]},
    }


def standard_error(probability, networks: int):
    return np.sqrt(probability * (1 - probability) / networks)


def dead_shares(width: int, depth: int, networks: int, seed: int) -> np.ndarray:
    """Share of networks dead after each hidden layer, shape (depth - 1,): each depth is read from the deepest networks."""
    check_count("width", width)
    check_count("networks", networks)
    check_count("seed", seed, least=0)
    rng = np.random.default_rng([seed, width])
    parts = max(1, networks * width**2 // DRAW)
    # A part has its own generator, so that a deeper run contains the shallower one.
    groups = zip(np.array_split(np.arange(networks), parts), rng.spawn(parts))
    return sum(deaths(width, depth, len(group), generator) for group, generator in groups) / networks


def deaths(width: int, depth: int, networks: int, rng: np.random.Generator) -> np.ndarray:
    """How many of the networks are zero at both inputs after each hidden layer, shape (depth - 1,)."""
    signal = np.tile(np.array([[1], [-1]], np.float32), (networks, 1, 1))  # (networks, two inputs, units)
    dead = np.empty(depth - 1, int)
    for layer in range(depth - 1):
        weights = rng.standard_normal((len(signal), signal.shape[2], width), dtype=np.float32)
        signal = np.maximum(signal @ weights, 0)
        size = signal.max(axis=(1, 2), keepdims=True)
        alive = size[:, 0, 0] > 0
        signal = signal[alive] / size[alive]
        dead[layer] = networks - len(signal)
    return dead
