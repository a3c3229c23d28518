"""The entities annotation."""
