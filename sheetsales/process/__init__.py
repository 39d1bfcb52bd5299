"""What rules, allocation and indicators share: working days, contact, time in stage, money in one currency."""
