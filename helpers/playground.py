"""The playground is every control of a training in one live lab, with a menu of phenomena that sets them all."""

from inspect import signature

from .activations import ACTIVATIONS
from .controls import dropdown
from .datasets import DATASETS
from .experiments import WordedTraining
from .initializers import INITIALIZERS
from .live import LiveLab
from .live.panel import OWN, PanelPage
from .optimizers import OPTIMIZERS
from .presets import PRESETS

# Choices, not ranges: a phenomenon hangs on the very number.
RATES = [0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0]
PENALTIES = [0.0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1]


def menus() -> dict[str, dict]:
    """Heading -> control -> what it may be set to; made when asked for, so that a reader's own activations are in it."""
    return {
        "Data": {
            "dataset": dropdown([*DATASETS]),
            "training_examples": ["all", 50, 100, 200, 400, 800],
            "input_shift": (-5.0, 5.0, 0.5),
            "batch_size": [1, 8, 16, 32, 64, 128, 256],
        },
        "Network": {
            "activation": [*ACTIVATIONS],
            "init": [*INITIALIZERS],
            "depth": (1, 30),
            "width": [1, 2, 3, 4, 8, 16, 32, 64, 128],
            "weight_scale": (0.0, 10.0, 0.1),
            "bias": (-5.0, 5.0, 0.5),
        },
        "Training": {
            "optimizer": [*OPTIMIZERS],
            "learning_rate": RATES,
            "l1": PENALTIES,
            "weight_decay": PENALTIES,
            "clip_norm": ["off", 0.1, 0.3, 1.0, 3.0, 10.0],
        },
    }


ORDINARY = {name: part.default for name, part in signature(WordedTraining).parameters.items()}


class Playground(LiveLab):
    """`Playground(picture)` takes any picture of a training; `choose(name)` sets all controls to a phenomenon of PRESETS."""

    def __init__(self, picture):
        self._groups = {heading: [*entries] for heading, entries in menus().items()}
        self._groups["Training"].append("steps_per_frame")
        flat = {name: menu for entries in menus().values() for name, menu in entries.items()}
        super().__init__(WordedTraining, picture, **flat)

    def choose(self, name):
        """Start again with the settings of a preset; returns the lab. Raises UnknownName for one that is not on the menu."""
        self._set({key: ORDINARY[key] for key in self.settings} | PRESETS[name].settings)
        self.reset().settled()
        return self

    def _choose(self, name):
        if name not in (OWN, self._preset()):
            self._set({key: ORDINARY[key] for key in self.settings} | PRESETS[name].settings)
            self.reset()

    def _preset(self):
        """The name of the preset whose settings these are, whatever the seed; None if there is none."""
        settings = self.settings
        return next((name for name, entry in PRESETS.items() if settings == _in_full(entry, settings)), None)

    def _make_controls(self, menus, defaults):
        controls = super()._make_controls(menus, defaults)
        controls["training_examples"].description = "trained on"  # as much as there is room for
        return controls

    def _page(self):
        looks = self.controls, self._buttons(), self.picture, self._look_at
        return PanelPage(*looks, self._groups, PRESETS, self._choose)

    def _show(self, draft):
        super()._show(draft)
        name = self._preset()
        self.page.name(name, PRESETS[name].look if name else "")

    def _call(self, settings):
        _, show = super()._call(settings)
        return f"Playground({self.picture!r})", show


def _in_full(entry, settings):
    return {name: ORDINARY[name] for name in settings} | entry.settings | {"seed": settings["seed"]}
