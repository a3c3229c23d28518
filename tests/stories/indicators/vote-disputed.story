# sets vote_disputed
published: 2031-03-14
outlet: Demo Wire
---
The opposition in Arvenia rejected the result of the election on Wednesday.
---
Sighting indicator=vote_disputed
