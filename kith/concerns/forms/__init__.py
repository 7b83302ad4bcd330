"""The pages of a consultation: is what was typed well formed, and is the needed part there?

Each section is one form. Choices arrive from outside (`Lists`), so that no form reads a record.
"""

from .child import LATE_WEEKS, OLDEST_YEARS, ChildForm, EqualityForm
from .fields import Lists, SectionForm, choice, line, pick, words
from .record import BarForm, ColleagueForm, EmergencyForm, HandOverForm, LetInForm, NoteForm
from .referrals import AcknowledgedForm, FactForm, OutcomeForm, ReferralForm, SentForm, TemplateForm, UrgentForm
from .sections import (
    FORMS,
    MOST_NOTICED,
    ContextsForm,
    FamilyForm,
    NeedsForm,
    NoticedForm,
    QuestionForm,
    SafetyForm,
    SignsForm,
    VoiceForm,
)

__all__ = [
    "AcknowledgedForm",
    "BarForm",
    "ChildForm",
    "ColleagueForm",
    "ContextsForm",
    "EmergencyForm",
    "EqualityForm",
    "FORMS",
    "FactForm",
    "FamilyForm",
    "HandOverForm",
    "LATE_WEEKS",
    "LetInForm",
    "Lists",
    "MOST_NOTICED",
    "NeedsForm",
    "NoteForm",
    "NoticedForm",
    "OLDEST_YEARS",
    "OutcomeForm",
    "QuestionForm",
    "ReferralForm",
    "SafetyForm",
    "SectionForm",
    "SentForm",
    "SignsForm",
    "TemplateForm",
    "UrgentForm",
    "VoiceForm",
    "choice",
    "line",
    "pick",
    "words",
]
