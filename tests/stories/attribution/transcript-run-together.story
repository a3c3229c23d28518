# Where a transcript lost its line breaks, names with colons behind sentences still give the word.
published: 2031-03-14
outlet: Demo Wire
---
Meeting with President Ilse Varga. Ilse Varga: Good morning. The ferry will sail in June. Milan Keller: And the bridge? Ilse Varga: The bridge stays closed. Milan Keller: For how long? Ilse Varga: We do not know yet. Milan Keller: Thank you. Tomas Brandt: One more question about the harbour. Ilse Varga: Please.
---
Statement source="Ilse Varga" content="The bridge stays closed." source_entity="Ilse Varga"
Statement source="Milan Keller" content="And the bridge?" source_entity="Milan Keller"
Statement source="Tomas Brandt" content="One more question about the harbour." source_entity="Tomas Brandt"
