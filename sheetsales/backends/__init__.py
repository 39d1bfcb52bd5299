"""Where tables come from and edits go: a closed file, memory. Only ``workflow`` imports this."""
