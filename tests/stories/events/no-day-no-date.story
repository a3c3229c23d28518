# A telling without a day stays undated; the publication date is no default, and a Diagnostic says so.
published: 2031-03-14
outlet: Demo Wire
---
Norway expelled two diplomats.
---
Event trigger="expelled … diplomats" event_type=SANCTION mode=expel status=occurred actors="Norway" days=null
Diagnostic code=undated-event
