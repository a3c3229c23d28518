# sets takeover_announced
published: 2031-03-14
outlet: Demo Wire
---
The army seized power in Arvenia on Wednesday.
---
Sighting indicator=takeover_announced
