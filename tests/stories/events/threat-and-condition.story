# A threat lends its status to the act; what stands in the if-clause is hypothetical.
published: 2031-03-14
outlet: Demo Wire
---
Canada has threatened to invade Norway if the sanctions are not lifted.
---
Event trigger="invade" event_type=ASSAULT status=threatened status_cue="threatened" plover=THREATEN/violence actors="Canada" recipients="Norway"
Event trigger="sanctions … lifted" event_type=RETREAT status=hypothetical
!Event event_type=THREATEN
!Event status=occurred
