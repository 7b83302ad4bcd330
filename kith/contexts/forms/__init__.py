"""Is what was typed for a context, its assessment or a map well formed?"""

from .assessing import AssessmentForm, ConferenceForm, DissentForm, PutConferenceRightForm, ReviewForm
from .contexts import (
    BarForm,
    ChangeForm,
    CloseForm,
    ConcernForm,
    EndLinkForm,
    HandOverForm,
    LetInForm,
    LinkForm,
    OpenAgainForm,
    OpenForm,
    PartnerForm,
)
from .maps import OURS, DayForm, EndTieForm, NameForm, NodeForm, PutRightForm, TieForm, WithdrawForm
from .planning import ActionForm, DoneForm, DropForm, GoalForm

__all__ = [
    "OURS",
    "ActionForm",
    "AssessmentForm",
    "BarForm",
    "ChangeForm",
    "CloseForm",
    "ConcernForm",
    "ConferenceForm",
    "DayForm",
    "DissentForm",
    "DoneForm",
    "DropForm",
    "EndLinkForm",
    "EndTieForm",
    "GoalForm",
    "HandOverForm",
    "LetInForm",
    "LinkForm",
    "NameForm",
    "NodeForm",
    "OpenAgainForm",
    "OpenForm",
    "PartnerForm",
    "PutConferenceRightForm",
    "PutRightForm",
    "ReviewForm",
    "TieForm",
    "WithdrawForm",
]
