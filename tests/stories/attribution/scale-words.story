# Loose words of probability stand on the survey's ranges, a number in the text on itself, and may and could on none.
published: 2031-03-14
outlet: Demo Wire
---
Jan Keller said the strike would probably end this week. Ilse Varga said there was a 70 percent chance of rain. Tomas Brandt said the ferry might sink.
---
Statement source="Jan Keller" certainty="0.6..0.85" hedges="probably"
Statement source="Ilse Varga" certainty="0.7..0.7"
Statement source="Tomas Brandt" certainty=none hedges="might"
