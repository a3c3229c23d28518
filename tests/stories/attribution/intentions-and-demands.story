# Vows, demands and warnings keep their kinds; the one who is urged belongs to the content.
published: 2031-03-14
outlet: Demo Wire
---
Germany vowed to send engineers. France urged both sides to stop firing. Poland warned of a longer winter. Sweden threatened to close its ports.
---
Statement source="Germany" cue="vowed" content="to send engineers" kind=intention
Statement source="France" cue="urged" content="both sides to stop firing" kind=directive
Statement source="Poland" cue="warned of" content="a longer winter" kind=assertion
Statement source="Sweden" cue="threatened" content="to close its ports" kind=threat
