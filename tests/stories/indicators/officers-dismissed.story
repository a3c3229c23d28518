# sets officers_dismissed
published: 2031-03-14
outlet: Demo Wire
---
Arvenia arrested three generals on Wednesday.
---
Sighting indicator=officers_dismissed
