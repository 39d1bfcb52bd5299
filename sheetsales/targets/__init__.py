"""Targets divided: from the company to teams and people, from the year to quarters and months, exact to the cent."""
