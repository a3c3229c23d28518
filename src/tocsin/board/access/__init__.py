"""Who may ask the board and the API: tokens, users, sessions."""
