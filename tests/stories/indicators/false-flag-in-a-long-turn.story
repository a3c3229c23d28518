# the words of a long turn that count are those of one sentence
published: 2021-12-10
outlet: Demo Wire
---
"I would not say if we shall meet. Russia is preparing a false-flag operation in Ukraine," Minister Ilse Varga said.
---
Sighting indicator=false_flag_alleged span="Russia is preparing a false-flag operation in Ukraine,\""
