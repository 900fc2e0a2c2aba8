"""Analysis of the graph as a signed network: who stands with whom, what is in tension, who is between, who moved."""

from kg.analyse.alignment import Alignment, alignment
from kg.analyse.balance import Balance, balance
from kg.analyse.blocs import Blocs, blocs
from kg.analyse.brokers import Broker, brokers
from kg.analyse.movers import Mover, movers
from kg.analyse.ties import Tie, signed_graph, ties

__all__ = [
    "Alignment", "Balance", "Blocs", "Broker", "Mover", "Tie", "alignment", "balance", "blocs", "brokers", "movers",
    "signed_graph", "ties",
]  # fmt: skip
