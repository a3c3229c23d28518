# Both ends of a range carry all its days; a clock past midnight is the next day's.
published: 2031-11-11
outlet: Demo Wire
---
The drill runs from Dec. 6 to Dec. 9. The curfew was in force from 10 p.m. on Friday to 5 a.m.
---
Timex span="Dec. 6" days=2031-12-06 range=2031-12-06/2031-12-09
Timex span="Dec. 9" days=2031-12-09 range=2031-12-06/2031-12-09
Timex span="5 a.m." value=2031-11-08T05:00 days=2031-11-08
