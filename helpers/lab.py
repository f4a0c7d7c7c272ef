"""A lab is controls above a picture: move one, and the experiment is run and drawn again.

A lab knows neither networks nor axes. It reads an experiment's signature, gives a control to each
argument named, and hands what the experiment returns to the picture.
"""

import inspect
from base64 import b64encode

from . import cells
from .checks import check_count
from .controls import NO_START, make_control, setting
from .menu import Menu
from .owner import Owner
from .page import Page


class Lab:
    """`Lab(experiment, picture, depth=(1, 50), …)`: a control for each argument of `experiment` named.

    An experiment with an argument `progress` is slow: it is given a function to report `(done, total)` to.
    A control starts at the argument's default. `controls` has the widgets by name, `settings` what they
    are set to, `result` what is shown, `screen` the image. Raises ValueError for an argument that the
    experiment does not have and for a default that is not on its menu.
    """

    def __init__(self, experiment, picture, **menus):
        check_parts(experiment, picture)
        self.experiment, self.picture = experiment, picture
        self._menus = arguments(menus)
        defaults = defaults_of(experiment)
        self.controls = Menu("control", self._make_controls(menus, defaults))
        self._reports = "progress" in defaults
        self._seed = defaults["seed"] if "seed" in defaults and "seed" not in menus else None
        self.result = self._measured = self._trying = self._ghost = self._guess = None
        self._setting_several = False
        self._owner = Owner(self._work, self._failed)
        self.page = self._page()
        self.screen = self.page.screen
        cells.replace(self)
        for control in self.controls.values():
            control.observe(self._changed, "value")
        self.show()

    @property
    def settings(self):
        """What the experiment is to be run with: the controls' values, and the seed."""
        values = {name: setting(control) for name, control in self.controls.items()}
        return values if self._seed is None else {**values, "seed": self._seed}

    @property
    def call(self):
        """The call that rebuilds this lab as it is set."""
        return "".join(self._call(self.settings))

    def show(self, **settings):
        """Set several controls (and `seed`) at once and wait for the picture; returns the lab.

        Raises ValueError for a name without a control and for a value off its menu; then nothing is set.
        """
        self.check(**settings)
        self._set(settings)
        self._measured = None  # measure anew even with the same settings: an activation may have been redefined
        self._owner.ask()
        self.settled()
        return self

    def check(self, **settings):
        """Raises ValueError for what `show` would refuse; sets nothing."""
        for name, value in settings.items():
            self._check(name, value)

    def settled(self, timeout=60):
        """Wait until what is shown is what is set; raises TimeoutError after `timeout` seconds."""
        self._owner.settled(timeout)

    def pin(self):
        """Keep the curve now shown as a grey ghost, for comparison with what follows."""
        self._ghost = self.result
        self._owner.ask()

    def unpin(self):
        """Take the ghost away."""
        self._ghost = None
        self._owner.ask()

    def guess(self, values):
        """Draw the reader's prediction into the picture; None takes it away. Raises ValueError below 0."""
        self.picture.check_guess(values)
        self._guess = values
        self._owner.ask()

    def new_seed(self):
        """Draw again with the next seed. Raises TypeError if the experiment has none, or a control for it."""
        if self._seed is None:
            raise TypeError(f"{name_of(self.experiment)} has no seed of its own to change here")
        self._seed += 1
        self._owner.ask()

    def close(self):
        """Close every widget of this lab, once; a ready widget that was passed in stays open."""
        if not self.page.is_open:
            return
        for control in self.controls.values():
            control.unobserve(self._changed, "value")
        self.page.close()

    def _make_controls(self, menus, defaults):
        # Nobody can be at None on a slider: an argument that may be left out starts at the first entry of its menu.
        starts = {name: NO_START if defaults[name] is None else defaults[name] for name in menus}
        return {name: make_control(name, menu, starts[name]) for name, menu in menus.items()}

    def _page(self):
        buttons = {"Pin": self._pin_or_unpin}
        if self._seed is not None:
            buttons["New seed"] = self.new_seed
        return Page(self.controls, buttons, self.picture)

    def _pin_or_unpin(self):
        self.pin() if self._ghost is None else self.unpin()

    def _check(self, name, value):
        if name == "seed" and self._seed is not None:
            check_count("seed", value, least=0)
            return
        menu = getattr(self.controls[name], "menu", None)
        if menu:
            menu.check(name, value)

    def _set(self, settings):
        self._setting_several = True
        try:
            for name, value in settings.items():
                if name in self.controls:
                    self.controls[name].value = value
                else:
                    self._seed = value
        finally:
            self._setting_several = False

    def _changed(self, change):
        if not self._setting_several:
            self._owner.ask()

    def _work(self, draft):
        self._trying = settings = self.settings
        result = self.result if settings == self._measured else self._measure(settings)
        self._mark()
        frame, sentence = self.picture.frame(result, draft), self.picture.describe(result)
        self.result, self._measured = result, settings
        self.page.show(frame, sentence, self._call(settings), pinned=self._ghost is not None)

    def _measure(self, settings):
        return (
            self.experiment(**settings, progress=self.page.progress) if self._reports else self.experiment(**settings)
        )

    def _mark(self):
        if self._guess is not self.picture.guessed:
            self.picture.guess(self._guess)
        if self._ghost is self.picture.pinned:
            return
        if self._ghost is None:
            self.picture.unpin()
        else:
            self.picture.pin(self._ghost)

    def _failed(self, error):
        self.page.fail(error, f"{name_of(self.experiment)}({', '.join(arguments(self._trying))})")

    def _call(self, settings):
        """The call in two parts: the lab, and its settings."""
        # The picture is named as it is now: its axes may have grown since it was made.
        made = ", ".join([name_of(self.experiment), repr(self.picture), *self._menus])
        return f"{type(self).__name__}({made})", f".show({', '.join(arguments(settings))})"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live lab, and for a page without a kernel the last picture and its sentence."""
        self.settled()
        picture = b64encode(self.screen.value).decode()
        return {**self.page.box._repr_mimebundle_(), self.picture.mime: picture, "text/plain": self.page.text}


def check_parts(experiment, picture):
    """ValueError unless the one can be called and the other draws."""
    if not callable(experiment):
        raise ValueError(f"experiment must be a function of settings, such as measure_layers, not {experiment!r}")
    if isinstance(picture, type) or not hasattr(picture, "frame"):
        raise ValueError(f"picture must be a picture, such as LayerPicture(), not {picture!r}")


def defaults_of(experiment):
    parameters = inspect.signature(experiment).parameters
    defaults = {name: parameter.default for name, parameter in parameters.items()}
    return Menu(f"argument of {name_of(experiment)}", defaults)


def name_of(experiment):
    return getattr(experiment, "__name__", repr(experiment))


def arguments(values):
    return [f"{name}={value.__name__ if isinstance(value, type) else repr(value)}" for name, value in values.items()]
