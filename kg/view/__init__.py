"""The picture: one HTML file with the network, the claims behind every line of it, and nothing to fetch."""

from kg.view.page import page_html, write_page

__all__ = ["page_html", "write_page"]
