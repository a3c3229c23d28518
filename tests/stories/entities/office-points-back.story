# An office with the article is the one person of the document who holds it.
published: 2031-03-14
outlet: Demo Wire
---
Outgoing German Chancellor Ilse Varga spoke by phone with the Danish president, Karl Berg. The German chancellor urged calm, and the acting chancellor promised help.
---
Mention span="German chancellor" entity="Ilse Varga" form=nominal
Mention span="acting chancellor" entity="Ilse Varga" form=nominal
Entity name="Karl Berg" country=DNK roles=president
