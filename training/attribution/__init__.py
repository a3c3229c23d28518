"""An open corpus of who said what, stand-off, and the coder trained on it."""
