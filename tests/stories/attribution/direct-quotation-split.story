# A quotation that its cue clause splits is one statement with two pieces; the speaker's title belongs to the source.
published: 2031-03-14
outlet: Demo Wire
---
"We will keep the border open," Foreign Minister Ilse Varga said on Wednesday. "Nobody gains from a closed gate."
---
Statement source="Foreign Minister Ilse Varga" cue="said" content="\"We will keep the border open,\" … \"Nobody gains from a closed gate.\"" manner=direct kind=assertion source_entity="Ilse Varga" on_record=named said=2031-03-12 said_basis=timex chain="Demo Wire|Ilse Varga"
