"""What a parse says, in words: the only place that speaks of dependency labels and part-of-speech tags."""
