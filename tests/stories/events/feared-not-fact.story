# What is feared has not happened, whatever stands between the fear and the act.
published: 2031-03-14
outlet: Demo Wire
---
Western officials fear that Canada could attack Norway before the summer.
---
Event trigger="attack" event_type=ASSAULT status=feared actors="Canada" recipients="Norway"
!Event status=occurred
!Event status=ongoing
