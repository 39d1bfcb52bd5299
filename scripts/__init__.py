"""Programs for people who work on sheetsales: the demo and the build of generated files."""
