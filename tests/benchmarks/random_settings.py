"""Sets each lab of the running notebook at random and compares what it shows with a fresh measurement; runs in the kernel."""

import gc
import inspect
import random
import warnings
from time import monotonic

import psutil

from helpers import cells
from helpers.lab import Lab
from helpers.live import LiveLab

FRESH = 10  # a fresh picture takes ten times as long as a kept one, so only each tenth move is held against one


def row(place, moves, minutes):
    """A table row for the notebook's lab at this place, 0 for the first; "" if there is none."""
    labs = [made for _, things in cells._made.values() for made in things if isinstance(made, Lab)]
    return _row(place + 1, labs[place], moves, minutes) if place < len(labs) else ""


def _row(number, lab, moves, minutes):
    """How many moves were made in that time, how many of them went wrong and how, and the kernel's memory."""
    chance = random.Random(number)
    for _ in range(20):  # caches fill first
        _move(lab, chance)
    before = _memory()
    deadline, found = monotonic() + 60 * minutes, []
    while len(found) < moves and monotonic() < deadline:
        found.append(_move(lab, chance, len(found) % FRESH == 0))
    after, faults = _memory(), [fault for fault in found if fault]
    told = f"FAULT {len(faults)}, the first: {faults[0]}" if faults else "0"
    name = getattr(lab.experiment, "__name__", str(lab.experiment))
    return f"| {number}: {name}, {type(lab.picture).__name__} | {len(found)} | {told} | {before:.0f}, {after:.0f} MB |"


def _memory():
    gc.collect()
    return psutil.Process().memory_info().rss / 2**20


def _move(lab, chance, drawn_afresh=True):
    """Set some controls at random; what went wrong, in words, or None."""
    names = [*lab.controls]
    chosen = chance.sample(names, chance.randint(1, len(names)))
    settings = {name: _any(lab.controls[name], chance) for name in chosen}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            lab.show(**settings)
            if isinstance(lab, LiveLab):
                lab.step(chance.choice([1, 3, 10]))
            return _differs(lab, drawn_afresh)
    except Exception as error:
        return f"{type(error).__name__} ({error}) at {settings}"


def _any(control, chance):
    if hasattr(control, "options"):
        return chance.choice([value for _, value in control._options_full])
    if isinstance(control.value, bool):
        return chance.random() < 0.5
    low, high, step = control.min, control.max, control.step
    place = chance.choice([low, high, low + step * chance.randint(0, round((high - low) / step))])
    return type(control.value)(min(high, place) if not _is_log(control) else control.base ** min(high, place))


def _is_log(control):
    return hasattr(control, "base")


def again(picture):
    """The same picture made anew, with the arguments that a picture keeps under their names, and as empty as a lab's first."""
    names = inspect.signature(type(picture)).parameters
    fresh = type(picture)(**{name: getattr(picture, name) for name in names})
    fresh.frame(None, draft=True)
    return fresh


def _differs(lab, drawn_afresh):
    """What the lab shows that a fresh measurement, now and then drawn by a fresh picture, does not; None if both agree."""
    if lab.page._note.value:
        return f"a note at {lab.call}: {lab.page._note.value[:200]}"
    result = lab.result if isinstance(lab, LiveLab) else lab.experiment(**lab.settings)
    if lab.picture.describe(result) not in lab.page.text:
        return f"an untrue sentence at {lab.call}"
    if drawn_afresh:
        if again(lab.picture).frame(result) != lab.screen.value:
            return f"a stuck picture at {lab.call}"
    return None
