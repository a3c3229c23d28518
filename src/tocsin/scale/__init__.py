"""A corpus over more processes and more machines: shards in, readings out, in order, whatever becomes of a worker."""
