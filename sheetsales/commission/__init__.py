"""What everybody earns by their plan: frozen facts in, one slice for each deal, receipt, return, bonus out."""
