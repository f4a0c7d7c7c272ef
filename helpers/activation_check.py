"""An activation check asks a function and its derivative what a first draft often gets wrong, and says how to put it right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

# Where it must be a number at all, and where it must be finite: a fresh network's pre-activations rarely leave -20 to 20.
FARTHEST, NEAR = 100.0, 20.0
# Off by a third of a step, so that kinks at round numbers fall between two points.
POINTS = np.arange(-600, 600) / 100 + 0.0033
AGREE = 1e-4  # relative to the steepest slope; a wrong formula is off by far more, a rounded constant by less
STEPS = (1e-5, 1e-6)
EXAMPLE = "def my_activation(z): return np.maximum(z, 0)"

# What a student's exception says, and what to do about it.
CURES = {
    "truth value": "`if`, `and`, `max` and `min` look at one number; z is an array: use np.where, np.maximum or np.minimum",
    "only length-1 arrays": "functions of `math` take one number; z is an array: use np.exp in place of math.exp, and so on",
    "only 0-dimensional arrays": "functions of `math` take one number; z is an array: use np.exp in place of math.exp, and so on",
    "integer scalar arrays": "np.max and np.min look for the largest of one array: np.maximum and np.minimum compare two",
    "is not defined": "a name is misspelled, or the cell that defines it was not run",
    "positional argument": "it is called with one argument, the array z",
}


def check_value(value: Callable, role: str = "value") -> None:
    """Raises ValueError unless `value` is an elementwise function of arrays without nan, finite from -20 to 20."""
    if not callable(value):
        raise ValueError(
            f"{role} must be a function of z, such as np.tanh or {EXAMPLE!r}, not {type(value).__name__}; "
            "hand over its name, without calling it"
        )
    z = np.linspace(-FARTHEST, FARTHEST, 2001)
    for given in (z, z.astype(np.float32), z.reshape(69, 29), z.reshape(3, 23, 29)):
        _check_answer(role, value, given)
    _check_numbers(role, value, z)
    _check_elementwise(role, value, z)
    if role == "value" and np.ptp(_called(value, z)) == 0:
        raise ValueError("value is the same number for every z, so nothing that comes in can ever come out")


def check_derivative(value: Callable, derivative: Callable) -> float:
    """The largest difference between `derivative` and finite differences of `value`, relative to the steepest slope.

    Raises ValueError, with a guess at the cause, when they disagree. Points on a kink, where there are two slopes, are left out.
    """
    slopes, smooth = finite_differences(value, POINTS)
    points, slopes = POINTS[smooth], slopes[smooth]
    told = _called(derivative, points)
    worst, place = _error(told, slopes)
    if worst > AGREE:
        raise ValueError(
            f"derivative does not fit value: at z = {points[place]:.2f} the value rises by {slopes[place]:.4g} for each 1 "
            f"that z does, and derivative says {told[place]:.4g}.{_suspicion(value, derivative, points, slopes)} "
            "If it is meant to be another slope, say surrogate=True; leave derivative out to have it taken numerically."
        )
    return worst


def finite_differences(value: Callable, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(slope, smooth): central differences of `value`, and where two step sizes agree on them: not on a kink or a jump."""
    wide, narrow = (central_difference(value, z, step) for step in STEPS)
    size = np.abs(np.concatenate([wide, narrow])).max()
    return wide, np.abs(wide - narrow) <= AGREE / 10 * max(size, 1)


def central_difference(value: Callable, z: np.ndarray, step: float = STEPS[0]) -> np.ndarray:
    """The slope of `value` between z - step and z + step; on a kink the mean of its two slopes."""
    return (_called(value, z + step) - _called(value, z - step)) / (2 * step)


def _called(function, z):
    with np.errstate(all="ignore"):
        return np.asarray(function(z.copy()), float)


def _check_answer(role, function, z):
    """That a function takes z, leaves it alone, and gives real numbers of its shape."""
    kept = z.copy()
    try:
        with np.errstate(all="ignore"):
            answer = function(kept)
    except Exception as error:
        cure = next((cure for sign, cure in CURES.items() if sign in str(error)), f"it must work as in {EXAMPLE!r}")
        raise ValueError(
            f"{role} fails on an array of shape {z.shape}, with {type(error).__name__}: {error}. Hint: {cure}."
        ) from error
    if not np.array_equal(kept, z):
        raise ValueError(
            f"{role} changes z itself, which backpropagation still needs: work on z.copy(), or use np.where"
        )
    _check_kind(role, answer, z)


def _check_kind(role, answer, z):
    if answer is None:
        raise ValueError(f"{role} gives None back; does its last line begin with `return`?")
    try:
        array = np.asarray(answer)
    except ValueError:
        raise ValueError(f"{role} gives back rows of different lengths; it must give an array like z") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{role} must give real numbers; it gives {array.dtype} for an array of {z.dtype}")
    if array.shape != z.shape:
        raise ValueError(
            f"{role} must give one number for each number in z: for shape {z.shape} it gives shape {array.shape}. "
            "Hint: a sum, mean, max or fixed number makes one of many; np.full_like(z, 1) is a fixed number of z's shape"
        )


def _check_numbers(role, function, z):
    for precision in (np.float64, np.float32):
        answer = _called(function, z.astype(precision))
        if np.isnan(answer).any():
            raise ValueError(
                f"{role} is nan at {_places(z, np.isnan(answer))}, in {np.dtype(precision)}. Hint: a root or logarithm of a "
                "negative number, 0/0, or inf/inf, as where np.exp outgrows its numbers; np.clip(z, -30, 30) keeps it small"
            )
        endless = np.isinf(answer) & (np.abs(z) <= NEAR)
        if endless.any():
            raise ValueError(
                f"{role} is inf at {_places(z, endless)}, in {np.dtype(precision)}: a network could not go on from there. "
                "Hint: it is divided by 0 there, or grows too fast"
            )


def _check_elementwise(role, function, z):
    whole = _called(function, z)
    if not np.array_equal(whole, _called(function, z)):
        raise ValueError(
            f"{role} gives other numbers when it is called again with the same z; leave random numbers out"
        )
    halves = np.concatenate([_called(function, half) for half in (z[:700], z[700:])])
    if not np.allclose(whole, halves, rtol=1e-9, atol=1e-12):
        raise ValueError(
            f"{role} is not elementwise: what it gives for one z changes with the other numbers in the array. "
            "Hint: it uses a sum, mean, max, sort or cumulative sum over z"
        )


def _places(z, where):
    """The place nearest to 0, and how many there are."""
    nearest = min(z[where], key=abs)
    return f"z = {nearest:g} ({where.mean():.1%} of the places from {z[0]:g} to {z[-1]:g})"


def _error(told, slopes):
    difference = np.abs(told - slopes)
    place = int(np.nanargmax(difference))
    return float(difference[place] / max(np.abs(slopes).max(), 1e-12)), place


def _suspicion(value, derivative, points, slopes):
    """What the mistake may be: the ones that can be told from the numbers."""
    with np.errstate(all="ignore"):
        suspects = {
            "It fits if it is given the unit's output: write it for z, for instance derivative(value(z))": _called(
                derivative, _called(value, points)
            ),
            "Its sign is wrong everywhere": -_called(derivative, points),
            "It is the value itself": slopes
            if np.allclose(_called(derivative, points), _called(value, points))
            else None,
        }
    for words, other in suspects.items():
        if other is not None and _error(other, slopes)[0] <= AGREE:
            return f" {words}."
    return ""
