"""A customer of the service: a key for programs, people who sign in, and data of every sort."""

import dataclasses
import re
import time
import uuid

import requests

from program import Program, eventually

PASSWORD = "correct horse battery"
SCOPES = ("read", "write", "ingest", "erase")


def iso8601(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def reply(
    sender: str, recipient: str, answers: str | None = None, text="Sounds good, call me tomorrow."
) -> str:
    """A message that a person could have written; `answers` is the Message-ID of ours."""
    reference = f"In-Reply-To: <{answers}>\r\n" if answers else ""
    return (
        f"From: Mia <{sender}>\r\nTo: {recipient}\r\nSubject: Re: hello\r\n"
        f"Date: Mon, 02 Mar 2026 10:00:00 +0000\r\nMessage-ID: <{uuid.uuid4()}@mail.example>\r\n{reference}"
        f"\r\n{text}\r\n"
    )


@dataclasses.dataclass
class Lead:
    enrollment: int
    id: int
    address: str
    send: int = 0
    message_id: str = ""
    link: str = ""


class Workspace:
    def __init__(self, program: Program, name: str):
        self.program, self.name = program, name
        program.run("admin", "workspace", "add", name)
        self.id = program.value("SELECT id FROM workspaces WHERE name = ?", name)
        self.key = self.add_key(*SCOPES)
        self.mailbox = f"sales@{name}.example"
        program.run("mailbox", "add", self.mailbox, workspace=name)
        self.mailbox_id = program.value("SELECT id FROM mailboxes WHERE address = ?", self.mailbox)

    # Programs

    def add_key(self, *scopes) -> str:
        flags = [word for scope in scopes for word in ("--scope", scope)]
        return self.program.run("admin", "key", "add", " ".join(scopes), *flags, workspace=self.name)

    def call(self, method: str, path: str, key=None, headers=None, **more) -> requests.Response:
        """A request below /v1 with this workspace's key."""
        fields = {"Authorization": f"Bearer {key or self.key}"} | (headers or {})
        return requests.request(method, f"{self.program.base}/v1{path}", headers=fields, timeout=30, **more)

    def get(self, path: str, **query) -> dict:
        return self._checked(self.call("GET", path, params=query))

    def post(self, path: str, **body) -> dict:
        return self._checked(self.call("POST", path, json=body))

    @staticmethod
    def _checked(response: requests.Response) -> dict:
        assert response.ok, (
            f"{response.request.method} {response.url}: {response.status_code} {response.text}"
        )
        return response.json()

    # Pages

    def sign_in(self, role="admin") -> "Person":
        login = f"{role}-{uuid.uuid4().hex[:8]}@{self.name}.example"
        self.program.run(
            "admin", "user", "add", login, "--role", role, workspace=self.name, SLUICE_PASSWORD=PASSWORD
        )
        return Person(self.program.base, login)

    # Data

    def campaign(self, name: str | None = None) -> int:
        """With three steps, so that one mail does not complete it."""
        made = self.post("/campaigns", name=name or f"{self.name} {uuid.uuid4()}", time_zone="Europe/Berlin")
        for _ in range(3):
            self.post(f"/campaigns/{made['id']}/steps")
        return made["id"]

    def lead(self, campaign: int, address: str | None = None, sent_at: str | None = None) -> Lead:
        """A lead of a campaign that was mailed once, a minute ago if not said otherwise."""
        address = address or f"{uuid.uuid4().hex[:12]}@lead.{self.name}.example"
        made = self.post(f"/campaigns/{campaign}/enrollments", email=address, name=f"Mia {self.name}")
        lead = Lead(made["enrollment_id"], made["lead_id"], address)
        lead.message_id = f"{uuid.uuid4()}@{self.name}.example"
        sent = self.post(
            "/sends",
            message_id=lead.message_id,
            enrollment=lead.enrollment,
            mailbox=self.mailbox,
            step=1,
            recipient=address,
            subject=f"hello {self.name}",
            sent_at=sent_at or iso8601(time.time() - 60),
            already_sent=True,
        )
        lead.send, lead.link = sent["id"], sent["unsubscribe_url"]
        return lead

    def stage(self, lead: Lead) -> str:
        return self.get(f"/enrollments/{lead.enrollment}")["stage"]

    def deliver(self, mail: str) -> dict:
        """The delivery, once the message has been worked on."""
        response = self.call(
            "POST",
            "/messages",
            params={"mailbox": self.mailbox},
            data=mail.encode(),
            headers={"Content-Type": "message/rfc822"},
        )
        delivery = self._checked(response)["delivery"]["id"]

        def done():
            found = self.get(f"/deliveries/{delivery}")
            return found if found["state"] == "done" else None

        found = eventually(done)
        assert found, f"delivery {delivery} of {self.name} is not worked on"
        return found

    def fill(self) -> dict:
        """One of everything; the ids and addresses by name."""
        campaign = self.campaign()
        lead = self.lead(campaign)
        answer = self.deliver(
            reply(lead.address, self.mailbox, lead.message_id, text=f"Yes, {self.name}, call me.")
        )
        self.deliver(reply(f"stranger@{self.name}.example", self.mailbox, text="Please unsubscribe me."))
        suppressed = f"no@{self.name}.example"
        self.post("/suppressions", address=suppressed, evidence=f"asked {self.name}")
        self.admin = self.sign_in()
        self.admin.post(
            "/settings/webhooks/incoming", provider="postmark", user="u", password="p", name=self.name
        )
        self.admin.post(
            "/settings/webhooks/outgoing", url=f"https://hooks.{self.name}.example/", event=["lead.unsubscribed"]
        )

        def newest(table):
            return self.program.value(f"SELECT max(id) FROM {table} WHERE workspace_id = ?", self.id)

        found = {
            "campaign": campaign,
            "enrollment": lead.enrollment,
            "lead": lead.id,
            "lead_address": lead.address,
            "send": lead.send,
            "mailbox": self.mailbox_id,
            "mailbox_address": self.mailbox,
            "message": answer["message"],
            "delivery": answer["id"],
            "suppressed_address": suppressed,
            "step": newest("steps"),
            "opportunity": newest("opportunities"),
            "review": newest("reviews"),
            "suppression": newest("suppressions"),
            "user": newest("users"),
            "key": newest("access_keys"),
            "source": newest("webhook_sources"),
            "endpoint": newest("webhook_endpoints"),
        }
        assert all(found.values()), found
        return found

    def snapshot(self) -> dict[str, list]:
        """Every row that is this workspace's, but for what only says when it was used last."""
        return self.program.owned_rows(self.id)


class Person:
    """Somebody with a browser. Redirects are shown, not followed."""

    def __init__(self, base: str, login: str):
        self.base, self.login = base, login
        self.session = requests.Session()
        answer = self.session.post(
            f"{base}/sign-in", data={"name": login, "password": PASSWORD}, allow_redirects=False, timeout=30
        )
        assert answer.status_code == 303, f"sign-in: {answer.status_code}"
        self.csrf = re.search(r'name="csrf" value="([^"]+)"', self.get("/account").text)[1]

    def get(self, path: str, **more) -> requests.Response:
        return self.session.get(self.base + path, allow_redirects=False, timeout=30, **more)

    def post(self, path: str, csrf: str | None = None, **fields) -> requests.Response:
        return self.session.post(
            self.base + path, data={"csrf": csrf or self.csrf} | fields, allow_redirects=False, timeout=30
        )
