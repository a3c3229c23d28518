# An office lends its holder the country that stands before it or after its of; the demonym is no part of the title.
published: 2031-03-14
outlet: Demo Wire
---
German Chancellor Ilse Varga called the president of France, Jonas Reed, on Tuesday. Italy's Foreign Minister Marta Lund and Karl Berg, ambassador of Norway, listened.
---
Entity name="Ilse Varga" country=DEU sector=GOV roles=Chancellor
Entity name="Jonas Reed" country=FRA sector=GOV roles=president
Entity name="Marta Lund" country=ITA sector=GOV roles="Foreign Minister"
Entity name="Karl Berg" country=NOR sector=GOV roles=ambassador
