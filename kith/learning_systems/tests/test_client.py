"""An independent client of xAPI speaks to a running Kith: it tells, and reads nothing."""

import uuid

import pytest
import tincan

from kith.learning_systems.models import Statement
from kith.training.models import Completion

from .factories import COURSE, HOME, a_key, a_system, named

pytestmark = pytest.mark.django_db(transaction=True)


def statement(mail: str, **more) -> tincan.Statement:
    return tincan.Statement(
        actor=tincan.Agent(mbox=f"mailto:{mail}"),
        verb=tincan.Verb(id="http://adlnet.gov/expapi/verbs/completed", display=tincan.LanguageMap({"en-GB": "done"})),
        object=tincan.Activity(
            id=COURSE, definition=tincan.ActivityDefinition(name=tincan.LanguageMap({"en-GB": "Prevent awareness"}))
        ),
        result=tincan.Result(success=True, score=tincan.Score(scaled=0.9, raw=9, min=0, max=10)),
        **more,
    )


def test_a_client_that_is_not_ours_tells_and_is_understood(cast, live_server):
    system = a_system(cast)
    secret = a_key(cast, system)

    def client(password: str, version: str = "1.0.3") -> tincan.RemoteLRS:
        return tincan.RemoteLRS(
            version=version, endpoint=f"{live_server.url}/xapi/", username=str(system.uuid), password=password
        )

    learn = client(secret)
    one = learn.save_statement(statement(cast["amina"].email))
    assert one.success and one.content.id, one.data
    kept = uuid.uuid4()
    two = learn.save_statements([statement(cast["carys"].email, id=kept), statement(cast["bola"].email)])
    assert two.success and two.content[0].id == kept, two.data
    assert named(cast, system) == 3 and Completion.objects.filter(how="statement").count() == 3
    again = learn.save_statements([statement(cast["carys"].email, id=kept)])
    assert again.success and Statement.objects.count() == 3
    other = learn.save_statements([statement(cast["petra"].email, id=kept)])
    assert not other.success and other.response.status == 409
    void = tincan.Statement(
        actor=tincan.Agent(account=tincan.AgentAccount(home_page=HOME, name="1")),
        verb=tincan.Verb(id="http://adlnet.gov/expapi/verbs/voided"),
        object=tincan.StatementRef(id=kept),
    )
    assert learn.save_statement(void).success
    assert Completion.objects.get(person=cast["carys"]).taken_back_at
    # What it would read, or put, it cannot.
    assert learn.retrieve_statement(str(kept)).response.status == 405
    assert learn.query_statements({"limit": 1}).response.status == 405
    assert learn.save_statement(statement(cast["amina"].email, id=uuid.uuid4())).response.status == 405
    assert learn.about().response.status == 404
    assert client("wrong").save_statement(statement(cast["amina"].email)).response.status == 401
    assert Completion.objects.filter(how="statement").count() == 3
