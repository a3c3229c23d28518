# A range from day to day is one telling that lasted all of it.
published: 2031-03-14
outlet: Demo Wire
---
Sorland troops shelled the port of Calder from Monday to Wednesday.
---
Event trigger=shelled event_type=ASSAULT days=2031-03-10/2031-03-12 status=occurred
