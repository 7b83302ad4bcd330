"""What comes from outside stays within bounds: how much a package unpacks to, how strictly XML is read, how many do at
once what is costly. Knows no record, no page and no words for people: whoever asks says what they need.
"""
