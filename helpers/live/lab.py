"""A live lab plays an experiment that goes on: its picture moves, and some of its controls act while it runs.

It knows neither networks nor axes, only what `run.py` says of an experiment.
"""

import math
from time import monotonic
from types import NoneType

from ..checks import check_count
from ..controls import make_control, setting
from ..lab import Lab, arguments, defaults_of
from .film import Film, checked_path, free_path, selection
from .page import LivePage
from .player import Player, Rate
from .run import Run

PACE = "steps_per_frame"
PACES = [1, 2, 5, 10, 20, 50, 100]
BUDGET = 0.02  # seconds of steps between two looks at what the reader wants
WORDS = 1.0  # seconds between two sentences while it plays; the eye reads no faster


class LiveLab(Lab):
    """`LiveLab(experiment_class, picture, learning_rate=log_range(…), depth=(1, 20), …)`: controls as in a Lab.

    The controls named in `live` act on the running experiment (by default those that the experiment itself names in an
    attribute `live`); any other starts it again from the same seed.
    A frame is shown after each `steps_per_frame` steps, which is a control too.
    """

    def __init__(self, experiment, picture, live=None, steps_per_frame=10, **menus):
        check_live(live, experiment)
        self._usual = getattr(experiment, "live", ())
        self._live, self._start_pace = self._usual if live is None else live, steps_per_frame
        self._run = self._film = None  # no run: none could be started yet
        self._afresh = False  # the run is to start again, though no control says so
        self._looking_at = None  # the place of a frame gone by; None for the newest
        self._ticked, self._due = False, 0  # a frame is due because it plays; steps are due because they were asked for
        self._told, self._news = -math.inf, ""  # when the words were last told; what is to be told beside the step
        self._rate = Rate()
        self._player = Player(self._tick)
        super().__init__(experiment, picture, **menus)

    @property
    def settings(self):
        """What the experiment is run with: the controls' values but steps_per_frame, and the seed."""
        return {name: value for name, value in super().settings.items() if name != PACE}

    @property
    def playing(self):
        """Whether it runs by itself."""
        return self._player.playing

    def play(self):
        """Let it run; returns the lab. Raises RuntimeError where no event loop runs: there `step` is the way."""
        self._looking_at, self._told, self._news = None, -math.inf, ""
        self._rate.restart()
        self._player.play()
        return self

    def pause(self):
        """Stop where it is; returns the lab."""
        self._player.pause()
        self._ticked = False
        # The button answers before the picture does. The slider is left to the owner: set from here, while a frame is
        # added there, it would say a frame that is the newest no more, as if the reader had wound back to it.
        self.page.offer(self.playing)
        self._owner.ask()
        return self

    def step(self, n=1):
        """Make n steps, show where that leads, and wait for it; returns the lab. Raises ValueError for less than one."""
        check_count("n", n)
        self._step(n)
        self.settled()
        return self

    def reset(self):
        """Back to the start, from the same seed, and stop there; returns the lab."""
        self._player.pause()
        self._afresh = True
        self._owner.ask()
        return self

    def save(self, name=None):
        """Save the frames as a GIF, or the one shown as a PNG, in the notebook's folder; returns the path.

        Without a name it is the first free gradient-lab-1.gif, -2, …; a file of the same name is replaced.
        Raises ValueError for a name that is not one of a .gif or .png in this folder.
        """
        path = free_path("gif") if name is None else checked_path(name)
        self._save(path)
        self.settled()
        return path

    def close(self):
        """Stop, and close every widget of this lab, once."""
        self._player.pause()
        super().close()

    # ---- What the buttons do

    def _make_controls(self, menus, defaults):
        pace = {PACE: make_control(PACE, PACES, self._start_pace)}
        return super()._make_controls(menus, defaults) | pace

    def _page(self):
        return LivePage(self.controls, self._buttons(), self.picture, self._look_at)

    def _buttons(self):
        buttons = {"Play": self._play_or_pause, "Step": self._step, "Reset": self.reset, "Pin": self._pin_or_unpin}
        if self._seed is not None:
            buttons["New seed"] = self.new_seed
        return buttons | {
            "Save GIF": lambda: self._save(free_path("gif")),
            "Save PNG": lambda: self._save(free_path("png")),
        }

    def _play_or_pause(self):
        self.pause() if self.playing else self.play()

    def _step(self, n=1):
        self._player.pause()
        self._looking_at, self._news = None, ""
        self._due += n
        self._owner.ask()

    def _look_at(self, number):
        looking_at = None if self.playing or number >= len(self._run.reel.frames) else number - 1
        if looking_at != self._looking_at:
            self._looking_at = looking_at
            self._owner.ask()

    def _save(self, path):
        self._player.pause()
        if self._run:
            self._film = Film(
                path, [self._shown] if path.suffix.lower() == ".png" else selection(self._run.reel.frames)
            )
        self._owner.ask()

    # ---- What the owner does

    def _tick(self):
        self._ticked = True
        self._owner.ask()

    def _work(self, draft):
        if not self.page.is_open:
            return
        self._trying = self.settings
        changed = self._follow_controls()
        if changed:
            self._told, self._news = -math.inf, ""  # the words follow at once
        if self._film and not changed:
            self._expose()
            return
        halfway = not changed and self._go_on()
        outdated = self._is_outdated()
        if self._due:
            self._owner.ask()
        if not (halfway or outdated):
            self._run.measure()
            self._show(draft)

    def _is_outdated(self):
        """Whether a slider moved meanwhile, on another thread: what would be measured and drawn is old already."""
        return self._owner.is_asked

    def _follow_controls(self):
        """Start the run again or turn its knobs, where the controls say so; whether they did."""
        settings, pace = self._trying, setting(self.controls[PACE])
        run = None if self._afresh else self._run
        if run and run.settings == settings and run.pace == pace:
            return False
        self._looking_at = None
        if run and run.obeys(settings):
            run.turn(settings, pace)
        else:
            self._run = Run(self.experiment, settings, self._live, pace)
            self._afresh = False
        return True

    def _go_on(self):
        """Make steps that are due, for a moment; whether what they lead to is not worth a picture yet."""
        ticked, self._ticked = self._ticked, False
        if self._run.has_ended or not (ticked or self._due):
            self._due = 0
            return False
        self._due = max(0, self._due - self._run.advance(self._due or math.inf, BUDGET, self._is_outdated))
        return bool(self._due or self.playing) and not self._run.ends_a_frame

    @property
    def _number(self):
        """The number of the frame that is shown; the first is 1."""
        return len(self._run.reel.frames) if self._looking_at is None else self._looking_at + 1

    @property
    def _shown(self):
        return self._run.reel.frames[self._number - 1]

    def _show(self, draft):
        if self._run.has_ended:
            self._player.pause()
        self._mark()
        picture = self.picture.frame(self._shown.result, draft)
        self.result = self._shown.result
        self._rate.count()
        if self.playing and monotonic() - self._told < WORDS:
            self.page.move(picture)
        else:
            self._told = monotonic()
            self._place()
            self.page.show(picture, self._sentence(), self._call(self._shown.settings), self._ghost is not None)
        self._tell()  # last: who reads the step finds its picture and its words there

    def _sentence(self):
        sentence, reason = self.picture.describe(self.result), self.result.get("divergence", "")
        return sentence if reason in sentence else f"{reason} {sentence}"

    def _tell(self):
        """Say how far it is."""
        step = self.result.get("step", self._shown.step)
        number, frames = self._number, len(self._run.reel.frames)
        speed = f"{float(self._rate):.0f} frames a second" if self.playing else f"frame {number} of {frames}"
        tired = "paused by itself, after a long while; Play goes on" if self._player.tired else ""
        self.page.tell(" · ".join(filter(None, [f"Step {step}", speed, self._news, tired])))

    def _place(self):
        if self._run:
            self.page.place(self._number, len(self._run.reel.frames), self.playing)

    def _expose(self):
        """Draw the next frame of the film; after the last one write the file."""
        film = self._film
        film.add(self.picture.image(film.waiting[0].result, draft=not film.is_still))
        if film.waiting:
            self._news = f"saving frame {len(film.images)} of {len(film.images) + len(film.waiting)}"
            self._owner.ask()
        else:
            film.write()
            self._film, self._news = None, f"saved {film.path}"
        self._tell()

    def _failed(self, error):
        self._player.pause()
        film, self._film, self._due, self._news = self._film, None, 0, ""
        if film:
            self.page.fail(error, f"save({film.path.name!r})")
        else:
            super()._failed(error)
        self._place()

    def _call(self, settings):
        """The call in two parts: the lab, and what was done with it up to the frame that is shown."""
        lab, show = super()._call(settings)
        if self._live != self._usual:
            lab = f"{lab[:-1]}, live={self._live!r})"
        if self._run:
            show = "".join(_written(*call) for call in self._run.story.until(self._shown.step))
        return lab, show


def _written(method, given):
    return f".{method}({given if method == 'step' else ', '.join(arguments(given))})"


def check_live(live, experiment):
    """ValueError unless `live` names arguments of the experiment, or is None."""
    if not isinstance(live, list | tuple | NoneType):
        raise ValueError(f"live must be a tuple of names of arguments, such as ('learning_rate',), not {live!r}")
    for name in live or ():
        defaults_of(experiment)[name]
