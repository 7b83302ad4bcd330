"""Is what was typed well formed?"""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, offer

from .words import TokenScope

# A year beyond this is a slip of the hand; no vetting lasts so long.
VETTING_YEARS_AT_MOST = 20


class SignInForm(KithForm):
    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        error_messages={"required": "Enter your e-mail address"},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=128,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(KithForm):
    password = forms.CharField(
        label="Your password",
        max_length=128,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(KithForm):
    password = forms.CharField(
        label="Your present password",
        max_length=128,
        strip=False,
        error_messages={"required": "Enter your present password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password1 = forms.CharField(
        label="New password",
        max_length=128,
        strip=False,
        help_text="At least 15 characters. Four or five words that do not belong together are easy to remember.",
        error_messages={
            "required": "Enter a new password",
            "max_length": "Choose a password of at most 128 characters",
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label="New password again",
        max_length=128,
        strip=False,
        error_messages={
            "required": "Enter the new password again",
            "max_length": "Choose a password of at most 128 characters",
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self):
        super().clean()
        data = self.cleaned_data
        new, again = data.get("new_password1"), data.get("new_password2")
        if new and again and new != again:
            self.add_error("new_password2", "The two new passwords differ. Enter the same one twice")
        elif new and new == data.get("password"):
            self.add_error("new_password1", "Choose a password that is not the present one")
        elif new:
            try:
                validate_password(new, self.person)
            except ValidationError as error:
                self.add_error("new_password1", error)
        return data


class TelephoneForm(KithForm):
    """The number that colleagues ring; empty where there is none."""

    telephone = forms.CharField(
        label="Telephone",
        help_text="For example 01632 960 001, with an extension behind it if there is one. Leave empty for none.",
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )

    def clean_telephone(self):
        number = " ".join(self.cleaned_data["telephone"].split())
        if number and sum(character.isdecimal() for character in number) < 3:
            raise forms.ValidationError("Write a telephone number, such as 01632 960 001, or leave it empty")
        return number


class TokenForm(KithForm):
    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        help_text="For example, “case system, test”",
        error_messages={"required": "Say what the token is for"},
    )
    scope = forms.ChoiceField(
        label="What may it read?",
        choices=TokenScope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the token may read"},
    )
    days = forms.IntegerField(
        label="How many days should it last?",
        min_value=1,
        max_value=365,
        initial=90,
        error_messages={
            "required": "Enter a number of days, from 1 to 365",
            "invalid": "Enter a number of days, from 1 to 365",
            "min_value": "Enter a number of days, from 1 to 365",
            "max_value": "Enter a number of days, from 1 to 365",
        },
    )


class VettingForm(KithForm):
    """What a person's employer says of their vetting: level, issuer, last day. Never what it found."""

    person = forms.ChoiceField(label="Who?", choices=(), error_messages={"required": "Choose a person"})
    level = forms.ChoiceField(label="Which level?", choices=(), error_messages={"required": "Choose a level"})
    issuer = forms.CharField(label="Who issued it?", max_length=120, error_messages={"required": "Write who issued it"})
    last_day = DatePartsField(
        label="What is its last day?",
        help_text="After it the vetting counts for nothing. For example, 9 6 2027",
        called="The date",
        error_messages={"required": "Enter its last day"},
    )

    def __init__(self, *args, people, levels, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Choose"), *people])
        offer(self, "level", [("", "Choose"), *levels])

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day and day < timezone.localdate():
            raise ValidationError("The date must be today or later")
        if day and day.year > timezone.localdate().year + VETTING_YEARS_AT_MOST:
            raise ValidationError(f"The date is more than {VETTING_YEARS_AT_MOST} years away. Check the year")
        return day


class SubjectForm(KithForm):
    """For what an agency names somebody."""

    subject = forms.ChoiceField(
        label="For what?", choices=(), widget=forms.RadioSelect, error_messages={"required": "Choose for what"}
    )
    step = forms.ChoiceField(
        label="For one step of a pathway alone?",
        choices=(),
        required=False,
        help_text="Leave empty for every step.",
    )

    def __init__(self, *args, subjects, steps, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "subject", subjects)
        offer(self, "step", [("", "Every step"), *steps])


class ReceiverForm(KithForm):
    """Who receives requests for an agency, who stands in, and how they are reached."""

    person = forms.ChoiceField(label="Who is named?", choices=(), error_messages={"required": "Choose a person"})
    deputy = forms.ChoiceField(
        label="Who is the deputy?",
        help_text="Is told too, and covers where nobody else is named.",
        choices=(),
        error_messages={"required": "Choose a deputy: one person alone is a gap when they are away"},
    )
    telephone = forms.CharField(
        label="Telephone", max_length=60, error_messages={"required": "Write the telephone number"}
    )
    hours = forms.CharField(label="Hours", max_length=160, error_messages={"required": "Write the hours"})
    out_of_hours = forms.CharField(
        label="Out of hours", max_length=300, error_messages={"required": "Write what to do out of hours"}
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            offer(self, name, [("", "Choose"), *people])

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("person") and said.get("person") == said.get("deputy"):
            self.add_error("deputy", "Choose somebody else as the deputy")
        return said


class AbsenceForm(KithForm):
    first_day = DatePartsField(
        label="First day away",
        help_text="For example, 9 6 2027",
        called="The first day",
        error_messages={"required": "Enter the first day"},
    )
    last_day = DatePartsField(
        label="Last day away",
        help_text="For example, 19 6 2027",
        called="The last day",
        error_messages={"required": "Enter the last day"},
    )
    cover = forms.ChoiceField(
        label="Who covers?", choices=(), required=False, help_text="Leave empty for the deputy alone."
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "cover", [("", "The deputy"), *people])

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must not be before the first")
        if last and last < timezone.localdate():
            self.add_error("last_day", "The last day must be today or later")
        return self.cleaned_data
