"""Pages of one article to one draft."""
