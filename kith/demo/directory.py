"""Services that can help in the demonstration’s authorities. All fictional; telephone numbers from the ranges kept free for fiction."""

import datetime

from kith.people.queries import person_by_email
from kith.services import actions
from kith.services.content import FIELDS, cleaned
from kith.services.queries import Wanted, directory, kinds_of, said_of

from .moments import Script, before

# (organisation, what it does)
RUN_BY = {
    "Harbour Youth Trust": "A charity for young people along the river.",
    "Thornmere Family Help": "The authority’s own service for families.",
    "Thornmere Youth Service": "The authority’s own youth clubs and street work.",
    "Midvale Minds": "Mental health support for children and young people.",
    "Northgate Community Centre": "A centre run by people of Northgate.",
    "Safe Screens Midvale": "Lessons and advice about life online.",
    "Quay Boxing Club": "A boxing gym run by volunteers.",
    "Calder Young People": "A charity for young people in Calderfold.",
    "Calderfold Family Help": "The authority’s own service for families.",
}
# Each line: name, organisation, kinds, what it does, and more. `public` is marked; `ago` is when it was last checked.
THORNMERE = (
    {
        "name": "Harbour mentors",
        "by": "Harbour Youth Trust",
        "kinds": "mentoring",
        "about": "A trained mentor meets a young person each week for up to a year, and goes at their pace.",
        "minimum_age": "11",
        "maximum_age": "18",
        "areas": "Northgate\nOld Harbour",
        "cost": "free",
        "telephone": "01632 960 501",
        "email": "mentors@harbour.example",
        "hours": "Mon to Fri 9:00 to 17:00",
        "contact": "The referral desk",
        "how_to_refer": "Ring first. With the young person’s and a parent’s agreement, send the form on their website.",
        "local_notes": "The wait is about two weeks. They come to the first meeting at home.",
        "public": True,
    },
    {
        "name": "Mentors who share a faith",
        "by": "Northgate Community Centre",
        "kinds": "mentoring",
        "about": "Mentors from several faiths, for young people who would like somebody who shares theirs. Only when asked for.",
        "minimum_age": "13",
        "maximum_age": "19",
        "languages": "Urdu\nArabic\nPolish",
        "cost": "free",
        "telephone": "01632 960 502",
        "how_to_refer": "The young person or the family asks; a worker can ring with them.",
    },
    {
        "name": "Ways forward",
        "by": "Harbour Youth Trust",
        "kinds": "mentoring; youth work",
        "about": "Help into training or work, with a coach, for young people who are out of school.",
        "minimum_age": "15",
        "maximum_age": "21",
        "cost": "free",
        "telephone": "01632 960 503",
        "hours": "Tue Thu 10:00 to 16:00",
        "place_name": "The Boathouse",
        "address": "1 Quay Street",
        "town": "Thornmere",
        "postcode": "TH1 2AB",
        "public": True,
    },
    {
        "name": "Family help",
        "by": "Thornmere Family Help",
        "kinds": "family support",
        "about": "A named worker visits, and plans with the whole family what would help.",
        "cost": "free",
        "telephone": "01632 960 130",
        "hours": "Mon to Fri 9:00 to 17:00",
        "how_to_refer": "By the family help line, with the family’s consent.",
        "public": True,
    },
    {
        "name": "Parents together",
        "by": "Northgate Community Centre",
        "kinds": "family support",
        "about": "A weekly group for parents of teenagers: arguments, phones, friends, and when to worry.",
        "eligibility": "Parents and carers of children from 11 years",
        "areas": "Northgate",
        "languages": "Urdu\nPolish",
        "cost": "free",
        "hours": "Wed 18:30 to 20:00",
        "hours_words": "In term time. Children are looked after.",
        "place_name": "Northgate Community Centre",
        "address": "20 North Road",
        "town": "Thornmere",
        "postcode": "TH3 4CD",
        "telephone": "01632 960 505",
        "public": True,
    },
    {
        "name": "Family mediation",
        "by": "Thornmere Family Help",
        "kinds": "family support",
        "about": "Two mediators help a young person and their parents to talk when home has become too loud or too silent.",
        "minimum_age": "10",
        "maximum_age": "17",
        "cost": "free",
        "telephone": "01632 960 506",
    },
    {
        "name": "Talking at school",
        "by": "Midvale Minds",
        "kinds": "mental health",
        "about": "Short talking help at school for worry, anger and low mood.",
        "minimum_age": "8",
        "maximum_age": "18",
        "cost": "free",
        "how_to_refer": "Through the school’s lead for mental health.",
        "telephone": "01632 960 507",
        "public": True,
    },
    {
        "name": "Open door",
        "by": "Midvale Minds",
        "kinds": "mental health",
        "about": "A young person walks in and speaks to somebody the same day. No appointment.",
        "minimum_age": "13",
        "maximum_age": "25",
        "cost": "free",
        "hours": "Mon Wed Fri 15:00 to 19:00",
        "place_name": "Open door",
        "address": "7 Market Place",
        "town": "Thornmere",
        "postcode": "TH1 1AA",
        "telephone": "01632 960 508",
        "public": True,
    },
    {
        "name": "After loss",
        "by": "Midvale Minds",
        "kinds": "mental health; family support",
        "about": "Help for children and parents after somebody has died or gone to prison.",
        "online": "yes",
        "cost": "free",
        "telephone": "01632 960 509",
    },
    {
        "name": "Street team",
        "by": "Thornmere Youth Service",
        "kinds": "youth work",
        "about": "Youth workers who go where young people are, in the evenings.",
        "minimum_age": "11",
        "maximum_age": "19",
        "areas": "Old Harbour\nSouthgate",
        "cost": "free",
        "hours": "Thu Fri Sat 18:00 to 22:00",
        "telephone": "01632 960 510",
        "contact": "The team leader on duty",
    },
    {
        "name": "Youth club at the Boathouse",
        "by": "Thornmere Youth Service",
        "kinds": "youth work",
        "about": "Music, cooking, games, and adults who listen.",
        "minimum_age": "11",
        "maximum_age": "17",
        "cost": "paid",
        "cost_words": "£1 an evening; nobody is turned away",
        "hours": "Mon Wed 17:00 to 20:00",
        "place_name": "The Boathouse",
        "address": "1 Quay Street",
        "town": "Thornmere",
        "postcode": "TH1 2AB",
        "telephone": "01632 960 511",
        "public": True,
    },
    {
        "name": "Quay Boxing Club, juniors",
        "by": "Quay Boxing Club",
        "kinds": "youth work",
        "about": "Boxing without hard contact, homework help before training.",
        "minimum_age": "9",
        "maximum_age": "16",
        "areas": "Old Harbour",
        "cost": "paid",
        "cost_words": "£2 a session, free with a referral",
        "hours": "Tue Thu 17:00 to 19:00",
        "telephone": "01632 960 512",
        "local_notes": "A good first step for boys who do not want to talk yet.",
        "ago": 260,
    },
    {
        "name": "Safe Screens: for families",
        "by": "Safe Screens Midvale",
        "kinds": "online safety; family support",
        "about": "A visit to a family: settings, who writes to your child, what to do with what you find. Nothing is copied.",
        "cost": "free",
        "online": "yes",
        "telephone": "01632 960 513",
        "how_to_refer": "Any worker, with a parent’s agreement. Tell police first if somebody asks them to wait.",
        "public": True,
    },
    {
        "name": "Safe Screens: workshops",
        "by": "Safe Screens Midvale",
        "kinds": "online safety",
        "about": "An hour in a class or a youth club about groups, strangers and what is shared.",
        "minimum_age": "9",
        "maximum_age": "16",
        "cost": "paid",
        "cost_words": "£60 a workshop",
        "telephone": "01632 960 514",
        "ago": 230,
    },
    {
        "name": "Welcome house",
        "by": "Northgate Community Centre",
        "kinds": "other; family support",
        "about": "Help with forms, school places and English for families who are new here.",
        "languages": "Arabic\nUkrainian\nTigrinya",
        "cost": "free",
        "hours": "Tue 10:00 to 14:00\nFri 10:00 to 12:00",
        "telephone": "01632 960 515",
        "status": "temporarily closed",
    },
)
CALDERFOLD = (
    {
        "name": "Calder mentors",
        "by": "Calder Young People",
        "kinds": "mentoring",
        "about": "A mentor for half a year, with the family’s agreement.",
        "minimum_age": "11",
        "maximum_age": "18",
        "cost": "free",
        "telephone": "01632 961 501",
        "public": True,
    },
    {
        "name": "Calder family help",
        "by": "Calderfold Family Help",
        "kinds": "family support",
        "about": "A worker who plans with the family what would help.",
        "cost": "free",
        "telephone": "01632 961 130",
    },
    {
        "name": "Calder nights",
        "by": "Calder Young People",
        "kinds": "youth work",
        "about": "A youth club on two evenings.",
        "minimum_age": "11",
        "maximum_age": "17",
        "cost": "free",
        "hours": "Fri Sat 18:00 to 21:00",
        "telephone": "01632 961 502",
    },
)
SOURCE = "A call with them, for the demonstration"
FEW = 20


def add_services(script: Script, today: datetime.date) -> None:
    """The services stand in the script: added long ago, most checked lately, some marked public, one changed since."""
    for editor, rows in (("farah@thornmere.example", THORNMERE), ("sade@calderfold.example", CALDERFOLD)):
        for number, row in enumerate(rows):
            script.at(
                before(today, row.get("ago", FEW + number), 11),
                lambda editor=editor, row=row: add_one(person_by_email(editor), row),
            )
    script.at(before(today, 3, 15), lambda: _change(person_by_email("bola@thornmere.example")))


def add_one(by, row: dict) -> None:
    said = {name: value for name, value in row.items() if name not in ("by", "public", "ago")}
    kept, wrong = cleaned({"source": SOURCE, **said}, kinds_of(by.authority_id))
    if wrong:
        raise ValueError(f"{row['name']}: {wrong}")
    service = actions.add_service(
        by,
        content={name: kept[name] for name in FIELDS},
        once_key=f"demo-{row['name']}",
        new=actions.NewOrganisation(row["by"], RUN_BY[row["by"]]),
    )
    if row.get("public"):
        actions.make_public(by, service=service)


def _change(by) -> None:
    """A second editor knows more: the history has something to show."""
    service = directory(by, Wanted(words="Harbour mentors")).first()
    said = {**said_of(service), "hours": ["MO,TU,WE,TH,FR 09:00-18:00"], "hours_words": "Ring until 6pm."}
    actions.change_service(by, service=service, content=said, version=service.version)
