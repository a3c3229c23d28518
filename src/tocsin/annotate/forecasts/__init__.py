"""The forecasts annotation."""
