"""The labs of how a network starts as teaching notebooks usually draw them: functions for `interact`, a new figure each time.

Both are at depth 50. The layer picture is that of usual_way.py; the histograms have the texts, limits and size of
`HistogramPicture`, and their rows are one collection, the cheapest way there is.
"""

from helpers.experiments import measure_histograms, measure_layers  # noqa: I001 - helpers come before numpy
from helpers.palette import LIGHT
from helpers.pictures.histograms import PERCENT, ticks
from helpers.pictures.ridges import CUT, FOOT, TOP, feet_of, outlines

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection
from seaborn import blend_palette

from tests.benchmarks.usual_way import new_figure

DEPTH = 50


def draw_layers(**settings):
    new_figure(measure_layers(depth=DEPTH, **settings))
    plt.show()


def draw_histograms(**settings):
    new_histograms(measure_histograms(depth=DEPTH, **settings))
    plt.show()


def new_histograms(result):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.3), width_ratios=(3, 2))
    rows(left, result)
    layers, looks = np.arange(1, DEPTH + 1), {"saturated_fraction": "o-", "zero_fraction": "s-"}
    names = "saturated: derivative below 5 % of its largest", "exactly zero"
    for (key, look), name, color in zip(looks.items(), names, (LIGHT.alarm, LIGHT.measured)):
        right.plot(layers, result[key], look, color=color, label=name)
    right.set(title="Saturated share", ylabel="share of activations", xlabel="layer (1 is next to the input)")
    right.set(xlim=(0, DEPTH + 1), ylim=(-0.05, 1.15), xticks=[1, 10, 20, 30, 40, 50])
    right.set_yticks([*PERCENT, 1.09], [*PERCENT.values(), "nan"])
    right.grid(axis="y", color=LIGHT.faint, linewidth=0.8)
    figure.legend(loc="upper left", ncols=2)
    return figure


def rows(axes, result):
    edges, share = result["bin_edges"], result["saturated_fraction"]
    colors = blend_palette([LIGHT.measured, LIGHT.guess, LIGHT.alarm], as_cmap=True)(share[::-1])
    axes.add_collection(PolyCollection(outlines(edges, result["histogram"]), facecolors=colors, edgecolors="white"))
    axes.set(
        title="Activations of each layer",
        xlabel=f"activation (a row is cut at {100 * CUT:g} % per bin)",
        ylabel="layer",
    )
    axes.set(xlim=(edges[0], edges[-1]), ylim=(FOOT, TOP))
    axes.set_xticks(*ticks(edges[0], edges[-1], result["low_end"], result["high_end"]))
    numbered = np.linspace(0, DEPTH - 1, 7).round().astype(int)
    axes.set_yticks(feet_of(DEPTH)[numbered], numbered + 1)
