"""Analysis of the graph as a signed network: who stands with whom, what is in tension, who is between, who moved."""
