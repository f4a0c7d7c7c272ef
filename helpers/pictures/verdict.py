"""A verdict says in words what became of the gradient on its way back through the layers.

The thresholds below are the only ones: every sentence about a gradient rests on them.
"""

import numpy as np

from .words import layers, number, times

STEADY = 3  # layer 1 and the last layer within this factor of each other: steady
GONE = 1000  # further apart than this factor: vanished, or exploding; between the two: shrinking, or growing
AGREE = 10  # measurement and theory within this factor in every layer: they agree
SMALLEST = 1.4e-45  # the smallest positive float32; half of it is exactly zero
NEAR_SMALLEST = 1e-40  # a zero next to a layer below this is underflow


def gradient_sentence(result):
    """What the gradient does between the last hidden layer and layer 1, in one sentence."""
    gradient = np.asarray(result["gradient_rms"], dtype=float)
    if result["diverged"] or not np.isfinite(gradient).all():
        return _diverged(gradient, np.asarray(result.get("activation_std", ()), dtype=float))
    if not gradient.any():
        return f"the gradient is exactly zero in {_all(gradient)}{_dead(result)}: no hidden layer can learn from it."
    if (gradient == 0).any():
        return _partly_zero(gradient, result)
    return _walk(gradient) + "."


def _diverged(gradient, spread):
    numbers = {"the activations": spread, "the gradient": gradient}
    lost = [f"{name} in {layers(~np.isfinite(values))}" for name, values in numbers.items()
            if not np.isfinite(values).all()]  # fmt: skip
    where = " and ".join(lost) if lost else "the output"
    return f"diverged: numbers grew past what float32 can hold, so {where} became inf or nan."


def _all(values):
    return "the only hidden layer" if len(values) == 1 else f"all {len(values)} layers"


def _dead(result):
    dead = np.asarray(result.get("dead_fraction", ())) >= 1
    if not dead.any():
        return ""
    spread = np.asarray(result["activation_std"], dtype=float)
    before = spread[max(np.argmax(dead) - 1, 0)]
    underflow = (
        f"activations fell below {SMALLEST}, the smallest number float32 holds, so "
        if 0 < before < NEAR_SMALLEST
        else ""
    )
    return f" ({underflow}every unit of {layers(dead)} is dead)"


def _partly_zero(gradient, result):
    zero = gradient == 0
    smallest = gradient[~zero].min()
    underflow = f", below {SMALLEST}, the smallest number float32 holds" if smallest < NEAR_SMALLEST else ""
    return f"{_walk(gradient)}, and is exactly zero in {layers(zero)}{underflow}{_dead(result)}."


def _walk(gradient):
    """The gradient's way from its last to its first layer that is not zero."""
    (nonzero,) = np.nonzero(gradient)
    first, last = nonzero[0], nonzero[-1]
    if first == last:
        only = "the only hidden layer" if len(gradient) == 1 else f"layer {last + 1}"
        return f"the gradient in {only} is {number(gradient[last])}"
    start, end = f"{number(gradient[last])} in layer {last + 1}", f"{number(gradient[first])} in layer {first + 1}"
    ratio = gradient[first] / gradient[last]
    extreme = _between(gradient, first, last)
    if 1 / STEADY <= ratio <= STEADY:
        word = "is uneven" if extreme else "holds steady"
        return f"the gradient {word}, {start} and {end}{extreme}"
    return f"the gradient {_moves(ratio)} from {start} to {end}{extreme}: {trend(ratio)}"


def _moves(ratio):
    return "falls" if ratio < 1 else "grows"


def trend(ratio):
    """One word for gradient in layer 1 over gradient in the last layer: vanished … exploding."""
    if 1 / STEADY <= ratio <= STEADY:
        return "steady"
    if ratio < 1:
        return "vanished" if ratio < 1 / GONE else "shrinking"
    return "exploding" if ratio > GONE else "growing"


def _between(gradient, first, last):
    inner = gradient[first : last + 1]
    ends = sorted((inner[0], inner[-1]))
    low, high = inner[inner > 0].min(), inner.max()
    found = [value for value, far in ((low, ends[0] / low), (high, high / ends[1])) if far > STEADY]
    named = [f"{number(value)} in layer {first + 1 + np.flatnonzero(inner == value)[0]}" for value in found]
    return f" (on the way {' and '.join(named)})" if named else ""


def theory_sentence(result):
    """What theory expected in layer 1, and where it and the measurement part ways."""
    measured = np.asarray(result["gradient_rms"], dtype=float)
    predicted = np.asarray(result["predicted_gradient_rms"], dtype=float)
    if np.isnan(predicted[0]):
        return "Theory has no prediction here."
    below = ", too small for float32" if 0 < predicted[0] < SMALLEST else ""
    expected = f"Theory expected {number(predicted[0])} in layer 1{below}"
    distance = gaps(measured, predicted)
    worst = np.argmax(distance)
    if distance[worst] <= np.log10(AGREE):
        return f"{expected}."
    return f"{expected}; the two disagree: {_gap(measured[worst], predicted[worst], worst + 1)}."


def gaps(measured, predicted):
    """Distance of measurement from theory in decades, per layer; what float32 cannot hold is no distance."""
    tiny, huge = np.log10(SMALLEST), np.log10(np.finfo(np.float32).max)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [np.clip(np.log10(values), tiny, huge) for values in (measured, predicted)]
    return np.abs(np.nan_to_num(logs[0], nan=huge) - np.nan_to_num(logs[1], nan=huge))


def _gap(measured, predicted, layer):
    if not (np.isfinite(measured) and np.isfinite(predicted) and measured and predicted):
        return f"in layer {layer} theory expected {number(predicted)} and {number(measured)} was measured"
    more = measured > predicted
    size = measured / predicted if more else predicted / measured
    return f"in layer {layer} the measurement is {times(size)} {'larger' if more else 'smaller'}"


def guess_sentence(guessed):
    """What the reader guessed; whether it is right is not for this picture, which may show other settings."""
    return f"Your guess for layer 1 is {number(np.atleast_1d(guessed)[0])}."


def spread_sentence(result):
    """What the spread of the activations does from layer 1 to the last layer; empty where it is inf or nan."""
    spread = np.asarray(result["activation_std"], dtype=float)
    start, end = spread[0], spread[-1]
    if not np.isfinite(spread).all():
        return ""
    if not spread.all():
        return f"Activations do not vary at all in {layers(spread == 0)}."
    if len(spread) == 1:
        return f"Activations spread by {number(start)}."
    verb = "hold" if 1 / STEADY <= end / start <= STEADY else "shrink" if end < start else "grow"
    return f"Activations {verb} their spread: {number(start)} in layer 1, {number(end)} in layer {len(spread)}."
