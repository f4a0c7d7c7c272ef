"""Change an input a little: which units change sides, and how far the code moves."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_number
from ..datasets import DATASETS
from ..network import Trace, quietly
from .settings import first_examples
from .trained import trained

DIRECTION = 2**31 + 2  # set apart from what seeds weights and batches


def measure_overlap(
    change=0.1, steps=300, dataset="digits", depth=3, width=64, activation="ReLU", init="He",
    l1=0.0, learning_rate=0.1, seed=0, examples=256,
) -> dict:  # fmt: skip
    """Move each input by `change` times its own length in a random direction, and compare the codes before and after.

    Returns the settings and arrays of shape (depth,), input side first, means over the examples: `overlap`, the units
    active both times over those active either time (Jaccard's index); `side_overlap`, the same for units whose
    pre-activation is above 0, for activations that are never off; `other_overlap` and `other_side_overlap`, the same
    between different examples; `changed_share`, the share of activations that changed at all; `code_change`, the RMS
    distance that the code moved over that between the codes of different examples. `diverged`.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["examples"], settings["change"], settings["steps"]
    check_number("change", change, least=0)
    network = trained(steps, **settings)
    x, _ = first_examples(DATASETS[dataset].load(), examples)
    here, there = network.forward(x), network.forward(x + change * direction(x, seed))
    other = network.forward(np.roll(x, 1, axis=0))
    moved, apart = distances(here, there), distances(here, other)
    with np.errstate(divide="ignore", invalid="ignore"):
        code_change = moved / apart
    return settings | {
        "change": change,
        "steps": steps,
        "examples": len(x),
        "weight_scale": 1.0,
        "bias": 0.0,
        "overlap": probes.active_overlap(here, there),
        "other_overlap": probes.active_overlap(here, other),
        "side_overlap": probes.active_overlap(sides(here), sides(there)),
        "other_side_overlap": probes.active_overlap(sides(here), sides(other)),
        "changed_share": changed_share(here, there),
        "code_change": code_change,
        "diverged": probes.diverged(here),
    }


def direction(x: np.ndarray, seed: int) -> np.ndarray:
    """For each input a random vector of its own length."""
    drawn = np.random.default_rng([seed, DIRECTION]).standard_normal(x.shape)
    lengths = np.linalg.norm(x, axis=1, keepdims=True) / np.linalg.norm(drawn, axis=1, keepdims=True)
    return (drawn * lengths).astype(x.dtype)


def sides(trace: Trace) -> Trace:
    """A Trace in which those units are active whose pre-activation is above 0."""
    above = [z > 0 for z in trace.pre_activations]
    return Trace(trace.inputs, trace.weights, trace.functions, trace.pre_activations, above)


@quietly
def distances(one: Trace, other: Trace) -> np.ndarray:
    """RMS distance between the codes of two Traces, in each hidden layer."""
    pairs = zip(probes.hidden(one.activations, one), probes.hidden(other.activations, other))
    return np.array([probes.rms(a - b) for a, b in pairs])


def changed_share(one: Trace, other: Trace) -> np.ndarray:
    """Share of the activations that are not the same in two Traces, in each hidden layer; nan where it diverged."""
    pairs = zip(probes.hidden(one.activations, one), probes.hidden(other.activations, other))
    return probes.finite_only(np.array([(a != b).mean() for a, b in pairs]), one)
