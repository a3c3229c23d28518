# Words in marks inside indirect speech make it mixed; marks around a word or two make no statement of their own.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt said the agreement was "dead on arrival" and nobody would mourn it. The so-called "friendship" bridge stays closed.
---
Statement source="Tomas Brandt" cue="said" manner=mixed
!Diagnostic code=unattributed-quotation
