# An act in disputed territory carries the mark, and a country's act stays the country's.
published: 2031-11-11
outlet: Demo Wire
---
Two soldiers were killed in Sevastopol on Monday, officials said. Five men were arrested in Norway on Tuesday, police said.
---
Event event_type=ASSAULT location="Sevastopol (disputed)"
Event event_type=COERCE location=Norway
