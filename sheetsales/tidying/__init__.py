"""One long sheet of ours beside many sheets, blocks and piled up cells of theirs, kept in step with them."""
