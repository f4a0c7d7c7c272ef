"""How fast maps and live training are, as ratios against the plain way, taking turns in one run on one BLAS thread.

Run it from the repository's root:  python tests/benchmarks/maps.py
Every figure is processor time: the median over rounds, and the median of the ratios round by round.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import helpers  # noqa: F401, E402, I001  (sets the threads before numpy is imported)
import numpy as np  # noqa: E402

from helpers import probes  # noqa: E402
from helpers.experiments import Training, born_dead_map, phase_map  # noqa: E402
from helpers.experiments.settings import build  # noqa: E402
from tests.benchmarks.arithmetic import interleaved, ratio, row, table  # noqa: E402
from tests.benchmarks.machine import machine_and_versions  # noqa: E402

DEPTHS, SCALES = range(1, 51), np.geomspace(0.5, 2, 8).tolist()
WIDTHS, DEEPEST, NETWORKS = range(2, 11), 100, 10_000


def fresh_cell(depth, scale, gradients):
    """One cell of the phase map from a network built for it: statistics of its last layer, and both ends' gradients."""
    network, split = build("digits", depth, 64, "ReLU", "He", scale, 0.0, 0)
    trace = network.forward(split.train_inputs[:128])
    last = trace.activations[-2]
    found = [last.mean(), last.std(), (last == 0).mean(), (trace.derivatives[-1] < 0.05).mean()]
    if gradients:
        network.backward(trace, split.train_targets[:128])
        found += [probes.rms(trace.deltas[0]), probes.rms(trace.deltas[-2])]
    return found


def fresh_map(gradients):
    return [fresh_cell(depth, scale, gradients) for depth in DEPTHS for scale in SCALES]


def one_born_dead(width, rng):
    """The layer at which one network dies, followed by itself."""
    signal = np.array([[1.0], [-1.0]])
    for layer in range(1, DEEPEST):
        signal = np.maximum(signal @ rng.standard_normal((signal.shape[1], width)), 0)
        size = signal.max()
        if size == 0:
            return layer
        signal /= size
    return DEEPEST


def some_born_dead(networks, rng):
    return [one_born_dead(width, rng) for width in WIDTHS for _ in range(networks)]


def phase_maps():
    for gradients, goal in ((False, "≥ 20"), (True, "≥ 3")):
        times = interleaved(
            {"map": lambda g=gradients: phase_map(DEPTHS, SCALES, gradients=g), "cells": lambda g=gradients: fresh_map(g)}, 9
        )  # fmt: skip
        what = "forward statistics and gradients" if gradients else "forward statistics"
        row(f"phase map, {what}: a network for every cell over ours", goal, f"{ratio(times, 'cells', 'map'):.1f}×")


def born_dead():
    few, rng = 20, np.random.default_rng(0)
    times = interleaved(
        {"map": lambda: born_dead_map(WIDTHS, [DEEPEST], NETWORKS), "loop": lambda: some_born_dead(few, rng)}, 3
    )
    whole_loop = ratio(times, "loop", "map") * NETWORKS / few
    row(
        f"born-dead map, {NETWORKS:,} networks a width: a loop over single networks over ours",
        "≥ 3",
        f"{whole_loop:.0f}×",
    )
    row("born-dead map, seconds", "", f"{np.median(times['map']):.1f}")


def live_training():
    """One frame of a live lab: ten steps and a measurement on the whole training set."""
    stepping, measuring = Training(learning_rate=0.05), Training(learning_rate=0.05)

    def frame():
        measuring.step(10)
        return measuring.measure()

    times = interleaved({"steps": lambda: stepping.step(10), "frame": frame}, 20)
    row("live frame (depth 5, width 64, batch 64), ms", "< 25", f"{np.median(times['frame']) * 1e3:.1f}")
    row("the same over its ten steps alone", "", f"{ratio(times, 'frame', 'steps'):.2f}")


if __name__ == "__main__":
    print(machine_and_versions("numpy"))
    table("what", "goal", "measured")
    phase_maps()
    born_dead()
    live_training()
