"""Every printed sentence is a claim: what each kind of sentence means, and the search for a case
that refutes it."""
