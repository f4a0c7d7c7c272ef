"""A picture is a kept canvas whose data artists follow one result after another."""

import inspect

import numpy as np

from ..canvas import Canvas
from ..palette import in_use
from .words import activation, number


class Picture:
    """What all pictures share; each adds methods of its own.

    `_build(figure, palette)` makes axes and artists; `_key(palette)` gives the legend, the line for each name;
    `_show(result)` moves the artists; `_sentences(result)` reads them aloud. `_ghost(looks)` draws what is
    pinned and `_guess(looks)` what was guessed, in these looks, and return the line for the legend.
    `_called(result)` names what is pinned in the legend, by its activation and init; a picture of results without
    these two gives its own. `quantity` is what a guess is a guess for.
    `needs` names the keys read from a result; `width` and `height` are CSS pixels.
    """

    width, height = 960, 430
    mime = "image/jpeg"
    needs = ()
    quantity = ""

    def __init__(self):
        self.pinned = self.guessed = None
        self._canvas = self._written = None

    def frame(self, result, draft=False):
        """The picture of `result` as JPEG bytes, an empty one when `result` is None; a draft is quicker and less sharp."""
        self.draw(result)
        return self._canvas.frame(draft)

    def image(self, result, draft=False):
        """The picture of `result` as a PIL image without a JPEG's losses, for a film; a draft as for `frame`."""
        self.draw(result)
        return self._canvas.image(draft)

    def draw(self, result):
        """The matplotlib figure of `result`, kept and changed by the next call.

        Raises ValueError when `result` lacks a key of `needs`.
        """
        if result is not None:
            self._check(result)
            self._letter(self._lettering(result))
        if self._canvas is None or self._canvas.palette != in_use():
            self._start()
        if result is not None:
            with self._canvas.style():
                self._show(result)
        return self._canvas.figure

    def pin(self, result):
        """Keep the curve of `result` as a grey ghost behind all later frames."""
        self._check(result)
        self.pinned = result
        self._start_again()

    def unpin(self):
        """Take the ghost away."""
        self.pinned = None
        self._start_again()

    def guess(self, values):
        """Draw the reader's prediction, one number or one per layer, into all later frames; None takes it away.

        Raises ValueError for what is not a number of at least 0.
        """
        self.check_guess(values)
        self.guessed = values
        self._start_again()

    def check_guess(self, values):
        """Raises ValueError unless `values` can be guessed: numbers of at least 0, or None."""
        numbers = np.asarray(0 if values is None else values)
        if numbers.dtype.kind not in "iuf" or not np.all(numbers >= 0):
            raise ValueError(f"a guess is a number of at least 0, or one for each layer, not {values!r}")

    def describe(self, result):
        """The picture read aloud, true at every setting, and what is pinned or guessed in it."""
        parts = [*self._sentences(result)]
        if self.guessed is not None:
            parts.append(self._guess_sentence())
        if self.pinned is not None:
            parts.append(f"Pinned in grey: {self._pinned_words(self.pinned)}")
        return " ".join(filter(None, parts))

    def _guess_sentence(self):
        return f"Your guess for {self.quantity} is {number(np.atleast_1d(self.guessed)[0])}."

    def _pinned_words(self, pinned):
        return self._sentences(pinned)[0]

    def grip(self):
        """Where two controls can be moved by dragging in the picture, as `Grip` reads it, or a list of places; None where nowhere."""
        return None

    def _lettering(self, result):
        """What of a result is written on the axes or in the legend: other words need a new figure."""
        return None

    def _letter(self, lettering):
        if lettering != self._written:
            self._written = lettering
            self._start_again()

    def _check(self, result):
        missing = [key for key in self.needs if key not in result]
        if missing:
            name = type(self).__name__
            raise ValueError(f"{name} needs {', '.join(self.needs)}; the result lacks {', '.join(missing)}")

    def _start_again(self):
        # Ghost and guess stand still, so they belong to the background; a new canvas costs one full draw.
        self._canvas = None

    def _start(self):
        palette = in_use()
        self._canvas = Canvas(self.width, self.height, palette)
        with self._canvas.style():
            self._build(self._canvas.figure, palette)
            lines, names = self._keep(palette)
            self._legend(lines, names)

    def _keep(self, palette):
        """Draw ghost and guess, where there are any, into the background; returns the legend's lines and names."""
        key = dict(self._key(palette))
        if self.pinned is not None:
            looks = {"color": palette.ghost, "linewidth": 1.2, "zorder": 2}
            key[f"pinned: {self._called(self.pinned)}"] = self._ghost(looks)
        if self.guessed is not None:
            key["your guess"] = self._guess({"color": palette.guess, "linestyle": ":", "zorder": 5})
        return [*key.values()], [*key]

    def _called(self, result):
        """What a result is called in the legend."""
        return f"{activation(result)}, {result['init']}"

    def _legend(self, lines, names):
        figure = self._canvas.figure
        for columns in range(len(names), 0, -1):
            legend = figure.legend(lines, names, loc="outside upper left", ncols=columns, borderaxespad=0.2)
            if legend.get_window_extent().width < figure.bbox.width:
                return
            legend.remove()

    def __repr__(self):
        # The call that makes this picture again: a picture keeps each argument under its own name.
        parameters = inspect.signature(type(self)).parameters.values()
        changed = [(p.name, getattr(self, p.name)) for p in parameters if getattr(self, p.name) != p.default]
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in changed)})"
