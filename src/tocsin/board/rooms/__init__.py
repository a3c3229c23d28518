"""The rooms of the board: one file a page."""
