"""Work shared out among people: only to who can do it, evenly, kept where it was, and explained."""
