"""The event engine, on SimPy: everything, contact by contact."""
