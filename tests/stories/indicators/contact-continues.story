# sets contact_continues
published: 2021-12-10
outlet: Demo Wire
---
The Russian president spoke by phone with the French president on Thursday.
---
Sighting indicator=contact_continues
