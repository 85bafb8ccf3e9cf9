"""What may be chosen, and the integer program of it: people on shifts at least cost."""
