"""What sharing answers where the rooms below ask. Who may read follows from rules, asked each time: nothing reacts."""

from kith.concerns.rules import answers, family_not_to_be_told, not_for_family

from .queries import family_marks_of, not_for_family_of

answers(family_not_to_be_told)(family_marks_of)
answers(not_for_family)(not_for_family_of)
