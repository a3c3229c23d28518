# a word conceded in a talk about troops withdraws none
published: 2021-12-10
outlet: Demo Wire
---
Talks about the troops near Ukraine would be difficult, Russian President Vladimir Putin conceded on Thursday.
---
!Sighting indicator=forces_withdrawn
