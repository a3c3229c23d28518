# What is denied or negated is no happening.
published: 2031-03-14
outlet: Demo Wire
---
Canada denied attacking the convoy. Its soldiers did not cross the border.
---
Event trigger="attacking" status=denied status_cue="denied"
Event trigger="cross … border" status=denied status_cue="not"
!Event status=occurred
