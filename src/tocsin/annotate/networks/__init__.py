"""The pipeline's own trained networks, run in our way: the same weights and results, at a fraction of the cost."""
