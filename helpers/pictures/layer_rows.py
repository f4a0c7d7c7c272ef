"""Layer rows are bands of one height, one for each layer, layer 1 lowest; within a band the units lie one above the other."""

import numpy as np

from .words import padded

GAP = 0.12  # of a band, left empty between it and the next
LABELS = 7  # bands that are numbered, at most


def dress_bands(axes, depth):
    """Give `axes` a band for each of `depth` layers, numbered where there is room."""
    axes.set_ylim(*ends(depth))
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if depth / step <= LABELS)
    numbers = range(1, depth + 1) if step == 1 else [1, *range(step, depth + 1, step)]
    axes.set_yticks(numbers, [padded(number, 2) for number in numbers])


def ends(depth):
    """The lowest and the highest place of an axis with a band for each of `depth` layers."""
    return 0.5 - GAP / 2, depth + 0.5 + GAP / 2


def heights(layer, unit, width):
    """Height of the middle of each unit's row; `layer` and `unit` count from 0."""
    return np.asarray(layer) + 0.5 + GAP / 2 + (np.asarray(unit) + 0.5) * (1 - GAP) / width


def rows_in(pixels, depth, width):
    """How many rows a layer has on an axis of so many pixels: one for each unit if there is a pixel for each, else fewer."""
    low, high = ends(depth)
    return min(width, max(1, int((1 - GAP) * pixels / (high - low))))


def rows_of_pixels(pixels, depth, rows):
    """For each of `pixels` from the bottom up its layer and which of the layer's `rows` it shows, -1 in a gap."""
    low, high = ends(depth)
    layer, place = np.divmod(low - 0.5 + (np.arange(pixels) + 0.5) * (high - low) / pixels, 1)
    share = (place - GAP / 2) / (1 - GAP)
    inside = (share >= 0) & (share < 1)
    return np.clip(layer, 0, depth - 1).astype(int), np.where(inside, np.floor(share * rows), -1).astype(int)
