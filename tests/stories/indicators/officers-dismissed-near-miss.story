# a near miss does not set officers_dismissed
published: 2031-03-14
outlet: Demo Wire
---
Arvenia decorated three generals on Wednesday. Sorland arrested three generals on Wednesday.
---
!Sighting indicator=officers_dismissed
