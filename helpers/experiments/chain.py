"""Take backpropagation's chain apart: the factor each layer multiplies the gradient by, its weight and its derivative part."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..network import Network, Trace, quietly
from .settings import one_pass


def measure_chain(
    dataset="digits", depth=10, width=64, activation="sigmoid", init="Xavier",
    weight_scale=1.0, bias=0.0, seed=0, examples=256,
) -> dict:  # fmt: skip
    """The chain of factors from the output's delta down to layer 1's.

    Returns the settings and arrays of shape (depth,), input side first: `weight_part`, the RMS of delta_{l+1} @ W_{l+1}.T
    over that of delta_{l+1}; `derivative_part`, what multiplying by f'(z_l) then leaves of it; `gradient_rms`, the RMS of
    delta_l, which is `output_gradient_rms` times all factors on the way; `open_path_share`, the share of paths from the
    output down to that layer on which every unit's derivative is not zero; `diverged`.
    Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    network, _, trace = one_pass(**settings)
    gradient, arriving = probes.gradient_rms(trace), arriving_rms(network, trace)
    output_gradient = float(probes.rms(trace.deltas[-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight_part = arriving / np.append(gradient[1:], output_gradient)
        derivative_part = gradient / arriving
    return settings | {
        "examples": len(trace.inputs),
        "gradient_rms": gradient,
        "output_gradient_rms": output_gradient,
        "weight_part": weight_part,
        "derivative_part": derivative_part,
        "open_path_share": open_path_share(trace),
        "diverged": probes.diverged(trace),
    }


@quietly
def arriving_rms(network: Network, trace: Trace) -> np.ndarray:
    """RMS of delta_{l+1} @ W_{l+1}.T for each hidden layer l: the gradient before the derivative has its say."""
    return np.array([probes.rms(delta @ matrix.T) for delta, matrix in zip(trace.deltas[1:], network.weights[1:])])


def open_path_share(trace: Trace) -> np.ndarray:
    """Share of the paths from the output down to each hidden layer that no zero derivative closes, mean over examples."""
    open_units = np.array([(derivative != 0).mean(axis=-1) for derivative in trace.derivatives])
    return np.cumprod(open_units[::-1], axis=0)[::-1].mean(axis=-1)
