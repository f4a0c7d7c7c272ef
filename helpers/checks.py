"""A check turns a setting that cannot work into a ValueError saying which one it was, what came and what is right."""

from __future__ import annotations

import math
from numbers import Integral, Real


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
