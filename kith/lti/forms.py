"""Is what was typed of a learning platform well formed, and at hosts that Kith may ask?"""

from django import forms

from kith.design.forms import KithForm

from .rules import may_be_asked

ADDRESSES = ("auth_url", "token_url", "keys_url")


def _line(label: str, hint: str, needed: str, longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, error_messages={"required": needed})


class PlatformForm(KithForm):
    name = _line("What do you call it?", "People read it when they link their account.", "Write what you call it", 80)
    issuer = _line("Issuer", "In Moodle: Platform ID.", "Write the issuer")
    client_id = _line("Client ID", "", "Write the client ID", 200)
    deployments = _line("Deployment IDs", "With spaces between them where there are several.", "Write a deployment ID")
    auth_url = _line("Authentication request URL", "", "Write where a launch is asked for", 500)
    token_url = _line("Access token URL", "", "Write where a token is asked for", 500)
    keys_url = _line("Public keyset URL", "", "Write where the public keys stand", 500)

    def clean_deployments(self):
        return self.cleaned_data["deployments"].split()

    def clean(self):
        said = super().clean()
        for name in ADDRESSES:
            if said.get(name) and not may_be_asked(said[name]):
                self.add_error(
                    name,
                    f"{self.fields[name].label}: write an address that begins with https://, of a host that your operator "
                    "allows (KITH_LTI_HOSTS)",
                )
        return said


def platform_as_typed(row) -> dict:
    """What a form shows of a platform that is registered."""
    names = ("name", "issuer", "client_id", *ADDRESSES)
    return {**{name: getattr(row, name) for name in names}, "deployments": " ".join(row.deployments)}
