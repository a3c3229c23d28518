"""The board: what the desk knows, in the browsers of this machine. It asks the desk and holds no rule of its own."""
