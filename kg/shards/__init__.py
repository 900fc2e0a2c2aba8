"""Articles with their claims and mentions in Parquet: what extraction leaves and graphs are loaded from."""
