"""Tasks that arise by themselves: out of steps, contacts, dates agreed, stalled deals, greetings, quotas and targets."""
