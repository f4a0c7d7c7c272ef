"""The contest picture: for each contender its dead units, the gradient that still arrives, and how many digits it gets right."""

import numpy as np

from .base import Picture
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve, LogAxis
from .quiet_lines import draw_quiet_lines
from .words import LEARNED, listing, number, percent

ALIVE = 0.01  # share of dead units below which a contender is said to keep its units alive
SPREAD = 0.4  # width, in contenders, over which the seeds of one are spread


class ContestPicture(Picture):
    """Three panels with a column for each contender: a dot a seed, and a bar for the 95 % interval of their mean.

    `gradient` are the smallest and largest number on the log axis. A training that diverged is a cross in the row nan.
    """

    width, height = 960, 680
    needs = (
        "contenders", "test_accuracy", "dead_share", "gradient_rms", "diverged",
        "bias", "learning_rate", "depth", "width", "dataset", "steps", "seeds",
    )  # fmt: skip

    def __init__(self, gradient=(1e-6, 3e1)):
        super().__init__()
        self.gradient = gradient

    def _sentences(self, result):
        return [f"{_settings(result)}: {_learned_sentence(result)}", _alive_sentence(result), _lost_sentence(result)]

    def _guess_sentence(self):
        return f"Your guess for the test accuracy is {percent(np.atleast_1d(self.guessed)[0])}."

    def _lettering(self, result):
        return tuple(result["contenders"])

    def _build(self, figure, palette):
        dead, gradient, accuracy = figure.subplots(3, 1, sharex=True)
        row = 1.5 * palette.scale  # the panels are low, and the words as large as ever
        self._axes = {
            "dead_share": LinearAxis(dead, SHARES, row),
            "gradient_rms": LogAxis(gradient, *self.gradient, row),
            "test_accuracy": LinearAxis(accuracy, SHARES, row),
        }
        self._dress(dead, "Dead units: no example moves them", "share", palette)
        self._dress(gradient, "Gradient still arriving in layer 1 (RMS of dLoss/dz)", "RMS", palette)
        self._dress(accuracy, "Test accuracy (a cross: this seed diverged)", "share right", palette)
        looks = {"linestyle": "none", "zorder": 3}
        self._seeds, self._bars = {}, {}
        for name, axis in self._axes.items():
            dots = dict(color=palette.quiet, marker="o", nan=name == "test_accuracy", **looks)
            self._seeds[name] = Curve(axis, self._canvas.moving, markersize=3 * palette.scale, **dots)
            bars = dict(color=palette.measured, linewidth=5 * palette.scale, alpha=0.6, zorder=4)
            self._bars[name] = self._canvas.moving(axis.axes.plot([], [], solid_capstyle="butt", **bars)[0])

    def _dress(self, axes, title, label, palette):
        names = self._written or ()
        axes.set(title=title, ylabel=label, xlim=(-0.6, max(len(names), 1) - 0.4))
        axes.set_xticks(range(len(names)), names, rotation=25, ha="right", va="top", rotation_mode="anchor")
        draw_quiet_lines(axes, palette)
        axes.tick_params(axis="x", length=0)

    def _key(self, palette):
        return {"one seed": self._seeds["dead_share"].line, "95 % interval of the mean": self._bars["dead_share"]}

    def _called(self, result):
        return f"bias {result['bias']:g}, learning rate {number(result['learning_rate'])}"

    def _ghost(self, looks):
        # Only whom both fields have, in the column where they stand now.
        here = [place for place, name in enumerate(self.pinned["contenders"]) if name in (self._written or ())]
        places = np.array([self._written.index(self.pinned["contenders"][place]) for place in here], float) + 0.35
        for name, axis in self._axes.items():
            ghost = Curve(axis, nan=False, marker="s", linestyle="none", **looks)
            line = ghost.set(self.pinned[name]["mean"][here], places)
        return line

    def _guess(self, looks):
        return self._axes["test_accuracy"].axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        for name in self._axes:
            self._seeds[name].set(*dots(result[name]["values"]))
            # A gradient is spread over decades, where the interval of a mean says little: there the seeds speak alone.
            if name != "gradient_rms":
                self._bars[name].set_data(*bars(result[name]["low"], result[name]["high"]))


def dots(values):
    """Heights and places of one dot a seed, side by side within the column of their contender."""
    contenders, seeds = values.shape
    beside = SPREAD * (np.arange(seeds) / max(seeds - 1, 1) - 0.5)
    return values.ravel(), (np.arange(contenders)[:, None] + beside).ravel()


def bars(low, high):
    """The points of one line that goes up and down a bar for each contender; a share stays between 0 and 1."""
    ends = np.clip([low, high], 0, 1)
    none = np.full(len(low), np.nan)
    return np.repeat(np.arange(len(low), dtype=float), 3), np.stack([*ends, none], axis=1).ravel()


def _settings(result):
    bias = f", bias {result['bias']:g}" if result["bias"] else ""
    seeds = f"{result['seeds']} seed{'s' if result['seeds'] > 1 else ''}"
    network = f"{result['depth']} × {result['width']} units{bias}, {result['dataset']}"
    return f"{network}, learning rate {number(result['learning_rate'])}, {result['steps']} steps, {seeds}"


def learned(result):
    """Which contenders learn, with most of their seeds."""
    with np.errstate(invalid="ignore"):
        return (result["test_accuracy"]["values"] >= LEARNED).mean(axis=1) > 0.5


def _names(result, mask):
    return [name for name, named in zip(result["contenders"], mask) if named]


def _learned_sentence(result):
    names = _names(result, learned(result))
    if not names:
        return f"with most seeds nobody gets {percent(LEARNED)} of the test examples right."
    return f"with most seeds {listing(names)} get{'s' * (len(names) == 1)} {percent(LEARNED)} or more of the test examples right."


def _alive_sentence(result):
    """Those whose units are alive, and that have learned nothing nevertheless."""
    with np.errstate(invalid="ignore"):
        alive = result["dead_share"]["mean"] < ALIVE
    names = _names(result, alive & ~learned(result) & (result["diverged"] == 0))
    if not names:
        return ""
    return f"Hardly a dead unit, and yet not among them: {listing(names)}."


def _lost_sentence(result):
    lost = result["diverged"]
    told = [f"{name} {count}" for name, count in zip(result["contenders"], lost) if count]
    return f"Diverged, of {result['seeds']} seeds: {listing(told)}." if told else ""
