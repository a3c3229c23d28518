"""The open set of events with type and status: guidelines, worksheets, annotations, report."""
