"""The workbench: pages to look, ask and read (:func:`kg.serve.server.serve`), and a SPARQL endpoint for programs."""
