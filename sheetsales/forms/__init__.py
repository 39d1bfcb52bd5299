"""A team's own form filled by names: named cells, Tables and blocks. Knows no sales."""
