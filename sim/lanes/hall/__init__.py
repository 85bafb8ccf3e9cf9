"""Halls in lanes: each lane goes from event to event, visit by visit, compiled."""
