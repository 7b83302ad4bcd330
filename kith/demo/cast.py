"""The cast: one in tests, demo, docs and screenshots. All fictional; first names only."""

from dataclasses import dataclass

from kith.people.words import Role

PASSWORD = "three quiet rivers"  # noqa: S105  (of the demo alone; it opens nothing else)


@dataclass(frozen=True)
class Player:
    """One member of the cast, and where they belong."""

    key: str
    name: str
    role: Role
    authority: str
    agency: str
    team: str | None
    manages: bool = False
    job_title: str = ""
    extra: tuple[Role, ...] = ()

    @property
    def telephone(self) -> str:
        """A made-up number from the ranges kept free for fiction."""
        return f"07700 900{100 + [player.key for player in CAST].index(self.key)}"

    @property
    def email(self) -> str:
        return f"{self.key}@{self.authority}.example"


CAST = (
    Player("amina", "Amina", Role.PRACTITIONER, "thornmere", "social-care", "adolescent", job_title="Social worker"),
    Player("bola", "Bola", Role.SPECIALIST, "thornmere", "social-care", "exploitation", job_title="Exploitation lead"),
    Player("carys", "Carys", Role.MANAGER, "thornmere", "social-care", "adolescent", True, "Hub manager"),
    Player("dan", "Dan", Role.PARTNER, "thornmere", "police", "prevent", job_title="Prevent case officer"),
    Player("nia", "Nia", Role.PARTNER, "thornmere", "police", "prevent", True, "Prevent supervisor"),
    Player("esme", "Esme", Role.CHAIR, "thornmere", "social-care", None, job_title="Channel chair"),
    Player("farah", "Farah", Role.EDITOR, "thornmere", "social-care", None, job_title="Practice lead"),
    Player("gwen", "Gwen", Role.TRAINING_LEAD, "thornmere", "social-care", None, job_title="Training lead"),
    Player("hal", "Hal", Role.COORDINATOR, "thornmere", "midvale", None, job_title="Regional coordinator"),
    Player("ines", "Ines", Role.GOVERNANCE, "thornmere", "social-care", None, job_title="Data protection officer"),
    Player("jo", "Jo", Role.ADMINISTRATOR, "thornmere", "social-care", None, job_title="Systems administrator"),
    Player("olu", "Olu", Role.PRACTITIONER, "thornmere", "social-care", "early-help", job_title="Early help worker"),
    Player("petra", "Petra", Role.SPECIALIST, "thornmere", "social-care", "exploitation", job_title="Prevent lead"),
    Player("vera", "Vera", Role.MANAGER, "thornmere", "social-care", "early-help", True, "Service manager"),
    Player("rhys", "Rhys", Role.PRACTITIONER, "calderfold", "social-care", "adolescent", job_title="Social worker"),
    Player("sade", "Sade", Role.SPECIALIST, "calderfold", "social-care", "exploitation", job_title="Exploitation lead"),
    Player("tom", "Tom", Role.MANAGER, "calderfold", "social-care", "adolescent", True, "Team manager"),
    Player("uma", "Uma", Role.GOVERNANCE, "calderfold", "social-care", None, job_title="Data protection officer"),
)
AGENCIES = {
    "social-care": "Children’s social care",
    "police": "Midvale Police, Prevent team",
    "midvale": "Midvale regional coordination",
}


def accounts() -> list[dict]:
    """The demo's accounts as the sign-in page and `kith accounts` show them."""
    names = {"thornmere": "Thornmere", "calderfold": "Calderfold"}
    return [
        {
            "role": str(player.role.value),
            "role_words": f"{player.role.label} ({player.name})",
            "email": player.email,
            "authority": names[player.authority],
            "agency": player.agency,
            "agency_words": AGENCIES[player.agency],
            "password": PASSWORD,
        }
        for player in CAST
    ]
