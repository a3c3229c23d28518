"""The attribution annotation."""
