"""A graph kept up to date with feeds: what they have that is new is read, and what it says that is new is reported.

feeds (:mod:`kg.watch.subscriptions`) → entries not yet read (:mod:`kg.watch.state`) → a build
(:mod:`kg.watch.passes`) → what is new in the graph (:mod:`kg.watch.news`) → reports (:mod:`kg.watch.report`)
"""
