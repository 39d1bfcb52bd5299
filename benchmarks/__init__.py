"""Programs that measure and prove: benchmarks against named peers, end-to-end runs, and the demo."""
