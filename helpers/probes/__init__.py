"""A probe reads numbers out of a Trace, one for each hidden layer, unit or direction, and changes nothing.

PROBES, the list at the end of this file, is the menu of what a picture can draw. To add a probe, write a function of a
`trace: Trace` in one of the files here: its docstring's first sentence says what it means, `@of_traces` refuses what is
no Trace, `per_layer` measures each hidden layer, and `finite_only` answers with nan where one diverged. Then import it
below, and add one line to the list.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ..menu import Menu
from .activity import (
    SATURATED_BELOW,
    activation_histogram,
    activation_mean,
    activation_std,
    pre_activation_rms,
    saturated_fraction,
    zero_fraction,
)
from .codes import active_overlap, distinct_codes, linear_probe_accuracy
from .gradients import gradient_rms, update_to_weight_ratio, weight_gradient_rms
from .reading import diverged, finite_layers, finite_only, hidden, per_layer, rms, rms_of_each
from .spectra import effective_rank, jacobian, jacobian_singular_values, mean_singular_value, singular_values
from .units import (
    active_share,
    dead_fraction,
    dead_mask,
    dormant_fraction,
    positive_share,
    silent_fraction,
    silent_mask,
)


@dataclass(frozen=True)
class Probe:
    """A function of a Trace, and what its numbers mean.

    `measure(trace)` answers with nan where a layer diverged, else with numbers from `low` to `high`, in `unit`.
    `per` says their shape: "layer" (..., depth); "layer and bin" (..., depth, bins); "unit" a list of (..., units), one a layer;
    "direction" (..., directions), of the hidden layers as a whole.
    `reads` names what `measure` takes, where that is not one Trace.
    """

    measure: Callable
    unit: str
    low: float = 0.0
    high: float = math.inf
    per: str = "layer"
    reads: tuple[str, ...] = ("trace",)

    @property
    def name(self) -> str:
        return self.measure.__name__

    @property
    def meaning(self) -> str:
        """One sentence: the first line of the function's docstring."""
        return self.measure.__doc__.splitlines()[0]


PROBES: dict[str, Probe] = Menu(
    "probe",
    {
        probe.name: probe
        for probe in (
            Probe(gradient_rms, "loss per unit of pre-activation"),
            Probe(weight_gradient_rms, "loss per unit of weight"),
            Probe(update_to_weight_ratio, "share of the weights", reads=("before", "after")),
            Probe(activation_mean, "activation", low=-math.inf),
            Probe(activation_std, "activation"),
            Probe(activation_histogram, "share of activations", high=1.0, per="layer and bin"),
            Probe(pre_activation_rms, "pre-activation"),
            Probe(zero_fraction, "share of activations", high=1.0),
            Probe(saturated_fraction, "share of activations", high=1.0),
            Probe(active_share, "share of examples", high=1.0, per="unit"),
            Probe(positive_share, "share of examples", high=1.0, per="unit"),
            Probe(silent_mask, "true or false", high=1.0, per="unit"),
            Probe(dead_mask, "true or false", high=1.0, per="unit"),
            Probe(silent_fraction, "share of units", high=1.0),
            Probe(dead_fraction, "share of units", high=1.0),
            Probe(dormant_fraction, "share of units", high=1.0),
            Probe(mean_singular_value, "output change per input change"),
            Probe(jacobian_singular_values, "output change per input change", per="direction"),
            Probe(effective_rank, "directions"),
            Probe(distinct_codes, "codes", low=1.0),
            Probe(active_overlap, "share of active units", high=1.0, reads=("one", "other")),
            Probe(
                linear_probe_accuracy, "share of test examples", high=1.0,
                reads=("train", "train_labels", "test", "test_labels"),
            ),
        )
    },
)  # fmt: skip

__all__ = [
    "PROBES", "SATURATED_BELOW", "Probe", "diverged", "finite_layers", "finite_only", "hidden", "jacobian",
    "per_layer", "rms", "rms_of_each", "singular_values", *PROBES,
]  # fmt: skip
