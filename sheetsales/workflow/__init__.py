"""The only joint between files and the domain: one module per command, so that each imports only what it uses.

Nothing here prints or asks the clock.
"""
