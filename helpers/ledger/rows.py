"""A row of the ledger says what is claimed, how it was tried, what came out, and what that makes of the claim."""

from base64 import b64encode
from html import escape

from ..claims.claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN
from ..palette import in_use
from ..pictures.evidence import ended, in_words

# A sign before each word, so that a column of verdicts can be scanned; the word itself is always there.
SIGNS = {HOLDS: "●", HOLDS_IF: "◕", HALF_TRUE: "◑", FAILS: "○", NOT_SHOWN: "◌"}
STYLE = """<style>
.gradient-ledger-row { border-top: 1px solid #8b929a66; padding: 6px 0 }
.gradient-ledger p { margin: 0; line-height: 1.4 }
.gradient-ledger small { opacity: 0.8; font-size: 0.92em }
</style>"""


def signed(verdict: str) -> str:
    """A verdict as it stands in the ledger: its sign and its word."""
    return f"{SIGNS[verdict]} {verdict}"


def claim_html(result: dict) -> str:
    """What is claimed and how it is tried."""
    return f"<p>{escape(result['says'])}</p><p><small>{escape(result['experiment'])}</small></p>"


def verdict_html(result: dict, guess: str | None = None) -> str:
    """The word, beside it what the reader had guessed, the number with its interval, and what it is the number of."""
    guessed = f" <small>you said: {escape(signed(guess))}</small>" if guess else ""
    return (
        f"<p><b>{escape(signed(result['verdict']))}</b>{guessed}</p>"
        f"<p>{escape(in_words(result['number']))}</p><p><small>{escape(result['headline'])}</small></p>"
    )


def meaning_html(result: dict) -> str:
    """All that the ledger says of a claim, above its evidence and its lab."""
    size = f"font-size: {15 * in_use().scale:.0f}px; line-height: 1.45; max-width: 960px"
    return (
        f'<div role="status" style="{size}"><p><b>{escape(result["claim"])} {escape(ended(result["verdict"]))}</b> '
        f"{escape(result['meaning'])}</p><p><small>Claimed: {escape(result['says'])} "
        f"Tried: {escape(result['experiment'])}</small></p></div>"
    )


def still(results: list[dict], strips: list[bytes]) -> str:
    """The ledger as a table, for a page without a kernel."""
    rows = "".join(
        f"<tr><td>{escape(result['claim'])}</td><td>{claim_html(result)}</td>"
        f'<td><img alt="" width="200" src="data:image/jpeg;base64,{b64encode(strip).decode()}"></td>'
        f"<td>{verdict_html(result)}</td></tr>"
        for result, strip in zip(results, strips)
    )
    return f"<table><tr><th></th><th>claim and experiment</th><th>evidence</th><th>verdict</th></tr>{rows}</table>"


def plain(result: dict) -> str:
    """A row as one line of text."""
    return f"{result['claim']:4}{result['verdict']:24}{result['headline']}: {in_words(result['number'])}"
