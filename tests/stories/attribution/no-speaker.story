# A quotation whose speaker the text does not tell is kept without a source, and a doubt says so; what stands in it is
# nobody's belief.
published: 2031-03-14
outlet: Demo Wire
---
The crowd moved off in silence.

"I think we should never have come to this place at all."
---
Diagnostic code=unattributed-quotation span="\"I think we should never have come to this place at all.\""
!Statement kind=belief
Statement source="" cue="" kind=assertion source_entity=null
