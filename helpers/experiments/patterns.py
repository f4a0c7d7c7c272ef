"""A pattern is the set of units that an input activates in a layer; n units could show as many as 2^n."""

from __future__ import annotations

import numpy as np

from .. import probes
from ..checks import check_count
from ..network import Network
from .settings import WIDEST


def measure_patterns(inputs=2, units=8, activation="ReLU", init="He", examples=20_000, seed=0) -> dict:
    """Count the patterns that `examples` standard normal inputs of so many dimensions find in one fresh layer.

    Returns the settings and `patterns`. Raises ValueError naming the setting that is wrong.
    """
    settings = dict(locals())
    for name, most in (("inputs", WIDEST), ("units", WIDEST), ("examples", None)):
        check_count(name, settings[name], most=most)
    network = Network([inputs, units, 1], activation, init, seed=seed)
    x = np.random.default_rng(seed).standard_normal((examples, inputs), dtype=np.float32)
    return settings | {"patterns": int(probes.distinct_codes(network.forward(x))[0])}
