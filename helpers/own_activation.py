"""An own activation is one that a reader defines in a notebook: it is checked, put on the menu, and told its theory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np

from .activation_check import central_difference, check_derivative, check_value
from .activations import ACTIVATIONS, Activation
from .checks import check_choice
from .theory import edge_of_chaos, fixed_point, moments

BUILT_IN = {name.lower(): name for name in ACTIVATIONS}
LONGEST = 16  # letters; a longer name has no room beside a slider and in a picture
ENDLESS = 1e9  # a q beyond is on its way to infinity
CHOSEN = "can be chosen by name in every experiment, and in labs made from now on with the menu {}."
HE = 2.0  # fan-in times the variance of He's weights


@dataclass(frozen=True)
class Definition:
    """An activation that was just defined, and what is known of it; a cell shows it as a table.

    `error` is the largest relative difference between derivative and finite differences (None for one not compared).
    Theory is worked out when it is asked for.
    """

    activation: Activation
    error: float | None = None

    @cached_property
    def gains(self) -> tuple[float, float]:
        """Root of fan-in times a weight's variance, at which z ~ N(0, 1) keeps its size forward, and a gradient backward."""
        _, square, slope = (float(moment) for moment in moments(self.activation, 1.0))
        with np.errstate(divide="ignore"):
            return tuple((1 / np.sqrt([square, slope])).tolist())

    @cached_property
    def critical_weight_variance(self) -> float:
        """Fan-in times the variance of a weight, where chi crosses 1; nan if it does so nowhere from 1e-6 to 1e6."""
        return edge_of_chaos(self.activation, 1.0) ** 2

    @cached_property
    def fixed_point(self) -> tuple[float, float]:
        """(q, chi) with He's weights, as `theory.fixed_point` has them."""
        return fixed_point(self.activation, HE)

    @property
    def rows(self) -> dict[str, str]:
        """What to tell: a line each."""
        (q, chi), (forward, backward) = self.fixed_point, self.gains
        size = f"q = {q:.3g}" if q < ENDLESS else "q grows without end"
        return {
            "derivative": self._derivative(),
            "gain": f"{forward:.3g} keeps the size of the signal, {backward:.3g} that of the gradient (z ~ N(0, 1))",
            "critical weight variance": _critical(self.critical_weight_variance),
            "fixed point with He's weights": f"{size}, where χ = {chi:.3g}: gradients {_trend(chi)}",
        }

    def _derivative(self):
        if self.activation.surrogate:
            return "a surrogate: meant to differ from the true one"
        if self.error is None:
            return "taken numerically from the value"
        return f"agrees with finite differences of the value, to {self.error:.1g}"

    def __str__(self) -> str:
        lines = [f"{name}: {told}" for name, told in self.rows.items()]
        return "\n".join([f"{self.activation.name} {CHOSEN.format('[*ACTIVATIONS]')}", *lines])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(told)}</td></tr>" for name, told in self.rows.items())
        name = escape(self.activation.name)
        return f"<p><b>{name}</b> {CHOSEN.format('<code>[*ACTIVATIONS]</code>')}</p><table>{rows}</table>"


def define_activation(
    name: str, value: Callable, derivative: Callable | None = None, surrogate: bool = False
) -> Definition:
    """Check an activation, put it into ACTIVATIONS under `name`, and return its Definition.

    `value(z)` and `derivative(z)` work elementwise on arrays of any shape; without a derivative it is taken numerically.
    `surrogate=True` allows one that is not the value's own. The same name again replaces the last definition.
    Raises ValueError that says what to repair.
    """
    check_name(name)
    check_choice("surrogate", surrogate)
    check_value(value)
    error = None
    if derivative is not None:
        check_value(derivative, "derivative")
        error = None if surrogate else check_derivative(value, derivative)
    elif surrogate:
        raise ValueError("a surrogate is a derivative that differs from the true one; give it as derivative")
    slope = numerical_derivative(value) if derivative is None else in_its_precision(derivative)
    activation = Activation(name, in_its_precision(value), slope, source="defined by the reader", surrogate=surrogate)
    ACTIVATIONS[name] = activation
    return Definition(activation, error)


def check_name(name) -> None:
    """Raises ValueError unless `name` can stand on a menu: 1 to 16 letters that no built-in activation has."""
    if not isinstance(name, str) or not name.isprintable() or not 1 <= len(name.strip()) == len(name) <= LONGEST:
        raise ValueError(f"name must be a text of 1 to {LONGEST} letters, such as 'my wave', not {name!r}")
    if "$" in name:
        raise ValueError(f"name must do without $, which begins a formula in a picture: {name!r}")
    if name.lower() in BUILT_IN:
        raise ValueError(
            f"{BUILT_IN[name.lower()]!r} is built in; give yours a name of its own, such as {'my ' + name!r}"
        )


def in_its_precision(function: Callable) -> Callable:
    """The function with its answer in the precision of z, and in an array of its own."""
    return lambda z: np.array(function(z), z.dtype)


def numerical_derivative(value: Callable) -> Callable:
    """The slope of `value` by central differences in float64."""
    return lambda z: central_difference(value, z.astype(float)).astype(z.dtype)


def _critical(variance):
    if np.isnan(variance):
        return "none: χ does not cross 1 at any weight variance from 1e-6 to 1e6"
    return f"{float(f'{variance:.2g}'):g} (times 1 / fan-in): below it gradients vanish, above it they explode"


def _trend(chi):
    return "hold" if abs(chi - 1) < 0.005 else "vanish with depth" if chi < 1 else "explode with depth"
