"""How fast Counterline is, beside a peer that does the same work in the same run."""
