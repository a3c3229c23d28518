# "said X" behind the quotation: the apposition belongs to the source, what follows it does not belong to the content.
published: 2031-03-14
outlet: Demo Wire
---
"The river rose faster than our models allowed," said Tomas Brandt, director of the Harbour Institute, a research body.
---
Statement cue="said" content="\"The river rose faster than our models allowed,\"" manner=direct source_entity="Tomas Brandt"
