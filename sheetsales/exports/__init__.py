"""Records for other systems: the files their importers take, in their headings, labels and encodings."""
