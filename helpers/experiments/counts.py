"""Count the active units of each example: how widely the number varies, and whether it tells the classes apart."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_count
from ..datasets import DATASETS
from ..menu import Menu
from .trained import trained


def measure_counts(
    layer=1, steps=300, dataset="digits", depth=3, width=64, activation="ReLU", init="He",
    l1=0.0, learning_rate=0.1, seed=0, batch_size=64, split="train",
) -> dict:  # fmt: skip
    """How many units of one `layer` are active on each example of a `split`, "train" or "test"; 1 is the layer next to the input.

    Returns the settings; `active_units` (examples,); `count_share` (width + 1,), the share of examples with 0, 1, 2, ... active units, and
    `coin_share`, what it would be if each unit came up as often as it does, but independently of the others;
    `count_mean`, `count_std`, `coin_std`; `class_mean` and `class_std` (classes,); `class_share`, the part of the
    counts' variance that lies between the classes; `diverged`. A regression is one class.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    del settings["layer"], settings["steps"], settings["split"]
    network, (inputs, labels) = trained(steps, **settings), examples_of(split, dataset)
    check_count("layer", layer, most=depth)
    trace = network.forward(inputs)
    active = trace.activations[layer - 1] != 0
    often, counts = active.mean(axis=0), active.sum(axis=1)
    labels = labels if np.issubdtype(labels.dtype, np.integer) else np.zeros(len(counts), int)
    groups = [counts[labels == label] for label in range(labels.max() + 1)]
    class_mean = np.array([group.mean() for group in groups])
    return settings | {
        "layer": layer,
        "steps": steps,
        "split": split,
        "weight_scale": 1.0,
        "bias": 0.0,
        "active_units": counts,
        "count_share": np.bincount(counts, minlength=active.shape[1] + 1) / len(counts),
        "coin_share": independent(often),
        "count_mean": float(counts.mean()),
        "count_std": float(counts.std()),
        "coin_std": float(np.sqrt((often * (1 - often)).sum())),
        "class_mean": class_mean,
        "class_std": np.array([group.std() for group in groups]),
        "class_share": float(np.var(class_mean[labels]) / counts.var()) if counts.var() else 0.0,
        "diverged": probes.diverged(trace),
    }


def examples_of(split: str, dataset: str) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets to train on, or to test on."""
    loaded = DATASETS[dataset].load()
    return Menu("split", {"train": loaded[:2], "test": loaded[2:]})[split]


def independent(often: np.ndarray) -> np.ndarray:
    """The law of the number of coins that show heads, where coin i does so with probability often[i]: (coins + 1,)."""
    law = np.ones(1)
    for probability in often:
        law = np.convolve(law, [1 - probability, probability])
    return law
