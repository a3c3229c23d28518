# Words behind a colon are the subject's, whatever the verb; a picture's credit is nobody's words.
published: 2031-11-11
outlet: Demo Wire
---
Minister Ilse Varga opened the hall: "This is a good day for all of us." Envoy Jan Keller.Image: House of Delegates.
---
Statement source="Minister Ilse Varga" cue=: content="\"This is a good day for all of us.\"" manner=direct
!Statement source="Envoy Jan Keller.Image"
