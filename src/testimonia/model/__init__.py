"""What the archive talks about: plain values, standard library only."""
