# A clock time with a zone is a moment; the place's own time leaves only the day.
published: 2031-11-11
outlet: Demo Wire
---
The session opens at 3 p.m. Moscow time on Friday. Around 3:00 p.m. local time on Monday the lights went out.
---
Timex span="3 p.m. Moscow time on Friday" days=2031-11-14T15:00+03:00
Timex span="Around 3:00 p.m. local time on Monday" mod=APPROX days=2031-11-10~
