"""What is kept: the protocol of stores, views with a cut in time, judgements replayed, copies, identities, origins."""
