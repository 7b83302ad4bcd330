"""Need to know: parts, the rule with three faces, one answer for absent and withheld, emergency access.

Serves promise 6. A person reads a record because they have a part in it, never because of a role alone;
a bar beats every grant; emergency access is short, reasoned and looked at by somebody else.
"""
