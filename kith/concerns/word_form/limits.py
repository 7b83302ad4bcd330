"""How large a form may be, and the sentences that say why one cannot be used."""

from kith.bounds.packages import Bounds

LARGEST = 2 * 1024 * 1024
LARGEST_OPEN = 8 * 1024 * 1024
# Word's own lists of styles come out forty times larger.
BOUNDS = Bounds(most_files=400, largest_open=LARGEST_OPEN, largest_file=LARGEST_OPEN, most_tight=100)
MOST_MARKS = 300_000
MOST_NAMESPACES = 2_000
MOST_ATTRIBUTES = 300  # of one element: to the parser, twice as many are four times the work
MOST_PLACES = 200
MOST_TEXT = 1_000_000  # letters that are filled in, and lines
MOST_LINES = 20_000
ANEW = "Open it in Word and save it anew as a Word document (.docx)."
TOO_LARGE = "The file is larger than 2 MB. Take pictures out of it and try again."
TOO_MUCH = "The file holds more than a form does. Take pictures or pages out of it and try again."
TOO_LONG = "The texts are too long for this form. Name each place only once in it."
DAMAGED = f"The form is damaged. {ANEW}"


class NotUsable(ValueError):
    """The form cannot be used; the message says in a sentence or two what to change in it."""
