"""A phase map shows, for every depth and weight scale, whether signal and gradient die out, last or explode.

Layer l's weights depend on the seed and on l only, so one network contains all shallower ones: a single forward pass
gives the signal of every depth, and the gradients of all depths go back through the same matrices, side by side.
"""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_count
from ..initializers import INITIALIZERS
from ..losses import loss_and_delta
from ..network import Network, Trace, quietly
from .settings import DEEPEST, build, first_examples
from .sweep import check_axis, sweep

FORWARD = ("activation_mean", "activation_std", "zero_fraction", "saturated_fraction")
BACKWARD = ("gradient_rms", "last_gradient_rms")


def phase_map(
    depths=range(1, 51), weight_scales=tuple(np.geomspace(0.1, 10, 31)), dataset="digits", width=64, activation="ReLU",
    init="He", bias=0.0, seed=0, examples=128, gradients=True, executor=None, progress=None,
) -> dict:  # fmt: skip
    """What `measure_layers` finds for every depth and weight scale: the same numbers, in a fraction of the time.

    Returns the settings and arrays of shape (depths, weight_scales): `activation_mean`, `activation_std`, `zero_fraction`,
    `saturated_fraction` of the last hidden layer; `diverged`; and unless `gradients` is False `gradient_rms` of layer 1,
    `last_gradient_rms` of the last hidden layer and `gradient_ratio`, the first over the second (nan where both are 0).
    Columns that a stopped sweep did not reach are nan. `executor` and `progress` as in `sweep`.
    Raises ValueError naming the setting that is wrong.
    """
    weight_scales = check_axis("weight_scales", weight_scales)
    depths = sorted(set(check_axis("depths", depths)))
    for depth in depths:
        check_count("depths", depth, most=DEEPEST)
    settings = {"dataset": dataset, "width": width, "activation": activation, "init": init, "bias": bias, "seed": seed}
    common = settings | {"depths": depths, "examples": examples, "gradients": gradients}
    cells = [common | {"weight_scale": float(scale)} for scale in weight_scales]
    columns = sweep(measure_depths, cells, executor, progress)
    names = [*FORWARD, *(BACKWARD if gradients else ()), "diverged"]
    missing = dict.fromkeys(names, np.full(len(depths), np.nan))
    result = {name: np.stack([(column or missing)[name] for column in columns], axis=1) for name in names}
    if gradients:
        with np.errstate(divide="ignore", invalid="ignore"):
            result["gradient_ratio"] = result["gradient_rms"] / result["last_gradient_rms"]
    return (
        settings | {"examples": examples, "depths": np.array(depths), "weight_scales": np.array(weight_scales)} | result
    )


@quietly
def measure_depths(depths: list[int], examples: int, gradients: bool, **settings) -> dict[str, np.ndarray]:
    """One column of the map: arrays of shape (depths,), read from the deepest network."""
    network, split = build(depth=max(depths), **settings)
    x, y = first_examples(split, examples)
    trace = network.forward(x)
    last = np.array(depths) - 1
    layers = output_layers(depths, network, settings)
    outputs = np.stack([trace.activations[place] @ weights + bias for place, (weights, bias) in zip(last, layers)])
    finite = np.logical_and.accumulate(probes.finite_layers(trace))[last] & np.isfinite(outputs).all(axis=(1, 2))
    result = {name: getattr(probes, name)(trace)[last] for name in FORWARD} | {"diverged": ~finite}
    if gradients:
        deltas = loss_and_delta(outputs, y)[1]
        arriving = [delta @ weights.T for delta, (weights, _) in zip(deltas, layers)]
        result |= dict(zip(BACKWARD, backward_together(depths, trace, arriving)))
    return result


def output_layers(depths: list[int], network: Network, settings: dict) -> list[tuple[np.ndarray, np.ndarray]]:
    """(weights, biases) of the output layer for each depth: the same ones, unless the init fits them to its inputs."""
    if INITIALIZERS[settings["init"]].fit:
        networks = [build(depth=depth, **settings)[0] for depth in depths]
        return [(network.weights[-1], network.biases[-1]) for network in networks]
    return [(network.weights[-1], network.biases[-1])] * len(depths)


def backward_together(depths: list[int], trace: Trace, arriving: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """RMS of delta in layer 1 and in the last hidden layer, each of shape (depths,).

    `arriving` is the gradient by the last hidden layer's activations, one array (examples, units) for each depth. All the
    deltas that pass a layer go through its matrix as one batch.
    """
    flowing, last = np.empty((0, *arriving[0].shape), arriving[0].dtype), []
    joining = dict(zip(depths, arriving))
    for layer in reversed(range(trace.depth)):
        if len(flowing):
            flowing = (flowing.reshape(-1, flowing.shape[-1]) @ trace.weights[layer + 1].T).reshape(flowing.shape)
        if layer + 1 in joining:
            flowing = np.concatenate([joining[layer + 1][None], flowing])
        flowing *= trace.functions[layer].derivative(trace.pre_activations[layer])
        if layer + 1 in joining:
            last.insert(0, probes.rms(flowing[0]))
    return probes.rms(flowing), np.array(last)
