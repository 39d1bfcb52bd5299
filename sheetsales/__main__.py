"""``python -m sheetsales`` is the same as ``sheetsales``."""

from sheetsales.cli.main import main

main()
