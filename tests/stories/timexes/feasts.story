# Movable feasts are worked out; past tense keeps them in the past.
published: 2031-11-11
outlet: Demo Wire
---
The truce held through Easter and broke after Christmas. It may be renewed before Ramadan. The day after Thanksgiving the court sits.
---
Timex span=Easter days=2031-04-13
Timex span=Christmas days=2030-12-25
Timex span=Ramadan days=2031-12-15/2032-01-13
Timex span="The day after Thanksgiving" days=2031-11-28
