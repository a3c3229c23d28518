# sets leader_held
published: 2031-03-14
outlet: Demo Wire
---
Soldiers in Arvenia arrested the president on Wednesday.
---
Sighting indicator=leader_held
