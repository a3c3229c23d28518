# Asking and the act asked for are two tellings, with their own doers.
published: 2031-03-14
outlet: Demo Wire
---
Norway urged Canada to withdraw its troops.
---
Event trigger="urged" event_type=REQUEST status=occurred actors="Norway" recipients="Canada"
Event trigger="withdraw … troops" event_type=RETREAT status=requested plover=REQUEST/yield actors="Canada"
!Event event_type=RETREAT status=occurred
