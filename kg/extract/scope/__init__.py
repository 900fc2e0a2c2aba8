"""How far a claim holds, read from what stands around its predicate: polarity, modality, attribution, dates."""
