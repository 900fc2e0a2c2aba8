"""Analysis of the graph as a signed network: who stands with whom, what is in tension, who is between, who moved."""

from kg.analyse.alignment import Alignment, alignment
from kg.analyse.balance import Balance, balance
from kg.analyse.blocs import Blocs, blocs
from kg.analyse.brokers import Broker, brokers
from kg.analyse.deeds import Deed, deeds
from kg.analyse.known import Agreement, agreements
from kg.analyse.measures import Measures, measures
from kg.analyse.movers import Mover, movers
from kg.analyse.ties import Tie, signed_graph, ties, ties_of

__all__ = [
    "Agreement", "Alignment", "Balance", "Blocs", "Broker", "Deed", "Measures", "Mover", "Tie", "agreements",
    "alignment", "balance", "blocs", "brokers", "deeds", "measures", "movers", "signed_graph", "ties", "ties_of",
]  # fmt: skip
