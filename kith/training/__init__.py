"""Training: what each role needs, who has it, by which evidence, and until when.

Serves finding F6 of the study (training is offered everywhere and not taken up consistently; it should be tiered, and its
enhanced tier should pass it on). What is said of a person is what they completed and when it is due, never how well they
did: nobody is graded or put in an order but that of names.
"""
