"""What every test may rely on: no window opens, one thread computes, random examples repeat, and CI skips nothing."""

import os
import platform
import re

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # small matrices; numpy reads this at its first import
if platform.machine() in ("x86_64", "AMD64"):
    # A long training follows its last digits, and OpenBLAS rounds them otherwise on a processor with AVX-512.
    os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")

import hypothesis  # noqa: E402
import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

SKIPPING_FAILS = os.environ.get("GRADIENT_LABS_CI") == "1"

matplotlib.use("Agg")
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


# Of the browser tests the longest scopes begin first, and short ones are left for the worker that is done first.
NOT_IN_BROWSER, IN_BROWSER = 0, {"test_notebooks": 1, "test_voila": 3}


def pytest_collection_modifyitems(items):
    # Playwright keeps an asyncio loop running until a worker's last browser test; no other test may meet it. Scopes are
    # handed out in this order, so a worker that has begun with the browser gets nothing else.
    items.sort(key=_turn)


def _turn(item):
    """Where a test stands in the order of the suite: all that need no browser are before all that do."""
    return IN_BROWSER.get(item.path.stem, 2) if "browser" in item.path.parts else NOT_IN_BROWSER


def pytest_xdist_make_scheduler(config, log):
    return ByFixture(config, log)


class ByFixture(LoadScopeScheduling):
    """Gives all tests that share something dear to one worker: a notebook's run or, where there is none, a file."""

    def _split_scope(self, nodeid):
        path, _, test = nodeid.partition("::")
        notebook = re.search(r"\[(\d\d)[_:]", test)
        return f"{path} {notebook[1]}" if notebook else path


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def _refuse_skip(report):
    if SKIPPING_FAILS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where nothing may be skipped (GRADIENT_LABS_CI=1): {report.longrepr[2]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _refuse_skip((yield))
