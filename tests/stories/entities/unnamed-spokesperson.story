# A source without a name is an entity without a name, with the body and the country that the text tells.
published: 2031-03-14
outlet: Demo Wire
---
A US embassy spokesperson confirmed the visit. The spokesperson gave no date.
---
Entity name=null kind=person country=USA sector=GOV roles=spokesperson
Mention span="US embassy spokesperson" form=nominal
Mention span=spokesperson entity="(US embassy spokesperson)" form=nominal
