# sets others_warn_citizens
published: 2031-03-14
outlet: Demo Wire
---
Sorland withdrew its diplomats from the embassy in Arvenia on Wednesday.
---
Sighting indicator=others_warn_citizens
