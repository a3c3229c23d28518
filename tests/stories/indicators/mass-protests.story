# sets mass_protests
published: 2031-03-14
outlet: Demo Wire
---
Thousands of people protested in Arvenia on Wednesday.
---
Sighting indicator=mass_protests
