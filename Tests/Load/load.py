#!/usr/bin/env python3
"""Load on the web service, by wrk on loopback: webhooks, every request another signed body, rows counted afterwards; and
the Leads page of a large campaign. Usage: load.py SLUICE [webhooks|leads] [--leads N] [--seconds S]"""
import argparse, base64, hashlib, hmac, json, os, pathlib, re, signal, sqlite3, subprocess, sys, tempfile, time
import urllib.parse, urllib.request, http.cookiejar

HERE = pathlib.Path(__file__).parent
PASSWORD = "correct horse battery"


class Service:
    """The program on a database of its own, and a browser that is signed in."""

    def __init__(self, sluice, roles="web"):
        self.sluice = sluice
        self.folder = tempfile.mkdtemp(prefix="sluice-load-")
        self.database = f"{self.folder}/s.sqlite"
        key = base64.b64encode(os.urandom(32)).decode()
        self.environment = dict(os.environ, SLUICE_DATABASE=f"sqlite:{self.database}", SLUICE_SEALING_KEYS=key,
                                SLUICE_PASSWORD=PASSWORD)
        self.command("admin", "user", "add", "load@example.com", "--role", "admin")
        self.roles = roles

    def command(self, *words, **more):
        done = subprocess.run([self.sluice, *words], env=self.environment, capture_output=True, text=True, **more)
        if done.returncode:
            sys.exit(f"{words}: {done.stderr}")
        return done.stdout

    def start(self):
        self.log = open(f"{self.folder}/log", "w+")
        self.process = subprocess.Popen(
            [self.sluice, "serve", "--roles", self.roles, "--listen", "127.0.0.1:0"], env=self.environment,
            stderr=self.log)
        for _ in range(200):
            found = re.search(r'"message":"listening","port":(\d+)', open(self.log.name).read())
            if found:
                break
            time.sleep(0.1)
        self.url = f"http://127.0.0.1:{found[1]}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)
        self.post("/sign-in", {"name": "load@example.com", "password": PASSWORD})
        self.cookie = "; ".join(f"{c.name}={c.value}" for c in jar.cookiejar)

    def get(self, path):
        return self.browser.open(self.url + path).read().decode()

    def post(self, path, fields):
        return self.browser.open(self.url + path, urllib.parse.urlencode(fields).encode()).read().decode()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def wrk(url, *options, script=()):
    text = subprocess.run(["wrk", "--latency", *options, url, *script], capture_output=True, text=True).stdout
    print(text)
    return text


def webhooks(arguments):
    service = Service(arguments.sluice)
    secret = os.urandom(32)
    service.start()
    page = service.get("/settings/webhooks")
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    service.post("/settings/webhooks/incoming", {
        "csrf": csrf, "provider": "resend", "name": "load",
        "signing_key": "whsec_" + base64.b64encode(secret).decode()})
    path = sqlite3.connect(service.database).execute("SELECT endpoint FROM webhook_sources").fetchone()[0]
    lines = f"{service.folder}/requests"
    now = int(time.time())
    with open(lines, "w") as file:
        for index in range(arguments.requests):
            body = json.dumps({"type": "email.bounced", "created_at": "2026-03-02T09:00:00Z", "data": {
                "email_id": f"{index}", "to": [f"lead{index}@example.com"], "from": "mia@example.com",
                "bounce": {"message": "The recipient's mail server sent a hard bounce message."}}})
            stamp = f"msg_{index}.{now}.{body}".encode()
            proof = base64.b64encode(hmac.new(secret, stamp, hashlib.sha256).digest()).decode()
            file.write(f"msg_{index}\t{now}\tv1,{proof}\t{body}\n")
    text = wrk(f"{service.url}/hooks/resend/{path}", "-t1", "-c64", f"-d{arguments.seconds}s", "-s",
               str(HERE / "requests.lua"), script=["--", lines, "1", str(arguments.pause)])
    done = int(re.search(r"(\d+) requests in", text)[1])
    rows = sqlite3.connect(service.database).execute("SELECT COUNT(*) FROM webhook_requests").fetchone()[0]
    service.stop()
    print(f"{done} answered, {rows} rows")


def leads(arguments):
    service = Service(arguments.sluice)
    service.command("campaign", "add", "Large")
    file = f"{service.folder}/leads.csv"
    with open(file, "w") as out:
        out.write("email,name\n")
        for index in range(arguments.leads):
            out.write(f"lead{index}@firm{index % 9973}.example,Lead {index}\n")
    start = time.time()
    service.command("lead", "import", file, "--campaign", "Large")
    print(f"import {arguments.leads / (time.time() - start):.0f} leads/s")
    service.start()
    middle = arguments.leads // 2
    for name, path in [("first", "/campaigns/1"), ("deep", f"/campaigns/1?after={middle}"),
                       ("by stage", f"/campaigns/1?stage=not_started&after={middle}"),
                       ("by due", "/campaigns/1?order=due"), ("by address", "/campaigns/1?q=lead77"),
                       ("campaigns", "/campaigns")]:
        times = []
        for _ in range(arguments.rounds):
            begin = time.perf_counter()
            service.get(path)
            times.append((time.perf_counter() - begin) * 1000)
        times.sort()
        print(f"{name:11} median {times[len(times) // 2]:6.1f} ms, worst {times[-1]:6.1f} ms")
    service.stop()


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sluice")
parser.add_argument("what", choices=["webhooks", "leads"])
parser.add_argument("--leads", type=int, default=1_000_000)
parser.add_argument("--requests", type=int, default=200_000)
parser.add_argument("--seconds", type=int, default=10)
parser.add_argument("--pause", type=int, default=0, help="milliseconds before each further request of a connection")
parser.add_argument("--rounds", type=int, default=30)
arguments = parser.parse_args()
{"webhooks": webhooks, "leads": leads}[arguments.what](arguments)
