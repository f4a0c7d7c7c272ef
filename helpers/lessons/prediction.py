"""A prediction is a guess that the reader commits before the picture answers.

The guess is drawn into the lab's picture, and the answer is compared with it in words. Guesses stay in the
kernel: nothing is written to a file or sent anywhere. Nothing waits for one either; the lab below works without.
"""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import numpy as np
from IPython.display import HTML

from .. import cells
from ..controls import Range, make_control
from ..pictures.words import number, times
from ..widget_tree import close_tree, named

NAME = "gradient-lesson"  # the class of the whole; the class of each part starts with it
CLOSE = 3  # over scales a guess within this factor is a good one,
NEAR = 0.1  # and on an even scale one within this share of its length
TEXT = "line-height: 1.5; max-width: 960px"

_revealed = {}  # question -> (guess, measured, length of the scale), in the order of the answers


def predict(question, lab, menu, *, show, read) -> "Prediction":
    """Ask the reader to guess before `lab` answers; returns the Prediction, lab included, for a cell to display.

    `menu` is what may be guessed: `(low, high)` or `log_range(low, high)` for a number that the lab's picture can
    draw, or a list of words. `show` holds the settings that answer the question. `read` is the key of the result
    that is measured (of an array: layer 1), or a function from the result to a number or to one of the words.
    Raises ValueError for what could not be asked, shown or read.
    """
    if not isinstance(question, str):
        raise ValueError(f"question must be a text, not {question!r}")
    check_answer(lab, show, read)
    return Prediction(question, lab, menu, show=show, read=read)


class Prediction:
    """A question, a control for the guess, two buttons, and the lab; `guess` and `measured` are None until given."""

    def __init__(self, question, lab, menu, *, show, read):
        self.question, self.lab, self._settings, self._read = question, lab, show, read
        self.guess = self.measured = None
        self.control = named(_control(menu), NAME, "guess")
        self.commit_button = _button("Commit my guess", self.commit, "commit")
        self.reveal_button = _button("Show the answer", self.reveal, "reveal")
        self._said = named(widgets.HTML(), NAME, "answer")
        asked = widgets.HTML(f'<div style="{TEXT}"><b>Predict first.</b> {escape(question)}</div>')
        buttons = widgets.HBox([self.commit_button, self.reveal_button])
        self.box = named(widgets.VBox([asked, self.control, buttons, self._said, lab.page.box]), NAME)
        # Only a moved control holds a guess: where a slider happens to start is nobody's opinion.
        self.control.observe(self._ready_to_commit, "value")
        cells.replace(self)

    @property
    def said(self) -> str:
        """What the reader is told, as HTML; empty before the guess."""
        return self._said.value

    def commit(self):
        """Record the guess and draw it into the picture; the answer may be asked for from now on."""
        self.guess = self.control.value
        if not isinstance(self.guess, str):
            self.lab.guess(self.guess)
        self._say(f"Your guess is {_words(self.guess)}. Now ask for the answer.")
        self.reveal_button.disabled = False

    def reveal(self):
        """Set the lab to the answer's settings, and compare measurement and guess."""
        self.lab.show(**self._settings)
        self.measured = read_result(self._read, self.lab.result)
        answer = self.guess, self.measured, even_length(self.control)
        record(self.question, *answer)
        self._say(compare(*answer))
        for widget in (self.control, self.commit_button, self.reveal_button):
            widget.disabled = True

    def close(self):
        """Close all widgets but those of the lab, which is closed by its own cell."""
        close_tree(self.box, spared=[self.lab.page.box])

    def _ready_to_commit(self, change):
        self.commit_button.disabled = False

    def _say(self, sentence):
        self._said.value = f'<div role="status" style="{TEXT}">{escape(sentence)}</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live prediction, and for a page without a kernel the question and the lab's last picture."""
        still = self.lab._repr_mimebundle_()
        return {**still, **self.box._repr_mimebundle_(), "text/plain": f"{self.question}\n{still['text/plain']}"}


def check_answer(lab, show, read):
    """ValueError unless the lab can be set to `show`, and `read` finds something in what it then shows."""
    if not isinstance(show, dict):
        raise ValueError(f"show must be a dict of the lab's settings, such as {{'depth': 20}}, not {show!r}")
    if not hasattr(lab, "check"):
        raise ValueError(f"lab must be a Lab or a LiveLab, not {lab!r}")
    lab.check(**show)
    if lab.result is not None and not callable(read) and read not in lab.result:
        raise ValueError(
            f"read must be a function of the result or one of its keys: {', '.join(lab.result)}; not {read!r}"
        )


def read_result(read: str | Callable, result: dict):
    """The number (or word) that `read` finds in a result: by its key, where an array gives layer 1, or by calling it."""
    if callable(read):
        value = read(result)
        return value.item() if isinstance(value, np.generic) else value
    return float(np.atleast_1d(result[read])[0])


def even_length(control) -> float | None:
    """How long the scale is on which a guess was made; None where equal steps are equal factors, or where words were chosen."""
    menu = getattr(control, "menu", None)
    return menu.high - menu.low if isinstance(menu, Range) else None


def compare(guess, measured, length=None) -> str:
    """One sentence on a guess and what was measured: two words, or two numbers of at least 0.

    Numbers on an even scale of this `length`, such as shares from 0 to 1, are compared by their difference, others by factor.
    """
    told = f"You guessed {_words(guess)}; the measurement says {_words(measured)}"
    if isinstance(guess, str):
        return f"{told}: {'well guessed' if guess == measured else 'a surprise worth a second look'}."
    if guess == measured or (length and abs(guess - measured) <= NEAR * length * (1 + 1e-9)):
        return f"{told}: well guessed."
    if not np.isfinite(measured) or not (length or guess and measured):
        return f"{told}."
    side = "large" if guess > measured else "small"
    if length:
        return f"{told}: the guess was {number(abs(guess - measured))} too {side}."
    factor = max(guess / measured, measured / guess)
    if factor < CLOSE:
        return f"{told}: well guessed."
    return f"{told}: the guess was {times(factor)} too {side}."


def record(question: str, guess, measured, length=None) -> None:
    """Keep a guess that was answered, as `compare` takes it, for `review`; an older one for the same question goes."""
    _revealed[question] = guess, measured, length


def review() -> HTML:
    """A table of the guesses answered since the kernel was started, in the order of their first answers."""
    if not _revealed:
        return HTML("<p>No prediction has been answered yet. Commit a guess above, then ask for the answer.</p>")
    rows = "".join(
        f"<tr><td>{escape(question)}</td><td>{escape(compare(*answer))}</td></tr>"
        for question, answer in _revealed.items()
    )
    return HTML(f"<table><tr><th>question</th><th>guess and measurement</th></tr>{rows}</table>")


def _control(menu):
    if not isinstance(menu, list):
        control = make_control("your guess", menu)
        control.layout.width = "480px"
        return control
    if not menu:
        raise ValueError("menu must hold at least one word, not []")
    return widgets.ToggleButtons(options=menu, value=None, style={"button_width": "auto"})


def _button(label, press, part):
    button = widgets.Button(description=label, disabled=True, layout=widgets.Layout(width="auto"))
    button.on_click(lambda _: press())
    return named(button, NAME, part)


def _words(value):
    return f"“{value}”" if isinstance(value, str) else number(value)
