# sets communications_cut
published: 2031-03-14
outlet: Demo Wire
---
The soldiers in Arvenia seized the state television on Wednesday and cut the internet.
---
Sighting indicator=communications_cut
