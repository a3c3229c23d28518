# Who warns of an act foretells it: the act is feared, and the day beside the warning is the act's.
published: 2031-03-14
outlet: Demo Wire
---
Analysts warned of an offensive against Norway in April.
---
Event trigger="offensive" event_type=ASSAULT status=feared recipients="Norway" days=2031-04
!Event event_type=THREATEN
!Event status=occurred
