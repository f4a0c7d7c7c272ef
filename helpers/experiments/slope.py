"""Look at one activation: its value and its derivative on a line of pre-activations, and at one point of it."""

from __future__ import annotations

import numpy as np

from ..activations import ACTIVATIONS, sloped
from ..checks import check_number


def measure_slope(activation="sigmoid", z=0.0, slope=None) -> dict:
    """Value and derivative at z, and on 321 points of [-8, 8]; `slope` replaces the one below zero where there is one.

    Raises ValueError for an activation that is not on the menu or without such a slope, or a z that is not a finite number.
    """
    check_number("z", z)
    function = ACTIVATIONS[activation] if slope is None else sloped(ACTIVATIONS[activation], slope)
    grid, point = np.linspace(-8, 8, 321), np.array([float(z)])
    return {
        "activation": activation,
        "slope": slope,
        "z": float(z),
        "value": float(function.value(point)[0]),
        "derivative": float(function.derivative(point)[0]),
        "z_grid": grid,
        "value_grid": function.value(grid),
        "derivative_grid": function.derivative(grid),
        "largest_derivative": float(np.abs(function.derivative(grid)).max()),
    }
