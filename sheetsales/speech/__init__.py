"""How both languages put counts, lists, days and money: each decided here, once, for every sentence."""
