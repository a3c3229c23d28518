# an office with its field before a name is no part of the name
published: 2031-03-14
outlet: Demo Wire
---
Deputy Emergency Situations Minister Tomas Brandt told reporters that the search was over.
---
Entity name="Tomas Brandt" kind=person
!Entity name="Situations Minister Tomas Brandt"
