"""What every test may rely on: no window opens, one thread computes, random examples repeat, and CI skips nothing."""

import os
import re

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # small matrices; numpy reads this at its first import

import hypothesis  # noqa: E402
import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

SKIPPING_FAILS = os.environ.get("GRADIENT_LABS_CI") == "1"

matplotlib.use("Agg")
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_modifyitems(items):
    # Playwright keeps an asyncio loop running until the last browser test; no other test may meet it.
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_xdist_make_scheduler(config, log):
    return ByFixture(config, log)


class ByFixture(LoadScopeScheduling):
    """With two workers, gives all tests that share something dear to one: the browser, a notebook's run, a file."""

    def _split_scope(self, nodeid):
        path, _, test = nodeid.partition("::")
        if "/browser/" in path:
            return "browser"
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
