"""Measure each layer of a fresh network: how large its gradient is, how far its activations spread, who is switched off."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..datasets import Split
from ..network import Network, Trace, quietly
from ..theory import predicted_activation_std, predicted_gradient_rms, propagate
from .settings import one_pass


def measure_layers(
    dataset="digits", depth=10, width=64, activation="ReLU", init="He",
    weight_scale=1.0, bias=0.0, seed=0, examples=256, slope=None,
) -> dict:  # fmt: skip
    """One forward and backward pass through a fresh network, read layer by layer.

    Returns the settings and arrays of shape (depth,), input side first: `gradient_rms` (RMS of the derivative of one
    example's loss by a pre-activation), `predicted_gradient_rms` (mean-field theory for the same), `weight_gradient_rms`,
    `activation_mean`, `activation_std` (and `predicted_activation_std`), `zero_fraction`, `saturated_fraction`, `dead_fraction`; `loss`; `diverged`.
    Dead is judged on the whole training set, everything else on its first `examples`. `slope` is the one below zero, for an
    activation that has such a slope; None takes the menu's.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    network, split, trace = one_pass(**settings)
    return settings | {
        "examples": len(trace.inputs),
        **read_layers(network, trace),
        "dead_fraction": dead_fraction(network, trace, split),
    }


def read_layers(network: Network, trace: Trace) -> dict:
    """What a backpropagated Trace tells of each layer, and what theory expects: the keys of `measure_layers`."""
    return {
        "gradient_rms": probes.gradient_rms(trace),
        "weight_gradient_rms": probes.weight_gradient_rms(trace),
        "activation_mean": probes.activation_mean(trace),
        "activation_std": probes.activation_std(trace),
        "zero_fraction": probes.zero_fraction(trace),
        "saturated_fraction": probes.saturated_fraction(trace),
        "loss": float(trace.loss),
        "diverged": probes.diverged(trace),
        **predict(network, trace),
    }


def predict(network: Network, trace: Trace, groups: int = 8) -> dict[str, np.ndarray]:
    """What theory expects of this network's weights and inputs, given the measured delta at the output.

    Examples differ in length, so they are predicted in `groups` of similar length.
    """
    lengths = np.sort(np.square(trace.inputs, dtype=float).mean(axis=1))
    squares, means, variances = laws_of(network)
    classes = [group.mean() for group in np.array_split(lengths, min(groups, len(lengths)))]
    wave = propagate(trace.functions, network.widths, squares, means, variances, classes)
    output_gradient = float(probes.rms(trace.deltas[-1]))
    return {
        "predicted_gradient_rms": predicted_gradient_rms(wave, network.widths, squares, output_gradient),
        "predicted_activation_std": predicted_activation_std(wave),
    }


def laws_of(network: Network) -> tuple[np.ndarray, list[float], list[float]]:
    """What theory takes for the law of each layer: the mean square of its weights, and its biases' mean and variance."""
    squares = np.square(probes.rms_of_each(network.weights))
    means, variances = zip(*((bias.mean(dtype=float), bias.var(dtype=float)) for bias in network.biases))
    return squares, [*means], [*variances]


@quietly
def dead_fraction(network: Network, trace: Trace, split: Split) -> np.ndarray:
    """Share of units in each hidden layer that no training example moves; `trace` holds the first examples.

    The other examples are shown a few at a time, and only to layers where some unit has not been moved by any so far.
    """
    dead = probes.dead_mask(trace)
    for chunk in np.array_split(split.train_inputs[len(trace.inputs) :], 2):
        waiting = [layer for layer, mask in enumerate(dead) if mask.any()]
        if not waiting or not len(chunk):
            break
        for layer, (z, _) in zip(range(waiting[-1] + 1), network.flow(chunk)):
            if layer in waiting:
                dead[layer] &= ~trace.functions[layer].derivative(z).any(axis=0)
    return probes.finite_only(np.array([mask.mean() for mask in dead]), trace)
