# sets units_in_capital
published: 2031-03-14
outlet: Demo Wire
---
Troops were deployed in the capital of Arvenia on Wednesday.
---
Sighting indicator=units_in_capital
