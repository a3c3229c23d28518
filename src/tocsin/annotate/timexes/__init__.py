"""The timexes annotation: time expressions with their TIMEX3 values, days and anchors."""
