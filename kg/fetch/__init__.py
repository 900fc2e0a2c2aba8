"""What is on the web: fetched politely and within bounds, kept on disk, and read like any file.

address → place (:mod:`kg.fetch.place`) → one transfer (:mod:`kg.fetch.transfer`) → an answer, with redirects,
retries and robots.txt (:mod:`kg.fetch.client`) → kept (:mod:`kg.fetch.kept`) → articles (:mod:`kg.fetch.articles`)
"""
