"""What is drawn: who comes when, wanting what, what each contact carries, and who is absent.

Every draw has an address (:mod:`sim.draws.dice`), so all engines and policies read the same numbers in whatever order they ask.
Only draws live here: what they lead to is a matter of :mod:`sim.rules` and of the engines.
"""
