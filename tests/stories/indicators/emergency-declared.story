# sets emergency_declared
published: 2031-03-14
outlet: Demo Wire
---
Arvenia imposed a curfew on Wednesday.
---
Sighting indicator=emergency_declared
