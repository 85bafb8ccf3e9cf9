"""The service network as numbers: which line a contact stands in, which pool calls from which line, and what it may try next.

What a planner wrote by name becomes tables of whole numbers here, once for both engines. Nothing here is drawn, and no time passes.
"""
