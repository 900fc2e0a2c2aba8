"""The trained reader: mentions of a passage in, claims with their probabilities out."""
