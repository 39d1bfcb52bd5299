"""What each person is to do this week: whom to call and why, and what to mend in one's own rows."""
