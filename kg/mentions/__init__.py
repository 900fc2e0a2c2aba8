"""From a Doc to the mentions of actors in it, with the state or body that each belongs to."""
