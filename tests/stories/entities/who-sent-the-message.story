# What a message says is said by who is told to have sent it just before.
published: 2031-11-11
outlet: Demo Wire
---
Norwegian President Olav Keller sent his greetings to the veterans in Bergen. The message reads: "I am proud of you, and I will come in May."
---
Statement cue=reads source_entity="Olav Keller"
Mention span=I form=pronoun entity="Olav Keller"
