"""A phase map shows, for every depth and weight scale, whether signal and gradient die out, last or explode.

Layer l's weights depend on the seed and on l only, so one network contains all shallower ones: a single forward pass
gives the signal of every depth, and the gradients of all depths go back through the same matrices, side by side.
"""

from __future__ import annotations

import copy

import numpy as np

from .. import probes
from ..checks import check_choice, check_count, check_number
from ..initializers import INITIALIZERS
from ..losses import loss_and_delta
from ..network import Network, Trace, quietly
from .settings import DEEPEST, build, first_examples
from .sweeps import check_axis, sweep

SCALES = tuple(np.geomspace(0.1, 10, 31).tolist())
# Weight scales that share one drawing of the weights; a sweep can be stopped after each group.
GROUP = 8
FORWARD = ("activation_mean", "activation_std", "zero_fraction", "saturated_fraction")
BACKWARD = ("gradient_rms", "last_gradient_rms", "gradient_ratio")


def phase_map(
    depths=range(1, 51), weight_scales=SCALES, dataset="digits", width=64, activation="ReLU",
    init="He", bias=0.0, seed=0, examples=128, gradients=True, executor=None, progress=None,
) -> dict:  # fmt: skip
    """What `measure_layers` finds for every depth and weight scale: the same numbers, in a fraction of the time.

    Returns the settings and arrays of shape (depths, weight_scales): `activation_mean`, `activation_std`, `zero_fraction`,
    `saturated_fraction` of the last hidden layer; `diverged`; and unless `gradients` is False `gradient_rms` of layer 1,
    `last_gradient_rms` of the last hidden layer and `gradient_ratio`, the first over the second (nan where both are 0).
    Columns that a stopped sweep did not reach are nan. `executor` and `progress` as in `sweep`.
    Raises ValueError naming the setting that is wrong.
    """
    depths, weight_scales = check_axes(depths, weight_scales)
    check_choice("gradients", gradients)
    settings = {"dataset": dataset, "width": width, "activation": activation, "init": init, "bias": bias, "seed": seed}
    common = settings | {"depths": depths, "examples": examples, "gradients": gradients}
    groups = [weight_scales[start : start + GROUP] for start in range(0, len(weight_scales), GROUP)]
    found = sweep(measure_columns, [common | {"weight_scales": group} for group in groups], executor, progress)
    names = (*FORWARD, "diverged", *(BACKWARD if gradients else ()))
    missing = dict.fromkeys(names, np.full(len(depths), np.nan))
    columns = [column for group, some in zip(groups, found) for column in some or [missing] * len(group)]
    result = {name: np.stack([column[name] for column in columns], axis=1) for name in names}
    axes = {"depths": np.array(depths), "weight_scales": np.array(weight_scales)}
    return settings | {"examples": examples} | axes | result


def check_axes(depths, weight_scales) -> tuple[list[int], list[float]]:
    """The depths in order, and the weight scales; ValueError for one that makes no network."""
    depths, weight_scales = check_axis("depths", depths), check_axis("weight_scales", weight_scales)
    for depth in depths:
        check_count("depths", depth, most=DEEPEST)
    for scale in weight_scales:
        check_number("weight_scales", scale, -1e6, 1e6)
    return sorted({int(depth) for depth in depths}), [float(scale) for scale in weight_scales]


def measure_columns(weight_scales: list[float], depths: list[int], examples: int, gradients: bool, **settings) -> list:
    """The map's columns for these weight scales, of weights that are drawn once."""
    # In double precision, in which a Network scales what was drawn before it rounds it.
    settings |= {"weight_scale": 1.0, "dtype": np.float64}
    drawn, split = build(depth=max(depths), **settings)
    weights, biases = output_layers(depths, drawn, settings)
    x, y = first_examples(split, examples)
    targets = y if gradients else None
    return [
        measure_column(depths, scaled(drawn, scale), (scale * weights).astype(np.float32), biases, x, targets)
        for scale in weight_scales
    ]


def output_layers(depths: list[int], drawn: Network, settings: dict) -> tuple[np.ndarray, np.ndarray]:
    """Weights (depths, units, outputs) and biases (depths, 1, outputs) of the output layers, in the order of the depths.

    One entry stands for all depths unless the init fits weights to their inputs.
    """
    fitted = INITIALIZERS[settings["init"]].fit is not None
    networks = [build(depth=depth, **settings)[0] for depth in depths] if fitted else [drawn]
    weights, biases = (np.stack([getattr(network, name)[-1] for network in networks]) for name in ("weights", "biases"))
    return weights, biases[:, None].astype(np.float32)


def scaled(drawn: Network, weight_scale: float) -> Network:
    """The single-precision network with these weights times `weight_scale`."""
    network = copy.copy(drawn)
    network.dtype = np.dtype(np.float32)
    network.weights = [(weight_scale * weights).astype(np.float32) for weights in drawn.weights]
    network.biases = [bias.astype(np.float32) for bias in drawn.biases]
    network.slopes = [None if slope is None else slope.astype(np.float32) for slope in drawn.slopes]
    return network


@quietly
def measure_column(depths, network: Network, output_weights, output_biases, x, y) -> dict[str, np.ndarray]:
    """One column of the map: arrays of shape (depths,), read from the deepest network; no gradients if y is None."""
    trace = network.forward(x)
    last = np.array(depths) - 1
    outputs = np.stack([trace.activations[layer] for layer in last]) @ output_weights + output_biases
    finite = np.logical_and.accumulate(probes.finite_layers(trace))[last] & np.isfinite(outputs).all(axis=(1, 2))
    result = {name: getattr(probes, name)(trace)[last] for name in FORWARD} | {"diverged": ~finite}
    if y is not None:
        arriving = loss_and_delta(outputs, y)[1] @ output_weights.mT
        near, far = backward_together(depths, trace, arriving)
        result |= {"gradient_rms": near, "last_gradient_rms": far, "gradient_ratio": near / far}
    return result


def backward_together(depths: list[int], trace: Trace, arriving: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """RMS of delta in layer 1 and in the last hidden layer, each of shape (depths,).

    `arriving` is the gradient by the last hidden layer's activations, shape (depths, examples, units). All the deltas that
    pass a layer go through its matrix as one batch.
    """
    flowing, last = arriving[:0], []
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
