"""Is what was typed well formed?"""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kith.design.forms import KithForm

from .words import TokenScope


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
