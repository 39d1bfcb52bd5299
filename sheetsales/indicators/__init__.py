"""What a team's records add up to: one definition each, with how many records it rests on."""
