"""What a check makes of findings: ids given, order, since, baseline, summary, and the edits that write them."""
