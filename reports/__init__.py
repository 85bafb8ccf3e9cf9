"""What to show: plots, the page, the tables on disk."""
