"""The month's figures by names, for a team's own template."""
