"""Time expressions: interval arithmetic, the grammar that finds them, the calculator that anchors them. No clock."""
