import asyncio
import os
import signal
import threading

import pytest

from helpers.owner import Owner


def wait(event):
    assert event.wait(10), "nothing happened for 10 seconds"


@pytest.fixture
def loop():
    """A loop that runs on a thread of its own, as a kernel's does."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def on(loop, make):
    async def made():
        return make()

    return asyncio.run_coroutine_threadsafe(made(), loop).result(10)


def test_without_a_loop_the_work_is_done_before_ask_returns():
    done = []
    Owner(lambda draft: done.append(1), done.append).ask()
    assert done == [1]


def test_asking_from_within_the_work_has_it_done_once_more():
    done = []

    def work(draft=None):
        done.append(1)
        if len(done) < 3:
            owner.ask()

    owner = Owner(work, done.append)
    owner.ask()
    assert done == [1, 1, 1]


@pytest.mark.parametrize("with_loop", [True, False])
def test_from_many_threads_the_newest_state_is_worked_on_and_never_two_at_once(loop, with_loop):
    state, seen, busy, overlaps = {}, {}, threading.Lock(), []

    def work(draft=None):
        if not busy.acquire(blocking=False):
            overlaps.append(state.copy())
            return
        seen.update(state)
        busy.release()

    def change(name):
        for value in range(300):
            state[name] = value
            owner.ask()

    failed = []
    owner = on(loop, lambda: Owner(work, failed.append)) if with_loop else Owner(work, failed.append)
    threads = [threading.Thread(target=change, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owner.settled()
    assert not overlaps and not failed
    assert seen == dict.fromkeys(range(8), 299)


def test_with_a_loop_all_work_is_done_on_its_thread(loop):
    threads = set()
    owner = on(loop, lambda: Owner(lambda draft: threads.add(threading.current_thread()), None))
    for _ in range(20):
        owner.ask()
        owner.settled()
    assert len(threads) == 1 and threading.current_thread() not in threads


def test_requests_that_come_while_work_is_done_are_done_once(loop):
    started, go_on, drafts = threading.Event(), threading.Event(), []

    def work(draft):
        drafts.append(draft)
        started.set()
        wait(go_on)

    owner = on(loop, lambda: Owner(work, None))
    owner.ask()
    wait(started)
    for _ in range(50):
        owner.ask()
    go_on.set()
    owner.settled()
    assert drafts == [True, True, False]


def test_a_draft_is_made_fair_without_anybody_asking(loop):
    fair = threading.Event()
    owner = on(loop, lambda: Owner(lambda draft: draft or fair.set(), None))
    owner.ask()
    wait(fair)


def test_no_draft_is_made_fair_while_requests_keep_coming(loop):
    drafts = []
    owner = on(loop, lambda: Owner(drafts.append, None))
    for _ in range(5):
        owner.ask()
        on(loop, lambda: None)
    owner.settled()
    assert drafts.count(False) == 1 and drafts[-1] is False


def test_work_that_failed_is_not_tried_again_to_make_it_fair(loop):
    failures = []

    def work(draft):
        raise ValueError(draft)

    owner = on(loop, lambda: Owner(work, failures.append))
    owner.ask()
    owner.settled()
    assert [failure.args for failure in failures] == [(True,)]


def test_without_a_loop_nothing_is_a_draft():
    drafts = []
    Owner(drafts.append, None).ask()
    assert drafts == [False]


def test_settled_on_the_loops_own_thread_does_the_work_there(loop):
    done = []

    def cell():
        owner = Owner(lambda draft: done.append(1), None)
        owner.ask()
        before = list(done)
        owner.settled()
        return before

    assert on(loop, cell) == []
    assert done == [1]


def test_other_messages_get_in_between_two_pieces_of_work(loop):
    order = []

    def work(draft):
        order.append("draft" if draft else "fair")
        if len(order) == 1:
            owner.ask()
            loop.call_soon(order.append, "message")

    owner = on(loop, lambda: Owner(work, None))
    owner.ask()
    owner.settled()
    assert order == ["draft", "message", "draft", "fair"]


def test_a_request_left_on_a_loop_that_stopped_is_not_lost():
    done = []

    async def cell():
        owner = Owner(lambda draft: done.append(1), None)
        owner.ask()
        return owner

    owner = asyncio.run(cell())
    done.clear()
    owner.ask()
    owner.settled()
    assert done == [1]


def test_a_failure_is_reported_and_the_next_work_is_done():
    outcomes = iter([ValueError("no such thing"), None])
    failures, done = [], []

    def work(draft=None):
        outcome = next(outcomes)
        if outcome:
            raise outcome
        done.append(1)

    owner = Owner(work, failures.append)
    owner.ask()
    owner.ask()
    assert [str(failure) for failure in failures] == ["no such thing"] and done == [1]


@pytest.fixture
def kernel_between_cells():
    """Between cells a kernel ignores interrupts."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send itself an interrupt alone")
def test_an_interrupt_ends_the_work_and_drops_the_waiting_request(kernel_between_cells):
    runs, failures = [], []

    def work(draft=None):
        runs.append(1)
        owner.ask()
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(10)

    owner = Owner(work, failures.append)
    owner.ask()
    assert len(runs) == 1 and isinstance(failures[0], KeyboardInterrupt)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_waiting_ends_with_words_when_the_work_takes_too_long(loop):
    go_on = threading.Event()
    owner = on(loop, lambda: Owner(lambda draft: wait(go_on), None))
    owner.ask()
    with pytest.raises(TimeoutError, match="not ready after 0.05 seconds"):
        owner.settled(timeout=0.05)
    go_on.set()
    owner.settled()
