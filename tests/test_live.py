import asyncio
import html
import io
import math
import re
import threading
from pathlib import Path

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from PIL import Image

from helpers import cells
from helpers.controls import log_range
from helpers.experiments import CodeTraining, Duel, GatedTraining, Training
from helpers.live import LiveLab, player
from helpers.live.film import MOST_FRAMES
from helpers.live.reel import Frame, Reel
from helpers.live.run import Run
from helpers.pictures import DuelPicture, LayerPicture, LossPicture, SparsityPicture
from tests.made_up import falling


class Fading:
    """A made-up experiment that goes on: with each step the gradient is multiplied by 1 - rate."""

    made = []

    def __init__(self, depth=5, rate=0.1, l1=0.0, fails_at=0, ends_at=0, seed=0):
        self.__dict__.update(locals())
        self.steps, self.size = 0, 1.0
        self.made.append(self)

    def step(self, n=1):
        for _ in range(n):
            if self.steps + 1 == self.fails_at:
                raise RuntimeError("<b>tired</b>")
            self.steps += 1
            self.size *= 1 - self.rate

    def measure(self):
        ended = 0 < self.ends_at <= self.steps
        settings = dict(step=self.steps, rate=self.rate, l1=self.l1, diverged=ended)
        settings["divergence"] = f"Step {self.ends_at} was the last." if ended else ""
        return falling(self.depth, 0.5 * self.size, self.seed) | settings


class Patch:
    """A made-up picture, quick to draw: its brightness is the step."""

    width, height, mime = 96, 43, "image/jpeg"
    pinned = guessed = None

    def grip(self):
        return None

    def frame(self, result, draft=False):
        stream = io.BytesIO()
        self.image(result or {"step": 0}).save(stream, "JPEG")
        return stream.getvalue()

    def image(self, result, draft=False):
        return Image.new("RGB", (self.width, self.height), 3 * (result["step"] % 256,))

    def describe(self, result):
        return f"{result['depth']} layers at step {result['step']}."

    def pin(self, result):
        self.pinned = result

    def unpin(self):
        self.pinned = None

    def __repr__(self):
        return "Patch()"


LIVE = ("rate", "l1")
MENUS = dict(depth=(1, 50), rate=(0.0, 0.9, 0.1), l1=(0.0, 1.0), fails_at=(0, 1000), ends_at=(0, 1000))


def fading(picture=Patch, **options):
    Fading.made = []
    return LiveLab(Fading, picture(), live=LIVE, **MENUS, **options)


@pytest.fixture
def lab():
    lab = fading()
    yield lab
    lab.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text(widget):
    return html.unescape(re.sub("<[^>]*>", "", widget.value))


def part(lab, name):
    return next(w for w in below(lab.page.box) if f"gradient-lab-{name}" in w._dom_classes)


def below(widget):
    return [widget, *(w for child in getattr(widget, "children", ()) for w in below(child))]


def press(lab, *buttons):
    for button in buttons:
        part(lab, button).click()


def frames(lab):
    return part(lab, "frame").max


async def until(condition, seconds=10):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


def tasks():
    return len(asyncio.all_tasks()) - 1  # but this one


# ---- Step by step


def test_the_start_is_shown_before_the_first_step(lab):
    assert lab.result["step"] == 0 and lab.screen.value == Patch().frame(lab.result)
    assert text(part(lab, "progress")) == "Step 0 · frame 1 of 1"


def test_steps_are_made_and_a_frame_is_kept_at_every_tenth(lab):
    assert lab.step(25) is lab
    assert lab.result["step"] == 25 and frames(lab) == 4
    press(lab, "step")
    assert lab.result["step"] == 26
    assert text(part(lab, "sentence")) == "5 layers at step 26."


@pytest.mark.parametrize("n", [0, -1, 2.5])
def test_fewer_than_one_step_is_answered(lab, n):
    with pytest.raises(ValueError, match="n must be a whole number of at least 1"):
        lab.step(n)


def test_a_live_control_acts_on_the_running_experiment(lab):
    lab.step(10)
    lab.controls["rate"].value = 0.5
    assert len(Fading.made) == 1 and lab.result["step"] == 10 and lab.result["rate"] == 0.5
    before = lab.result["gradient_rms"][0]
    lab.step(1)
    assert lab.result["gradient_rms"][0] < before


def test_a_step_is_told_when_its_picture_and_its_words_are_there(lab):
    told = []
    part(lab, "progress").observe(lambda _: told.append((text(part(lab, "sentence")), brightness(lab))), "value")
    lab.step(10)
    assert told[-1] == ("5 layers at step 10.", 10)


def brightness(lab):
    """The step that the made-up picture on the screen shows."""
    return np.asarray(Image.open(io.BytesIO(lab.screen.value)))[0, 0, 0]


def test_a_knob_turned_before_the_first_step_shows_what_a_run_that_starts_so_shows():
    turned, started = (
        LiveLab(GatedTraining, SparsityPicture(steps=100), open_units=[0, 64], depth=(3, 6), live=("open_units",))
        for _ in range(2)
    )
    turned.show(depth=4).show(open_units=0)
    started.show(depth=4, open_units=0)
    assert turned.call == started.call and turned.page.text == started.page.text
    assert turned.screen.value == started.screen.value


def test_a_knob_turned_in_the_middle_of_a_frame_acts_before_its_end():
    """In JupyterLab a slider's messages arrive on a thread of their own."""

    class Disturbed(Fading):
        def step(self, n=1):
            super().step(n)
            if self.steps == 3:
                turn = threading.Thread(target=lab.controls["rate"].set_trait, args=("value", 0.5))
                turn.start()
                turn.join()

    lab = LiveLab(Disturbed, Patch(), live=LIVE, **MENUS)
    lab.step(10)
    assert [frame.step for frame in lab._run.reel.frames] == [0, 3, 10]
    assert lab.result["rate"] == 0.5
    lab.close()


def test_any_other_control_starts_again_from_the_same_seed(lab):
    lab.step(30)
    lab.controls["depth"].value = 7
    assert lab.result["step"] == 0 and lab.result["depth"] == 7 and lab.result["seed"] == 0
    assert frames(lab) == 1


def test_a_new_seed_starts_again(lab):
    lab.step(30)
    press(lab, "new-seed")
    assert lab.result["step"] == 0 and lab.result["seed"] == 1


def test_reset_goes_back_to_the_start_with_the_knobs_as_they_are(lab):
    lab.step(30).show(rate=0.5)
    press(lab, "reset")
    assert lab.result["step"] == 0 and lab.result["rate"] == 0.5 and lab.result["seed"] == 0


def test_a_pinned_curve_stays_while_it_goes_on():
    lab = fading(LayerPicture)
    start = lab.result
    press(lab, "pin")
    lab.step(20)
    expected = LayerPicture()
    expected.pin(start)
    assert lab.screen.value == expected.frame(lab.result)


def test_steps_per_frame_is_a_control(lab):
    lab.show(steps_per_frame=50).step(100)
    assert frames(lab) == 3
    with pytest.raises(ValueError, match="steps_per_frame cannot be 3; choose one of 1, 2, 5"):
        lab.show(steps_per_frame=3)
    assert "steps_per_frame" not in lab.settings


@pytest.mark.parametrize("live, answer", [
    (("depht",), "no argument of Fading named 'depht'; choose one of: depth"),
    ("depth", r"live must be a tuple of names of arguments, such as \('learning_rate',\), not 'depth'"),
])  # fmt: skip
def test_what_is_said_to_be_live_is_a_control(live, answer):
    with pytest.raises(ValueError, match=answer):
        LiveLab(Fading, Patch(), live=live, depth=(1, 9))


def test_the_call_makes_this_very_state_again(lab):
    lab.step(25).show(rate=0.3, l1=0.5).step(17).show(steps_per_frame=5).step(8)
    assert lab.call.endswith(
        ".show(depth=5, rate=0.1, l1=0.0, fails_at=0, ends_at=0, seed=0, steps_per_frame=10)"
        ".step(25).show(rate=0.3, l1=0.5).step(17).show(steps_per_frame=5).step(8)"
    )
    assert text(part(lab, "call")) == lab.call
    again = eval(lab.call)
    assert again.call == lab.call and again.screen.value == lab.screen.value and frames(again) == frames(lab)


def test_what_was_changed_and_put_back_before_the_next_step_is_not_in_the_call(lab):
    lab.step(10).show(rate=0.5).show(rate=0.1, l1=0.5)
    assert lab.call.endswith(".step(10).show(l1=0.5)")
    again = eval(lab.call)
    assert again.call == lab.call and again.screen.value == lab.screen.value
    lab.step(5).show(rate=0.5).step(5).show(rate=0.1)
    assert lab.call.endswith(".step(10).show(l1=0.5).step(5).show(rate=0.5).step(5).show(rate=0.1)")


def test_the_call_does_not_say_which_knob_was_turned_first(lab):
    lab.step(10).show(steps_per_frame=5).show(l1=0.5).show(rate=0.3)
    assert lab.call.endswith(".step(10).show(rate=0.3, l1=0.5, steps_per_frame=5)")
    assert eval(lab.call).call == lab.call


def test_the_call_makes_a_picture_again_whose_axis_has_grown():
    lab = LiveLab(Training, LossPicture(), depth=(1, 5)).show(depth=1).step(101)
    lab.reset().settled()
    assert lab.call.startswith("LiveLab(Training, LossPicture(steps=200), depth=(1, 5))")
    assert eval(lab.call).screen.value == lab.screen.value


def test_the_call_halts_where_the_lab_was_halted():
    lab = fading().step(7).step(6)
    assert lab.call.endswith(".step(7).step(6)")
    again = eval(lab.call)
    assert [frame.step for frame in again._run.reel.frames] == [0, 7, 10, 13]


# ---- The end, and errors


def test_an_experiment_that_ends_stops_with_its_reason_in_the_sentence(lab):
    lab.show(ends_at=33).step(100)
    assert lab.result["step"] == 40
    assert text(part(lab, "sentence")).startswith("Step 33 was the last. ")
    lab.step(5)
    assert lab.result["step"] == 40


def test_what_a_step_raises_is_shown_and_the_lab_can_be_set_right(lab):
    lab.show(fails_at=15).step(100)
    note = part(lab, "note")
    assert "&lt;b&gt;tired&lt;/b&gt;" in note.value and "Fading(depth=5" in text(note)
    assert lab.result["step"] == 10 and frames(lab) == 2
    lab.show(fails_at=0).step(20)
    assert note.value == "" and lab.result["step"] == 20


def test_a_start_that_fails_keeps_the_frames_of_the_last_one():
    lab = LiveLab(Training, LossPicture(), batch_size=(1, 5000)).step(20)
    lab.controls["batch_size"].value = 4000
    part(lab, "frame").value = 2
    assert lab.result["step"] == 20 and "batch_size" in text(part(lab, "note"))
    lab.controls["batch_size"].value = 64
    part(lab, "frame").value = 2
    assert lab.result["step"] == 10 and part(lab, "note").value == ""


def blind(depth):
    """A lab whose experiment starts with this depth, but cannot be measured."""

    class Blind(Fading):
        def measure(self):
            if self.depth == depth:
                raise RuntimeError("too dark to see")
            return super().measure()

    return LiveLab(Blind, Patch(), live=LIVE, **MENUS)


def test_a_first_measurement_that_fails_is_shown_and_the_lab_can_be_set_right():
    lab = blind(depth=5)
    assert "too dark to see" in text(part(lab, "note"))
    press(lab, "step", "pin", "save-gif", "save-png", "reset")
    assert "too dark to see" in text(part(lab, "note"))
    lab.controls["depth"].value = 4
    assert part(lab, "note").value == "" and lab.result["depth"] == 4
    lab.close()


def test_a_first_measurement_that_fails_keeps_the_frames_of_the_last_run():
    lab = blind(depth=6).step(20)
    lab.controls["depth"].value = 6
    part(lab, "frame").value = 2
    assert "too dark to see" in text(part(lab, "note")) and lab.result["step"] == 20 and frames(lab) == 3
    lab.controls["depth"].value = 5
    assert part(lab, "note").value == "" and lab.result["depth"] == 5
    lab.close()


def test_a_start_that_fails_is_shown_and_the_lab_can_be_set_right():
    lab = LiveLab(Training, LossPicture(), batch_size=(1, 5000))
    lab.controls["batch_size"].value = 4000
    assert "batch_size must be a whole number from 1 to 1438, not 4000" in text(part(lab, "note"))
    press(lab, "step", "pin", "save-gif")
    assert "batch_size" in text(part(lab, "note"))
    lab.controls["batch_size"].value = 100
    assert part(lab, "note").value == "" and lab.result["batch_size"] == 100


# ---- Playing


def test_without_a_loop_playing_is_refused_with_the_way_that_works(lab):
    with pytest.raises(RuntimeError, match=r"running event loop.*step\(n\)"):
        lab.play()


def in_a_cell(story, **options):
    """Runs `story(lab)` as a notebook would, on a loop."""

    async def cell():
        lab = fading(**options)
        await story(lab)
        lab.close()
        await until(lambda: tasks() == 0)
        return lab

    return asyncio.run(cell())


def test_it_plays_until_it_is_paused():
    async def story(lab):
        press(lab, "play")
        await until(lambda: lab.result["step"] >= 50)
        assert part(lab, "play").description == "Pause" and part(lab, "frame").disabled
        assert re.match(r"Step \d+ · \d+ frames a second", text(part(lab, "progress")))
        press(lab, "play")
        await until(lambda: tasks() == 0)
        lab.settled()
        step = lab.result["step"]
        assert part(lab, "play").description == "Play" and not part(lab, "frame").disabled
        await asyncio.sleep(0.05)
        assert lab.result["step"] == step == Fading.made[0].steps

    in_a_cell(story)


def test_the_button_answers_a_press_before_the_picture_does():
    async def story(lab):
        lab.play()
        await until(lambda: lab.result["step"] >= 20)
        press(lab, "play")
        assert part(lab, "play").description == "Play"
        assert part(lab, "frame").disabled  # it waits for the last frame, which may be on its way on another thread

    in_a_cell(story)


def test_play_pressed_twenty_times_leaves_one_task():
    async def story(lab):
        for _ in range(20):
            lab.play()
        await until(lambda: lab.result["step"] >= 20)
        assert tasks() == 1

    in_a_cell(story)


def test_play_and_pause_from_many_threads_leave_one_task_or_none():
    async def story(lab):
        def hammer():
            for _ in range(50):
                lab.play()
                lab.pause()

        threads = [threading.Thread(target=hammer) for _ in range(4)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert tasks() <= 1
            await asyncio.sleep(0.001)
        await until(lambda: tasks() == 0)
        assert part(lab, "note").value == ""

    in_a_cell(story)


def test_a_knob_turned_while_it_plays_acts_and_another_control_starts_again_and_goes_on():
    async def story(lab):
        lab.play()
        await until(lambda: lab.result["step"] >= 20)
        lab.controls["rate"].value = 0.5
        await until(lambda: lab.result["rate"] == 0.5 and lab.result["step"] > 20)
        assert len(Fading.made) == 1
        lab.controls["depth"].value = 9
        await until(lambda: lab.result["depth"] == 9 and lab.result["step"] >= 20)
        assert len(Fading.made) == 2 and tasks() == 1

    in_a_cell(story)


def test_reset_while_it_plays_stops_at_the_start():
    async def story(lab):
        lab.play()
        await until(lambda: lab.result["step"] >= 20)
        press(lab, "reset")
        await until(lambda: tasks() == 0)
        lab.settled()
        assert lab.result["step"] == 0 and part(lab, "play").description == "Play"

    in_a_cell(story)


def test_the_end_stops_the_playing():
    async def story(lab):
        lab.show(ends_at=33)
        lab.play()
        await until(lambda: not lab.playing)
        assert "Step 33 was the last." in text(part(lab, "sentence"))
        assert part(lab, "play").description == "Play"
        lab.play()
        await until(lambda: not lab.playing)
        assert Fading.made[-1].steps == 40

    in_a_cell(story)


def test_an_error_pauses():
    async def story(lab):
        lab.show(fails_at=35)
        lab.play()
        await until(lambda: not lab.playing)
        assert "tired" in text(part(lab, "note")) and part(lab, "play").description == "Play"

    in_a_cell(story)


def test_two_labs_play_side_by_side():
    async def story(lab):
        other = LiveLab(Fading, Patch(), live=LIVE, **MENUS)
        lab.play()
        other.play()
        await until(lambda: min(lab.result["step"], other.result["step"]) >= 50)
        other.close()

    in_a_cell(story)


def test_a_cell_run_again_stops_what_its_last_run_plays(monkeypatch):
    async def cell():
        for run in range(4):
            monkeypatch.setattr(cells, "_running_cell", lambda: ("a", run))
            lab = fading()
            lab.play()
            await until(lambda: lab.result["step"] >= 20)
            assert tasks() == 1
            counts.append(len(_instances))
        lab.close()

    counts = []
    monkeypatch.setattr(cells, "_made", {})
    asyncio.run(cell())
    assert len(set(counts)) == 1


# ---- Winding back, and saving


def test_every_frame_can_be_looked_at_again():
    lab = fading(LayerPicture)
    seen = []
    for _ in range(5):
        lab.step(10)
        seen.append((lab.screen.value, text(part(lab, "sentence")), lab.call))
    for place, (picture, sentence, call) in reversed([*enumerate(seen, start=2)]):
        part(lab, "frame").value = place
        assert (lab.screen.value, text(part(lab, "sentence")), lab.call) == (picture, sentence, call)
    assert text(part(lab, "progress")) == "Step 10 · frame 2 of 6"


def test_the_slider_is_made_anew_for_its_end_key_where_it_has_more_frames_and_stands(lab):
    turned = []
    part(lab, "frame").observe(lambda change: turned.append((change["new"], part(lab, "frame").max)), "orientation")
    lab.step()
    lab.step()
    part(lab, "frame").value = 1
    lab.settled()
    assert turned == [("vertical", 2), ("horizontal", 2), ("vertical", 3), ("horizontal", 3)]


def test_after_winding_back_it_goes_on_from_the_newest(lab):
    lab.step(50)
    part(lab, "frame").value = 3
    assert lab.result["step"] == 20
    press(lab, "step")
    assert lab.result["step"] == 51 and part(lab, "frame").value == part(lab, "frame").max


@pytest.mark.parametrize("name", ["fading away.gif", Path("fading away.gif")], ids=["text", "path"])
def test_the_frames_are_saved_as_a_gif(lab, folder, name):
    lab.step(50)
    path = lab.save(name)
    assert path == folder / "fading away.gif" and str(path) in text(part(lab, "progress"))
    with Image.open(path) as film:
        assert film.n_frames == 6 and film.size == (96, 43)


def test_the_shown_frame_is_saved_as_a_png(lab, folder):
    lab.step(50)
    part(lab, "frame").value = 3
    with Image.open(lab.save("third.png")) as saved:
        assert saved.format == "PNG" and saved.size == (96, 43) and saved.getpixel((0, 0)) == (20, 20, 20)


def test_the_buttons_never_write_over_a_file(lab, folder):
    Path("gradient-lab-1.gif").write_text("mine")
    press(lab, "save-gif", "save-gif", "save-png")
    assert sorted(path.name for path in folder.iterdir()) == [
        "gradient-lab-1.gif", "gradient-lab-1.png", "gradient-lab-2.gif", "gradient-lab-3.gif",
    ]  # fmt: skip
    assert Path("gradient-lab-1.gif").read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    [
        "../away.gif",
        "/tmp/away.gif",
        "a/b.gif",
        "..gif",
        "run.py",
        "x.gif\n",
        "<b>.gif",
        "",
        "C:\\x.gif",
        Path("a/b.gif"),
        5,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(lab, folder, name):
    with pytest.raises(ValueError, match="file name here is made of letters"):
        lab.save(name)
    assert not list(folder.iterdir())


def test_a_link_that_leads_elsewhere_is_refused(lab, folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "away.gif"
    (folder / "film.gif").symlink_to(elsewhere)
    with pytest.raises(ValueError, match="leads out of the notebook's folder"):
        lab.save("film.gif")
    assert not elsewhere.exists()


def test_a_file_that_cannot_be_written_is_told_and_the_lab_goes_on(lab, folder):
    (folder / "taken.gif").mkdir()
    lab.step(20).save("taken.gif")
    assert "IsADirectoryError" in text(part(lab, "note")) and "save('taken.gif')" in text(part(lab, "note"))
    lab.step(10)
    assert part(lab, "note").value == "" and lab.result["step"] == 30


def test_a_long_film_is_thinned(folder):
    lab = fading(steps_per_frame=1).step(MOST_FRAMES + 40)
    with Image.open(lab.save("long.gif")) as film:
        assert film.n_frames <= MOST_FRAMES


# ---- Real trainings


def test_a_training_in_a_lab_is_the_training_without_one():
    lab = LiveLab(Training, LossPicture(), depth=(1, 50), learning_rate=log_range(0.01, 100))
    lab.step(20).show(learning_rate=0.5).step(15)
    training = Training()
    training.step(20)
    training.learning_rate = 0.5
    training.step(15)
    assert lab.result["train_loss"] == training.measure()["train_loss"]
    np.testing.assert_array_equal(lab.result["step_history"], [0, 10, 20, 30, 35])


def test_a_training_that_diverges_says_at_which_step_and_why():
    lab = LiveLab(Training, LossPicture(), learning_rate=log_range(0.01, 100)).show(learning_rate=100.0).step(50)
    assert re.match(r"Step \d+ stopped the training: .* outgrew float32", text(part(lab, "sentence")))
    again = eval(lab.call)
    assert again.screen.value == lab.screen.value and again.page.text == lab.page.text


def test_a_duel_in_a_lab():
    menus = dict(rival_init=["same", "small normal", "He"], depth=(1, 20))
    lab = LiveLab(Duel, DuelPicture(), **menus).show(rival_init="small normal", depth=8).step(20)
    assert "small normal: after 20 steps the loss on the training examples" in text(part(lab, "sentence"))
    assert eval(lab.call).screen.value == lab.screen.value


def test_a_lab_that_is_forgotten_pauses_by_itself(monkeypatch):
    monkeypatch.setattr(player, "LONGEST", 5)

    async def story(lab):
        lab.play()
        await until(lambda: not lab.playing)
        lab.settled()
        assert "paused by itself" in text(part(lab, "progress")) and lab.result["step"] == 60
        lab.play()
        await until(lambda: lab.result["step"] > 60)
        assert "paused by itself" not in text(part(lab, "progress"))

    in_a_cell(story)


# ---- Memory


@pytest.mark.parametrize("count", [1, 10, 11, 57, 1000])
def test_a_reel_keeps_few_frames_evenly_spaced_and_always_the_first_and_the_newest(count):
    reel = Reel(room=10)
    for step in range(count):
        reel.add(Frame(step, {}, {}))
    steps = [frame.step for frame in reel.frames]
    gaps = np.diff(steps[:-1])
    assert len(steps) <= 10 and steps[0] == 0 and steps[-1] == count - 1
    assert len(steps) > 5 or count <= 5
    assert len(set(gaps)) <= 1 and np.all(np.diff(steps)[-1:] <= max(gaps, default=1))


def test_the_frames_of_a_long_run_share_one_history():
    """Each frame shows all that went before; what hundreds of them hold is little more than what the newest holds."""
    run = Run(Training, dict(dataset="|x|", depth=1, width=32, examples=8), (), pace=1)
    run.measure()
    for _ in range(1100):
        run.advance(1, math.inf, is_outdated=lambda: False)
        run.measure()
    results = [frame.result for frame in run.reel.frames]
    histories = [array for result in results for name, array in result.items() if name.endswith("_history")]
    held = {id(array.base): array.base.nbytes for array in histories}
    newest = [array for name, array in results[-1].items() if name.endswith("_history")]
    outgrown = sum(held.values()) - sum(array.base.nbytes for array in newest)
    assert len(results) <= 500 and len(results[-1]["step_history"]) == 1101
    assert outgrown < sum(array.nbytes for array in newest) / 2


def test_a_second_frame_of_one_step_takes_the_place_of_the_first():
    reel = Reel(room=10)
    for result in "abc":
        reel.add(Frame(0, {}, result))
    assert [frame.result for frame in reel.frames] == ["c"]


@pytest.mark.parametrize(
    "experiment, name, values",
    [
        (Training, "clip_norm", [None, 1.0]),
        (Training, "weight_decay", [0.0, 0.01]),
        (Duel, "clip_norm", [None, 1.0]),
        (CodeTraining, "layer", [1, 3]),
        (GatedTraining, "open_units", [64, 8]),
    ],
)
def test_every_knob_of_an_experiment_turns_while_it_runs(experiment, name, values):
    lab = LiveLab(experiment, LossPicture(), **{name: values})
    lab.step(20).show(**{name: values[1]})
    assert lab.result["step"] == 20 and lab.call.endswith(f".step(20).show({name}={values[1]!r})")
    lab.close()
