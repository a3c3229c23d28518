# An accusation is one telling, what it blames on the other is another: alleged, and undone for the counting.
published: 2031-03-14
outlet: Demo Wire
---
Norway accused Canada of shelling a border village on Sunday.
---
Event trigger="accused … of" event_type=ACCUSE mode=allege status=occurred actors="Norway" recipients="Canada"
Event trigger="shelling" event_type=ASSAULT status=alleged plover=ACCUSE/allege actors="Canada" days=2031-03-09
!Event trigger="shelling" status=occurred
