"""The events annotation."""
