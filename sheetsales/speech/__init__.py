"""How both languages put counts, lists and days: each decided here, once, for every sentence."""
