"""Is what was typed well formed?"""

from django import forms

from kith.design.forms import KithForm


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


class TokenForm(KithForm):
    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        help_text="For example, “case system, test”",
        error_messages={"required": "Say what the token is for"},
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
