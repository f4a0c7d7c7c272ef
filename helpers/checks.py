"""A check turns a setting that cannot work into a ValueError saying which one it was, what came and what is right."""

from __future__ import annotations

import math
from numbers import Integral, Real

import numpy as np


def check_count(name: str, value, least: int = 1, most: int | None = None) -> None:
    """A whole number from `least` to `most`."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):
        bounds = f"of at least {least}" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} must be a whole number {bounds}, not {value!r}")


def check_number(name: str, value, least: float = -math.inf, most: float = math.inf) -> None:
    """A finite number from `least` to `most`."""
    if not isinstance(value, Real) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, not {value!r}")
    if not least <= value <= most:
        raise ValueError(f"{name} must lie between {least:g} and {most:g}, not {value!r}")


def check_choice(name: str, value) -> None:
    """True or False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be True or False, not {value!r}")


def check_kind(name: str, value, kind: type) -> None:
    """An instance of a class of ours: a Network, say."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise ValueError(f"{name} must be {article} {kind.__name__}, not {value!r}")


def check_plain(name: str, value) -> None:
    """A number, a name or anything else by which a result can be remembered, but no list, dict or array."""
    try:
        hash(value)
    except TypeError:
        raise ValueError(f"{name} must be one value, a number or a name, not {value!r}") from None


def as_numbers(name: str, values, kinds: str = "iuf") -> np.ndarray:
    """`values` as an array of numbers, whole ("iu") or real ("f") ones unless `kinds` says otherwise; ValueError if it is none."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be an array; its rows differ in length") from None
    if array.dtype.kind not in kinds:
        raise ValueError(f"{name} must hold real numbers, not {array.dtype}")
    return array
