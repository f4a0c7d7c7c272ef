"""The layer picture as teaching notebooks usually draw it: a function for `interact` that makes a new figure each time.

It shows what `LayerPicture` shows: the same two panels, curves, limits, ticks, texts, colors and size (9.6 x 4.3 inches),
at the inline backend's own 100 dots per inch, as our draft has; ours is sharpened to 200 when no key follows. Where the usual ways differ in cost `draw` takes the
cheapest: no layout engine, though the panels' texts then nearly touch, and tick labels as plain text, not mathtext.
`draw_with_layout` has the layout engine that our picture has too.
"""

from helpers.experiments import measure_layers  # noqa: I001 - helpers come before numpy, see helpers/__init__.py
from helpers.palette import LIGHT

import matplotlib.pyplot as plt
import numpy as np

plt.rcParams.update(LIGHT.rc())

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PANELS = (
    ("gradient_rms", "Gradient in each layer", "RMS of dLoss/dz", (-46, 15), range(-45, 16, 15)),
    ("activation_std", "Activation spread", "standard deviation", (-15, 5), range(-15, 6, 5)),
)


def draw(depth=10):
    new_figure(measure_layers(depth=depth))
    plt.show()


def draw_with_layout(depth=10):
    new_figure(measure_layers(depth=depth), layout="constrained")
    plt.show()


def new_figure(result, layout=None):
    layers = np.arange(1, result["depth"] + 1)
    figure, panels = plt.subplots(1, 2, figsize=(9.6, 4.3), width_ratios=(3, 2), layout=layout)
    for axes, (key, *frame) in zip(panels, PANELS):
        panel(axes, *frame)
        axes.plot(layers, result[key], "o-", color=LIGHT.measured, label="measured")
        axes.plot(layers, result[f"predicted_{key}"], "--", color=LIGHT.theory, label="theory")
    floor(panels[0])
    figure.legend(*panels[0].get_legend_handles_labels(), loc="upper left", ncols=4)
    return figure


def panel(axes, title, label, limits, decades):
    low, high = limits
    row = 0.07 * (high - low)
    ticks = [low - row, *decades, high + row]
    labels = [
        "0",
        *("1" if decade == 0 else "10" + str(decade).translate(SUPERSCRIPT) for decade in decades),
        "inf, nan",
    ]
    axes.set(title=title, ylabel=label, xlabel="layer (1 is next to the input)", yscale="log", xlim=(0, 51))
    axes.set_ylim(10.0 ** (low - 1.7 * row), 10.0 ** (high + 1.7 * row))
    axes.set_xticks([1, 10, 20, 30, 40, 50])
    axes.set_yticks([10.0**tick for tick in ticks], labels)
    axes.set_yticks([], minor=True)
    axes.grid(axis="y", color=LIGHT.faint, linewidth=0.8)


def floor(axes):
    axes.axhline(1.4e-45, color=LIGHT.quiet, linewidth=1, linestyle=(0, (6, 3)))
    axes.annotate("float32 floor 1.4e-45: less is exactly 0", (1, 1.4e-45), xycoords=("axes fraction", "data"),
                  xytext=(0, 3), textcoords="offset points", ha="right", color=LIGHT.quiet, size="small")  # fmt: skip
