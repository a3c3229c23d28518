# Letters and the like sign a quotation: a dash and a name at the end of its paragraph.
published: 2031-03-14
outlet: Demo Wire
---
What islanders think of the ferry

"They never asked us what we wanted, and now the harbour is gone." ― Ana Ruiz

"I have waited three years for this boat." — Ilse Varga, teacher
---
Statement source="Ana Ruiz" cue="―" content="\"They never asked us what we wanted, and now the harbour is gone.\"" source_entity="Ana Ruiz"
Statement source="Ilse Varga" cue="—" content="\"I have waited three years for this boat.\"" source_entity="Ilse Varga"
