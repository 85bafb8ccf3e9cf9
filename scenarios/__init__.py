"""The scenarios that come with Counterline, and their tables."""
