"""What ``check --fix`` mends: only what can be mended in one way, as a plan that can be looked at first."""
