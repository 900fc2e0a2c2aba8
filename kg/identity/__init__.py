"""Who is who across articles: an overview, candidates for merging, and the analyst's decisions."""
