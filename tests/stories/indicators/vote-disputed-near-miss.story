# a near miss does not set vote_disputed
published: 2031-03-14
outlet: Demo Wire
---
The opposition in Arvenia welcomed the result of the election on Wednesday.
---
!Sighting indicator=vote_disputed
