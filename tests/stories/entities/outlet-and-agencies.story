# The outlet is an entity of the metadata, its name in the text is a mention of it, and agencies are media.
published: 2031-03-14
outlet: Demo Wire
---
The visit is over, Karl Berg told the Demo Wire on Sunday. Reuters reported the same.
---
Entity name="Demo Wire" basis=metadata kind=organization sector=MED
Mention span="Demo Wire" entity="Demo Wire" form=name
Entity name=Reuters basis=text kind=organization sector=MED
