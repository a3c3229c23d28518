# A bare family name is nobody's of the roster before his first office, nor where the name goes on.
published: 2009-07-18
outlet: Demo Wire
---
Three men landed on the Moon in 1969. Kim Hollis wrote of it. Scholz saw it as a boy, the paper said.
---
!Entity name="Moon Jae-in"
!Entity name="Kim Jong Un"
!Entity name="Olaf Scholz"
