"""How the suite is shared between workers: what is dear is made once, and nothing follows a worker's browser tests."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import ByFixture, pytest_collection_modifyitems

SLIDES = "test_every_control_of_every_lab_moves_the_picture_and_its_words"
ANSWERS = "test_every_prediction_is_drawn_and_answered"
IDS = [
    "tests/notebooks/test_run.py::test_it_leaves_no_error_and_no_warning[00_start_here]",
    *[f"tests/test_lab.py::test_{number}" for number in range(4)],
    *[f"tests/browser/test_notebooks.py::{test}[0{n}_x]" for n in (7, 6, 5) for test in (SLIDES, ANSWERS)],
    *[f"tests/browser/test_live.py::test_{number}" for number in range(3)],
    *[f"tests/browser/test_voila.py::test_it[0{n}_x]" for n in (7, 6, 5)],
]


class Worker:
    """What xdist knows of a worker: here, the tests it was sent."""

    shutting_down = False

    def __init__(self, name):
        self.gateway, self.sent = SimpleNamespace(id=name), []

    def send_runtest_some(self, indices):
        self.sent += indices

    def shutdown(self):
        self.shutting_down = True


def shared(first, second):
    """The tests each of two workers gets, where they take turns of `first` and `second` tests."""
    config = SimpleNamespace(option=SimpleNamespace(loadscopereorder=False), getvalue=lambda name: ["popen", "popen"])
    scheduler, workers = ByFixture(config), [Worker("first"), Worker("second")]
    for worker in workers:
        scheduler.add_node(worker)
        scheduler.add_node_collection(worker, IDS)
    scheduler.schedule()
    done = [0, 0]
    while any(done[side] < len(worker.sent) for side, worker in enumerate(workers)):
        for side, pace in enumerate((first, second)):
            for index in workers[side].sent[done[side] :][:pace]:
                scheduler.mark_test_complete(workers[side], index)
                done[side] += 1
    return [[IDS[index] for index in worker.sent] for worker in workers]


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 2), (2, 1)])
def test_each_worker_ends_with_the_browser_and_both_get_a_part_of_it(first, second):
    both = shared(first, second)
    assert sorted(both[0] + both[1]) == sorted(IDS)
    for sent in both:
        in_browser = ["/browser/" in name for name in sent]
        assert in_browser == sorted(in_browser) and any(in_browser)


def test_the_tests_of_a_notebook_in_the_browser_stay_with_one_worker():
    for sent in shared(1, 1):
        assert {name[-6:] for name in sent if SLIDES in name} == {name[-6:] for name in sent if ANSWERS in name}


def test_tests_are_collected_in_the_order_that_this_relies_on():
    items = [SimpleNamespace(path=Path(name.partition("::")[0]), name=name) for name in reversed(IDS)]
    pytest_collection_modifyitems(items)
    files = list(dict.fromkeys(item.path.as_posix() for item in items))
    assert set(files[:2]) == {"tests/notebooks/test_run.py", "tests/test_lab.py"}
    assert files[2:] == [f"tests/browser/test_{name}.py" for name in ("notebooks", "live", "voila")]
