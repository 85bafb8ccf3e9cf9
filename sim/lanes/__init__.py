"""The lane engine, on NumPy: every replication is a lane, and one operation moves all lanes."""
