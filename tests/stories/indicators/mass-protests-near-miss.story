# a near miss does not set mass_protests
published: 2031-03-14
outlet: Demo Wire
---
Thousands of people protested in Sorland on Wednesday.
---
!Sighting indicator=mass_protests
