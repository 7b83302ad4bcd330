"""A learning platform by lti1p3platform, an implementation of others: it signs launches, gives tokens and takes results."""

import json
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.exceptions import LtiException
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService

CLIENT, DEPLOYMENT, WHO = "kith-at-ours", "1", "learner-77"


def pem_pair() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


class Plain(Request):
    def build_metadata(self, request):
        return request


class Conf(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, registration):
        self._registration = registration

    def get_registration_by_params(self, **kwargs):
        return self._registration


class Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data, **kwargs):
        return launch_data


class Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs):
        self._lti_message_hint = kwargs["hint"]

    def get_redirect(self, url):
        return url


class Grades(AssignmentsGradesService):
    """Only the taking of results is asked of it."""

    def update_score(self, line_item_id, score):
        self.taken.append((line_item_id, score))
        return UpdateScoreStatus.SUCCESS

    def _none(self, *args, **kwargs):
        raise NotImplementedError

    find_lineitems = find_lineitem = create_lineitem = update_lineitem = delete_lineitem = get_results = _none


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def _answer(self, status, said):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self, said: str):
        body = f'<!doctype html><html lang="en"><title>Our course</title><h1>Our course</h1>{said}</html>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        ours, parts = self.server.ours, urlsplit(self.path)
        if parts.path == "/auth":
            # What a browser brings from Kith: the answer is a form that it sends on.
            asked = dict(parse_qsl(parts.query))
            form = ours.message(asked, ours.where).lti_launch()
            fields = "".join(
                f'<input type="hidden" name="{n}" value="{escape(form[n])}">' for n in ("state", "id_token")
            )
            to = escape(asked["redirect_uri"])
            return self._page(f'<form method="post" action="{to}">{fields}<button>Open it in Kith</button></form>')
        self.server.ours.fetched += 1
        self._answer(200, self.server.ours.conf.get_jwks())

    def do_POST(self):
        ours, parts = self.server.ours, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        ours.posted.append(self.path)
        if ours.down:
            return self._answer(503, {})
        if parts.path == "/token":
            form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            # It reads the tool’s keys anew, as a platform does for one that it does not know.
            ours.registration.set_tool_key_set(ours.tool_keys())
            try:
                return self._answer(200, ours.conf.get_access_token(form))
            except LtiException:
                return self._answer(400, {"error": "invalid_client"})
        line, last = parts.path.rsplit("/", 1)
        if last != "scores":
            return self._answer(404, {})
        request = Plain(
            {
                "method": "POST",
                "form_data": {},
                "get_data": {},
                "headers": dict(self.headers),
                "content_type": self.headers["Content-Type"],
                "path": parts.path,
                "json": json.loads(body),
            }
        )
        grades = Grades(request, ours.conf, f"{ours.address}/lines")
        grades.taken = ours.taken
        answer = grades.handle_resp(grades.handle_update_score, line_item_id=line)
        return self._answer(answer.code, {})


class Ours:
    """One platform with one course, in which one activity opens Kith."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.ours = self
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        self.lineitem = f"{self.address}/lines/7?type_id=3"
        self.fetched, self.posted, self.taken, self.down = 0, [], [], False
        self.tool_keys = lambda: {"keys": []}
        self.registration = Registration().set_iss(self.address).set_client_id(CLIENT).set_deployment_id(DEPLOYMENT)
        self.registration.set_oidc_login_url("http://testserver/lti/login")
        self.new_keys()
        self.conf = Conf(registration=self.registration)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def new_keys(self):
        private, public = pem_pair()
        self.registration.set_platform_private_key(private).set_platform_public_key(public)

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def login_url(self, target) -> str:
        self.where = target
        login = Login(Plain({}), self.conf)
        login.set_launch_url(target)
        login.set_lti_message_hint(hint="activity-7")
        return login.initiate_login(WHO)

    def message(self, asked: dict, target: str, who: str = WHO) -> Launch:
        """The launch that the platform makes of what the tool asked."""
        launch = Launch(Plain({"get_data": asked, "form_data": {}}), self.conf)
        launch.set_user_data(
            who, ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"], "Some Body", "x@y.example"
        )
        launch.set_resource_link_claim("activity-7")
        launch.set_launch_url(target)
        launch.set_ags(f"{self.address}/lines", self.lineitem, allow_creating_lineitems=False)
        return launch
