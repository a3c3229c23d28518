# A gerund under rejecting is refused too.
published: 2031-03-14
outlet: Demo Wire
---
The minister acknowledged that Canada had rejected holding talks with Norway.
---
Event trigger="talks" event_type=CONSULT status=refused status_cue="rejected"
!Event trigger="talks" status=occurred
