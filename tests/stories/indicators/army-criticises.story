# sets army_criticises
published: 2031-03-14
outlet: Demo Wire
---
The army of Arvenia accused the government on Wednesday.
---
Sighting indicator=army_criticises
