# An ambiguous country name is the country only where the document speaks of it.
published: 2031-03-14
outlet: Demo Wire
---
Voters in Georgia went to the polls on Tuesday, officials in Atlanta said.
---
Entity name=Georgia kind=place country=null
!Entity name=Georgia country=GEO
