# A paragraph that ends in a colon leads in the quotation that opens the next.
published: 2031-03-14
outlet: Demo Wire
---
Minister Milan Keller showed the map of the strait to the council. He said:

"We have a harbour where no boat has landed for a year, and nobody can tell me why."
---
Statement source="He" cue="said" content="\"We have a harbour where no boat has landed for a year, and nobody can tell me why.\"" source_entity="Milan Keller"
