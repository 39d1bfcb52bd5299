"""What a button's macro and Python say to each other: a job folder, a request, and a list of changes."""
