"""The lane engine: every replication is a lane; one operation of NumPy moves all lanes, or a compiled loop one lane after the other."""
