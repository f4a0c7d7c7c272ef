"""The docket lists every claim that is tried, in the thread's numbering: it is the menu of the ledger.

To add a claim, write what measures it and what judges it in the file of its topic, and add an entry to that file's list.
"""

from ..menu import Menu
from . import choosing, dying_units, formulas, gradient_size, initialization, sparsity
from .claim import Claim

_TOPICS = (gradient_size, initialization, sparsity, dying_units, formulas, choosing)
_ALL = sorted((claim for topic in _TOPICS for claim in topic.CLAIMS), key=lambda claim: claim.number)

CLAIMS: dict[str, Claim] = Menu("claim", {claim.name: claim for claim in _ALL})
