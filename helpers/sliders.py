"""A slider here stays where code has put it, though a browser rounds it to its steps; and it refuses what is not on its menu."""

from functools import cache
from math import isclose

NOISE = 1e-9  # relative to the number or its step: more than a browser's rounding error


class Answering:
    """Refuses a value set from code that is not on the menu, and answers with the menu.

    `exact` is the value that code has set.
    """

    argument = menu = exact = None

    def __setattr__(self, name, value):
        if name != "value" or not self.menu:
            super().__setattr__(name, value)
            return
        self.menu.check(self.argument, value)
        self.exact = value
        self._put(value)

    def _put(self, value):
        super().__setattr__("value", value)


class Stepping(Answering):
    """A slider whose value set from code may lie between its steps.

    A browser moves a slider's handle to the nearest step. So that it stays where code has put it, the steps are counted
    from a low end that leads to it.
    """

    def _put(self, value):
        first = self.menu.grid(value)
        if isclose(first, self.min, abs_tol=NOISE):
            super()._put(value)
            return
        with self.hold_sync():  # the browser is told all at once, or it would move the old value to the new steps
            self.min = self.menu.grid(self.menu.low)
            super()._put(value)
            self.min = first
        make_anew(self)

    def set_state(self, sync_data):
        """What the browser says. A value to which no step leads was rounded to steps that are no more, and is not taken."""
        value, high = sync_data.get("value", self.menu.high), self.menu.high
        if not (isclose(value, high) or is_whole(self.menu.steps(value, self.min))):
            sync_data = sync_data | {"value": self.value}
        super().set_state(sync_data)


@cache
def answering(widget, kind=Answering):
    """The class of `widget` made one of that kind, under the same name."""
    return type(widget.__name__, (kind, widget), {})


def make_anew(slider):
    """Have the browser make its slider again: the Home and End keys lead to the ends that a slider was made with."""
    slider.layout.height = "28px"  # as high as it is level, so that nothing below it jumps while it is turned
    for orientation in ("vertical", "horizontal"):
        slider.orientation = orientation


def is_whole(number):
    """Whether a number of steps is whole, but for a browser's rounding error."""
    return abs(number - round(number)) < 1e-6
