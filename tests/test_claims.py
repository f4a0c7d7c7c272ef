"""The claims: their findings and rules, and that no verdict hangs on the seeds it was found with."""

import re

import numpy as np
import pytest

from helpers.claims import CLAIMS, FAILS, HOLDS, HOLDS_IF, NOT_SHOWN, WORDS, Finding, Trial, caffenet, hear
from helpers.claims import trial as trials
from helpers.claims.choosing import average_ranks, rank_correlation
from helpers.experiments import mean_interval, share_interval
from tests.notebooks.reading import FOLDER, NOTEBOOKS, notebook

every_claim = pytest.mark.parametrize("name", CLAIMS)

# For each claim a finding of another kind: what is measured instead, and the word that must then come out.
OTHERWISE = {
    "T1": ({"at z = 32": 0.1}, FAILS),
    "T2": ({"at z = -8": 0.01}, FAILS),
    "T3": ({"layer 1": 1e-3}, FAILS),
    "T4": ({"20 layers": 1e-3, "30 layers": 1e-4}, FAILS),
    "T5": ({"all paths, Xavier": 0.9}, HOLDS),
    "T6": ({"layer 3, back after 300 steps": 0.0}, FAILS),
    "T7": ({"Xavier": 0.7}, FAILS),
    "T8": ({"zeros, L1 0.03": 0.46}, FAILS),
    "T9": ({"set kept by a nudge, ReLU": 0.4}, FAILS),
    "T10": ({"spread / spread by chance": 3.0}, HOLDS),
    "T11": ({"ReLU, trained": 0.99, "ReLU, fresh": 0.95}, HOLDS),
    "T12": ({"2 inputs, 12 units": 12.0}, HOLDS),
    "T13": ({"softplus, 12 layers": 0.95, "ReLU, 12 layers": 0.8}, FAILS),
    "T14": ({"leaky ReLU, slope 0.01": 0.9}, HOLDS),
    "T15": ({"rank correlation, ours and theirs": 0.9}, HOLDS),
    "T16": ({"2 ReLU": 1.0, "2 leaky ReLU": 0.0}, HOLDS),
    "T17": ({"error of the gradient, NecroReLU": 0.0}, FAILS),
    "T18": ({"NecroReLU, slope 0.1, bias −1.5": 0.97}, HOLDS_IF),
    "T19": ({"1 − x², x the pre-activation": 1e-9}, HOLDS),
    "T20": ({"ReLU, He, 2 layers": 0.99, "ReLU, He, 10 layers": 0.99}, FAILS),
    "T21": ({"half ReLU, half tanh, two moons": 1.0, "half ReLU, half tanh, digits": 1.0}, HOLDS),
    "T22": ({"slope 0.5, He": 1.0}, FAILS),
    "T23": ({"leaky ReLU, slope 0.01": 0.3, "leaky ReLU, slope 0.3": 0.3}, HOLDS),
    "T24": ({"linear, weights × 0.5": 1.0}, HOLDS),
    "T25": ({"gradient, ReLU, He": 3e-5, "gradient, ReLU, Xavier": 3e-5}, HOLDS),
    "T26": ({"linear": 0.1}, FAILS),
    "T27": ({"accuracy, 16 units": 0.99}, HOLDS),
    "T28": ({"output biases": 0.0}, HOLDS),
    "T29": ({"ReLU, PyTorch default": 0.9}, FAILS),
    "T30": ({"W(δ ⊙ f′), as written": 1e-9}, HOLDS),
    "T31": ({"PyTorch default": 1.0, "LeCun": 1.0, "Xavier": 1.0}, HOLDS),
    "T32": ({"single unit of layer 3, back": 0.0}, HOLDS),
}

# What the notebooks say: a verdict block, "> **T5 is half true.** …", and a row of the table at their end.
WORD = r"(holds if|holds|half true|fails|not shown)"
BLOCK = re.compile(rf"^> \*\*(T\d+) (?:is )?{WORD}", re.MULTILINE)
ROW = re.compile(rf"^\| (T\d+): .*? \| {WORD}[^|]* \| .*\|$", re.MULTILINE)


def told(pattern):
    """(notebook, claim, word) wherever a notebook gives a verdict in this form."""
    cells = [(name, cell.source) for name in NOTEBOOKS for cell in notebook(name).cells]
    return [(name, *found) for name, source in cells for found in pattern.findall(source)]


def first_seeds(name):
    """What the notebook shows: ten seeds from 0."""
    return hear(name)


def other_seeds(name):
    return hear(name, seeds=5, seed=1)


# ---- The docket


def test_all_claims_of_the_thread_are_on_the_docket_in_order():
    assert list(CLAIMS) == [f"T{number}" for number in range(1, 33)]


@every_claim
def test_a_claim_is_complete(name):
    claim = CLAIMS[name]
    assert set(claim.verdicts) <= set(WORDS) and len(claim.verdicts) > 1
    assert re.match(r"0\d_\w+$", claim.notebook)
    for sentence in (claim.says, claim.experiment, *claim.verdicts.values()):
        assert sentence.endswith(".")


def test_another_notebook_than_there_will_be_is_not_named():
    there = {path.stem for path in FOLDER.glob("*.ipynb")}
    numbers = {claim.notebook[:2]: claim.notebook for claim in CLAIMS.values()}
    assert all(name in there for number, name in numbers.items() if number in {stem[:2] for stem in there})


# ---- Verdicts


@every_claim
def test_a_verdict_is_the_same_from_other_seeds(name):
    claim = CLAIMS[name]
    assert claim.judge(other_seeds(name)) == claim.judge(first_seeds(name))


@every_claim
def test_a_verdict_comes_out_otherwise_where_the_finding_does(name):
    claim, found, (instead, word) = CLAIMS[name], other_seeds(name), OTHERWISE[name]
    assert set(instead) <= set(found.values)
    made_up = {
        contender: np.full(numbers.shape, instead.get(contender, np.nan)) for contender, numbers in found.values.items()
    }
    values = {
        contender: made_up[contender] if contender in instead else found.values[contender] for contender in made_up
    }
    assert claim.judge(Finding(values, found.scale)) == word != claim.judge(found)
    assert word in claim.verdicts


@every_claim
def test_the_number_that_is_shown_is_one_that_was_measured(name):
    named = CLAIMS[name].headline
    assert set([named] if isinstance(named, str) else named) <= set(other_seeds(name).values)


@pytest.mark.parametrize(("book", "name", "word"), told(ROW), ids=lambda part: part[:3])
def test_the_verdict_in_the_table_of_a_notebook_is_that_of_the_ledger(book, name, word):
    assert re.match(WORD, CLAIMS[name].judge(first_seeds(name)))[0] == word


@pytest.mark.parametrize(("book", "name", "word"), told(BLOCK), ids=lambda part: part[:3])
def test_the_verdict_block_of_a_notebook_agrees_with_the_ledger(book, name, word):
    # A block gives the condition in its own words: "T3 holds for layer 1 …".
    assert CLAIMS[name].judge(first_seeds(name)).startswith(word)


def test_each_claim_has_its_verdict_in_the_notebook_that_the_ledger_names():
    blocks = {(name, book) for book, name, _ in told(BLOCK)}
    assert {(name, claim.notebook) for name, claim in CLAIMS.items()} <= blocks
    assert {name for _, name, _ in told(ROW)} == set(CLAIMS)


# ---- Findings


def test_a_finding_averages_as_its_scale_says():
    numbers = np.array([1.0, 10.0, 100.0])
    assert tuple(Finding({"a": numbers})["a"]) == pytest.approx([float(end) for end in mean_interval(numbers)])
    log = [10 ** float(end) for end in mean_interval(np.log10(numbers))]
    assert tuple(Finding({"a": numbers}, "log")["a"]) == pytest.approx(log) and log[0] == pytest.approx(10)
    hits = np.array([1, 0, 1, 1])
    assert tuple(Finding({"a": hits}, "successes")["a"]) == pytest.approx((0.75, *share_interval(3, 4)))


def test_what_never_varies_is_its_own_interval_and_nan_is_left_out():
    assert Finding({"a": 0.25})["a"] == (0.25, 0.25, 0.25)
    assert Finding({"a": [0.5, np.nan, 0.5]})["a"] == (0.5, 0.5, 0.5)
    assert np.isnan(Finding({"a": [np.nan, np.nan]})["a"].mean)


def test_a_gap_is_taken_seed_by_seed():
    one, other = np.array([0.5, 0.9]), np.array([0.4, 0.8])
    assert Finding({"one": one, "other": other}).gap("one", "other") == pytest.approx((0.1, 0.1, 0.1))
    assert Finding({"one": one, "other": one / 2}, "log").gap("one", "other") == pytest.approx((2, 2, 2))


def test_an_unknown_scale_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match="linear, log, successes, not 'cubic'"):
        Finding({}, "cubic")


# ---- The rank correlation


def test_equal_values_share_their_rank():
    assert average_ranks([0.5, 0.9, 0.5, 0.1, 0.9, 0.9]).tolist() == [1.5, 4, 1.5, 0, 4, 4]


def test_the_rank_correlation_does_not_hang_on_the_order_in_which_equal_values_are_listed():
    ours, theirs = np.array([0.97, 0.97, 0.98, 0.97, 0.96]), np.array([0.4, 0.5, 0.3, 0.6, 0.2])
    there = rank_correlation(ours, theirs)
    assert there == pytest.approx(rank_correlation(ours[::-1], theirs[::-1]))
    # Ranks 2, 2, 4, 2, 0 and 2, 3, 1, 4, 0: their deviations multiply to 2, their squares add up to 8 and 10.
    assert there == pytest.approx(2 / np.sqrt(8 * 10))


@pytest.mark.parametrize(("order", "word"), [(0.6, NOT_SHOWN), (-0.6, NOT_SHOWN), (-0.8, FAILS)])
def test_the_order_of_eight_is_not_judged_by_what_chance_alone_may_do(order, word):
    claim = CLAIMS["T15"]
    assert claim.judge(Finding({claim.headline: np.full(10, order)})) == word


# ---- Trials


def test_the_same_seeds_give_the_same_numbers():
    first, again = CLAIMS["T31"].find(range(3, 5)), CLAIMS["T31"].find(range(3, 5))
    assert all((first.values[name] == again.values[name]).all() for name in first.values)


def test_a_stopped_trial_keeps_what_was_tried(monkeypatch):
    monkeypatch.setattr(trials, "CLAIMS", {name: CLAIMS[name] for name in ("T1", "T2", "T19")})

    def stop(done, total):
        assert total == 3
        if done == 2:
            raise KeyboardInterrupt

    assert list(Trial(seeds=2, progress=stop)) == ["T1", "T2"]


@pytest.mark.parametrize("wrong", [dict(seeds=1), dict(seeds=2.5), dict(seed=-1)])
def test_seeds_that_are_none_are_refused_by_name(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Trial(**wrong)


# ---- Published numbers


def test_the_published_table_is_the_one_of_its_source():
    rows = caffenet()
    assert len(rows) == 22 and sum(row["batch_normalization"] for row in rows) == 7
    table = {(row["activation"], row["comment"]): (row["accuracy"], row["log_loss"]) for row in rows}
    assert table["tanh", ""] == (0.401, 2.78) and table["none", "without max pooling"] == (0.035, 6.28)


def test_what_stands_as_theirs_is_in_their_table():
    shown = {name: numbers[0] for name, numbers in other_seeds("T15").values.items() if name.endswith("theirs")}
    del shown["rank correlation, ours and theirs"]
    assert shown == {
        "ReLU, theirs": 0.471, "tanh, theirs": 0.401, "leaky ReLU, slope 1/3, theirs": 0.469, "PReLU, theirs": 0.485,
        "ELU, theirs": 0.488, "shifted softplus, theirs": 0.486, "SELU, theirs": 0.470, "linear, theirs": 0.389,
    }  # fmt: skip
