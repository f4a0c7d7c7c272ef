"""A trained network is remembered: a slider that changes only what is asked of it need not train it again."""

from __future__ import annotations

from functools import lru_cache

from ..activations import ACTIVATIONS
from ..checks import check_count, check_plain
from ..network import Network
from .training import Training


def trained(steps: int, activation: str, **settings) -> Network:
    """The network of a `Training` with these settings after so many steps; it is shared, and not to be changed.

    Raises ValueError naming the setting that is wrong.
    """
    check_count("steps", steps, least=0)
    for name, value in settings.items():
        check_plain(name, value)
    # The function and not only its name: a reader may give a name another function.
    return _remembered(steps, activation, ACTIVATIONS[activation], tuple(settings.items()))


@lru_cache(maxsize=128)
def _remembered(steps, activation, function, settings):
    training = Training(activation=activation, **dict(settings))
    training.step(steps)
    return training.network
