"""A control is the widget through which one argument of an experiment is set.

What it may be set to is its menu: `(low, high)` or `(low, high, step)` for a slider, `log_range(low,
high)` for one over scales, a list for a slider across choices, `dropdown([...])` for a menu that opens,
`bool` for a box. A ready widget is taken as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from inspect import Parameter
from math import isclose, log10
from numbers import Integral, Real

import ipywidgets as widgets

from .checks import check_count, check_number
from .sliders import NOISE, Stepping, answering, is_whole

HOW_TO = "(low, high), (low, high, step), log_range(low, high), a list, dropdown([...]), bool or a widget"
NO_START = Parameter.empty
LABEL = {"description_width": "124px"}  # room for "training examples", the longest name of an argument


def make_control(argument, menu, start=NO_START):
    """The widget for `argument`, set to `start`, or to the first entry of `menu` where there is no start.

    Raises ValueError when `start` is not on the menu, and for what is no menu.
    """
    if isinstance(menu, widgets.ValueWidget):
        return menu
    menu = _read(argument, menu, start)
    if start is NO_START:
        start = menu.first
    menu.check(argument, start)
    control = menu.widget(start, description=argument.replace("_", " "), style=LABEL)
    control.argument, control.menu, control.exact = argument, menu, start
    return control


def setting(control):
    """The value a control is set to, freed of the rounding error that a browser's slider adds."""
    menu = getattr(control, "menu", None)
    if not isinstance(menu, Range | log_range):
        return control.value
    if isclose(control.value, control.exact, rel_tol=NOISE, abs_tol=menu.noise):
        return control.exact
    return menu.on_grid(control.value, control.min)


def _read(argument, menu, start):
    if isinstance(menu, tuple) and len(menu) in (2, 3) and all(isinstance(number, Real) for number in menu):
        _check_range(argument, *menu)
        return _range(*menu, start=start)
    if isinstance(menu, list) and menu:
        return Choices(menu)
    if menu is bool or isinstance(menu, bool):
        return Box()
    if isinstance(menu, Choices | log_range):
        return menu
    raise ValueError(f"no control for {argument} can be made of {menu!r}; write {HOW_TO}")


def _range(low, high, step=None, start=NO_START):
    numbers = [number for number in (low, high, step, start) if number not in (None, NO_START)]
    if all(isinstance(number, Integral) for number in numbers):
        return WholeRange(low, high, step or 1)
    return Range(low, high, step or (high - low) / 100)


def _refuse(argument, value, menu):
    raise ValueError(f"{argument} cannot be {value!r}; choose {menu}")


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, `step` apart on the slider."""

    low: float
    high: float
    step: float

    @property
    def noise(self):
        """A browser's rounding error near 0: less than any step."""
        return NOISE * self.step

    def __str__(self):
        return f"a number from {self.low:g} to {self.high:g}"

    @property
    def first(self):
        return self.low

    def check(self, argument, value):
        if not (isinstance(value, Real) and self.low <= value <= self.high):
            _refuse(argument, value, self)

    def on_grid(self, value, first):
        """`value` as a setting, where the steps of the slider are counted from `first`."""
        return float(f"{value:.10g}") if is_whole(self.steps(value, first)) else value

    def steps(self, value, first):
        """How many steps lead from `first` to `value`."""
        return (value - first) / self.step

    def grid(self, value):
        """The low end from which whole steps lead to `value`: `low`, or less than a step above it."""
        return self.low + self.step * _part_of_a_step(self.steps(value, self.low))

    def widget(self, start, **looks):
        slider = answering(widgets.FloatSlider, Stepping)
        return slider(start, min=self.grid(start), max=self.high, step=self.step, readout_format=".3g", **looks)


class WholeRange(Range):
    """Whole numbers from `low` to `high`, `step` apart on the slider."""

    def on_grid(self, value, first):
        """A whole number needs no freeing."""
        return value

    def __str__(self):
        return f"a whole number from {self.low} to {self.high}"

    def check(self, argument, value):
        if not (isinstance(value, Integral) and self.low <= value <= self.high):
            _refuse(argument, value, self)

    def widget(self, start, **looks):
        slider = answering(widgets.IntSlider, Stepping)
        return slider(start, min=self.grid(start), max=self.high, step=self.step, **looks)

    def grid(self, value):
        """As in a `Range`."""
        return self.low + (value - self.low) % self.step


@dataclass(frozen=True)
class log_range:  # noqa: N801 - lower case like range, whose logarithmic relative it is
    """Numbers from `low` to `high`, `per_decade` steps to each power of ten on the slider."""

    low: float
    high: float
    per_decade: int = 20
    noise = 0  # there is no 0 to be near to

    def __post_init__(self):
        _check_range("log_range", self.low, self.high)
        if not self.low > 0:
            raise ValueError(f"low must be above 0 for a logarithmic range, not {self.low!r}")
        check_count("per_decade", self.per_decade)

    def __repr__(self):
        steps = "" if self.per_decade == 20 else f", per_decade={self.per_decade}"
        return f"log_range({self.low!r}, {self.high!r}{steps})"

    def __str__(self):
        return f"a number from {self.low:g} to {self.high:g}"

    @property
    def first(self):
        return self.low

    check = Range.check

    def on_grid(self, value, first):
        """As in a `Range`; `first` is an exponent. What a drag sets is shown with three digits, and is the number shown."""
        return float(f"{value:.3g}") if is_whole(self.steps(value, first)) else value

    def steps(self, value, first):
        """As in a `Range`; `first` is an exponent."""
        return (log10(value) - first) * self.per_decade

    def grid(self, value):
        """As in a `Range`, as an exponent."""
        low = log10(self.low)
        return low + _part_of_a_step(self.steps(value, low)) / self.per_decade

    def widget(self, start, **looks):
        slider, ends = answering(widgets.FloatLogSlider, Stepping), {"min": self.grid(start), "max": log10(self.high)}
        return slider(start, base=10, step=1 / self.per_decade, readout_format=".3g", **ends, **looks)


class Choices:
    """One of a list, chosen on a slider."""

    kind = widgets.SelectionSlider

    def __init__(self, options):
        if isinstance(options, str) or not isinstance(options, Iterable) or not list(options):
            raise ValueError(f"options must be a list of at least one choice, not {options!r}")
        self.options = list(options)

    def __repr__(self):
        return repr(self.options)

    def __str__(self):
        return f"one of {', '.join(map(repr, self.options))}"

    @property
    def first(self):
        return self.options[0]

    def check(self, argument, value):
        if value not in self.options:
            _refuse(argument, value, self)

    def widget(self, start, **looks):
        options = [(str(option), option) for option in self.options]
        # By place: a widget takes a value of None for no choice at all.
        return answering(self.kind)(options=options, index=self.options.index(start), **looks)


class dropdown(Choices):  # noqa: N801 - used like log_range
    """One of a list, chosen from a menu that opens."""

    kind = widgets.Dropdown

    def __repr__(self):
        return f"dropdown({self.options!r})"


class Box:
    """Yes or no."""

    first = False

    def __str__(self):
        return "True or False"

    def check(self, argument, value):
        if not isinstance(value, bool):
            _refuse(argument, value, self)

    def widget(self, start, **looks):
        return answering(widgets.Checkbox)(start, **looks)


def _check_range(argument, low, high, step=1):
    for number in (low, high, step):
        check_number(argument, number)
    if not low < high:
        raise ValueError(f"{argument} must go from a low to a higher number, not from {low!r} to {high!r}")
    if not step > 0:
        raise ValueError(f"{argument} must have a step above 0, not {step!r}")


def _part_of_a_step(steps):
    return 0 if is_whole(steps) else steps % 1
