# A full name, a family name, a title and a form of address are one person.
published: 2031-03-14
outlet: Demo Wire
---
Foreign Minister Ilse Varga arrived on Monday. Varga said the talks would resume. Minister Varga left in the evening, and Ms. Varga told reporters that she was content.
---
Entity name="Ilse Varga" kind=person sector=GOV roles="Foreign Minister|Minister"
Mention span="Ilse Varga" entity="Ilse Varga" form=name
Mention span=Varga entity="Ilse Varga" form=name
Mention span=she entity="Ilse Varga" form=pronoun
!Entity name=Varga
