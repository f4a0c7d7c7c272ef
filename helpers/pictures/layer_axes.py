"""A layer axis is fixed too: it runs to the deepest network a picture may meet, whatever the depth shown.

So a change of depth moves the curve's end and needs no new background.
"""

import numpy as np

from .quiet_lines import draw_quiet_lines
from .verdict import SMALLEST


def dress(axes, title, label, deepest, palette):
    """Give `axes` its words, a layer axis to `deepest`, and quiet lines to read heights by."""
    axes.set(title=title, ylabel=label, xlabel="layer (1 is next to the input)")
    draw_quiet_lines(axes, palette)
    reach_layers(axes, deepest)


def mark_floor(axes, palette):
    """Mark the smallest number float32 holds, where an axis in decades reaches down to it."""
    height = np.log10(SMALLEST)
    if axes.get_ylim()[0] > height:
        return
    axes.axhline(height, color=palette.quiet, linewidth=1, linestyle=(0, (6, 3)))
    words, place = f"float32 floor {SMALLEST}: less is exactly 0", {"xycoords": axes.get_yaxis_transform()}
    looks = {"ha": "right", "color": palette.quiet, "size": "small"}
    axes.annotate(words, (1, height), xytext=(0, 3), textcoords="offset points", **place, **looks)


def widen(canvas, deepest, *layer_axes):
    """Let these axes of `canvas` run to `deepest`; costs one full draw."""
    for axes in layer_axes:
        reach_layers(axes, deepest)
    canvas.refresh()


def reach_layers(axes, deepest):
    """Let the axis run from layer 1 to `deepest`."""
    axes.set_xlim(0, deepest + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if deepest / step <= 6)
    axes.set_xticks(sorted({1, *range(step, deepest + 1, step)}))
