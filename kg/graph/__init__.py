"""The graph: claims into named graphs, what follows from them, and questions about them."""
