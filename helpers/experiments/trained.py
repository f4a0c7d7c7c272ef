"""A trained network is remembered: a slider that changes only what is asked of it need not train it again."""

from __future__ import annotations

from functools import lru_cache

from ..activations import ACTIVATIONS
from ..datasets import Split
from ..network import Network
from .training import Training


def trained(steps: int, activation: str, **settings) -> tuple[Network, Split]:
    """The network of a `Training` with these settings after so many steps, not to be changed, and the data it met.

    Raises ValueError naming the setting that is wrong.
    """
    # The function and not only its name: a reader may give a name another function.
    return _remembered(steps, activation, ACTIVATIONS[activation], tuple(settings.items()))


@lru_cache(maxsize=16)
def _remembered(steps, activation, function, settings):
    training = Training(activation=activation, **dict(settings))
    training.step(steps)
    return training.network, training.split
