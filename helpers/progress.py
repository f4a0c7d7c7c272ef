"""A progress bar shows how far a sweep has come and how long the rest will take."""

import time

import ipywidgets as widgets
from IPython.display import display

NAME = "gradient-lab-progress"


class ProgressBar:
    """`ProgressBar(label)` is shown at the first report, `bar(done, total)`, and can be used for one sweep after another.

    It is shown below its cell, or where `put(box)` puts it.
    """

    def __init__(self, label="", put=None):
        self._put = put
        self._bar = widgets.IntProgress(description=label, layout=widgets.Layout(width="480px"))
        self._bar.style.description_width = "initial"
        self._words = widgets.Label()
        self.box = widgets.HBox([self._bar, self._words])
        self.box.add_class(NAME)
        self._shown, self._begin = False, None

    def __call__(self, done, total):
        """Report that `done` of `total` parts are done."""
        if not self._shown:
            (self._put or display)(self.box)
            self._shown = True
        self.box.layout.visibility = "visible"
        if done == 0 or self._begin is None:
            self._begin = time.monotonic()
        self._bar.max, self._bar.value = total, done
        self._words.value = in_words(done, total, time.monotonic() - self._begin)

    def hide(self):
        """Be out of sight until the next report; the place stays free."""
        self.box.layout.visibility = "hidden"
        self._begin = None


def in_words(done, total, seconds):
    """How far it is after so many seconds, and how long it will take at this pace."""
    if done == total:
        return f"all {total} done in {seconds:.0f} s"
    left = f", about {seconds / done * (total - done):.0f} s left" if done else ""
    return f"{done} of {total}{left}"
