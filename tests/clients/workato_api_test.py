#!/usr/bin/env python3
"""Drives the mock workspace's Developer API with Python's standard library, in the order of calls and with the
tolerance of published clients: pages until a short one, a shell connection, the address for consent, polling the
list, backing off at 429. Usage: workato_api_test.py PROGRAM"""

import json
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

TOKEN = "wrkmock-rehearsal"
CALLBACK = "https://www.workato.com/oauth/callback"
PROGRAM = sys.argv.pop(1)


def request(method, url, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **(headers or {})}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode(), refused.headers


class Workato:
    """A client of the Developer API, as its users write them."""

    def __init__(self, base, wait, token=TOKEN):
        self.base, self.wait, self.token = base, wait, token

    def call(self, method, path, body=None):
        """Three tries, with exponential back-off at 429."""
        for tries in range(3):
            status, text, _ = request(
                method, f"{self.base}/api{path}", body, {"Authorization": f"Bearer {self.token}"}
            )
            if status != 429:
                break
            self.wait(2**tries)
        return status, json.loads(text)

    def ok(self, method, path, body=None):
        status, answer = self.call(method, path, body)
        if status >= 400 or (isinstance(answer, dict) and answer.get("success") is False):
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    @staticmethod
    def inside(answer):
        return answer.get("result", answer) if isinstance(answer, dict) else answer

    def pages(self, path, key, per_page):
        """All items of a paged list: a short page is the last."""
        found, page = [], 1
        while True:
            items = self.ok("GET", f"{path}?page={page}&per_page={per_page}")[key]
            found += items
            if len(items) < per_page:
                return found
            page += 1

    def connection(self, connection_id, **filters):
        query = urllib.parse.urlencode({"include_runtime_connections": "true", **filters})
        for item in self.ok("GET", f"/connections?{query}"):
            if item["id"] == connection_id:
                return item
        return None


class DeveloperApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([PROGRAM, "serve"], stdout=subprocess.PIPE, text=True)
        cls.sites = json.loads(cls.server.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        code = cls.server.wait(timeout=60)
        cls.server.stdout.close()
        assert code == 0, f"the program ended with {code}"

    def setUp(self):
        self.steer("POST", "/reset")
        self.workato = Workato(self.sites["workato"], self.advance)

    def steer(self, method, path, body=None):
        status, text, _ = request(method, self.sites["control"] + path, body)
        self.assertEqual(status, 200, text)
        return json.loads(text)

    def advance(self, seconds):
        self.steer("POST", "/clock", {"advance": f"{seconds}s"})

    def make_profile(self, name="Rehearsal"):
        app = self.steer(
            "POST",
            "/apps",
            {
                "apiName": "Scripted",
                "label": "Scripted",
                "contactEmail": "admin@rehearsal.test",
                "callbackUrl": CALLBACK,
                "scopes": "full api id refresh_token",
                "isRefreshTokenRotationEnabled": True,
            },
        )
        self.data = {"client_id": app["consumer_key"], "client_secret": app["consumer_secret"]}
        body = {"name": name, "provider": "salesforce", "data": self.data}
        return self.workato.inside(self.workato.ok("POST", "/custom_oauth_profiles", body))

    def make_shell(self, profile):
        connectors = self.workato.pages("/integrations/all", "items", 4)
        names = [item["name"] for item in connectors if item["oauth"]]
        self.assertIn("salesforce", names)
        body = {
            "name": "Sales",
            "provider": "salesforce",
            "external_id": "crm",
            "shell_connection": True,
            "input": {
                "sandbox": "false",
                "advanced_settings": {"api_scope": "api id refresh_token", "custom_oauth_key_id": profile["id"]},
            },
        }
        return self.workato.ok("POST", "/connections", body)

    def consent(self, shell, decision="approve"):
        answer = self.workato.ok("GET", f"/connections/runtime_user_connections/{shell['id']}/get_oauth_url")
        self.assertTrue(answer["data"]["url"].startswith(self.sites["salesforce"]))
        approved = self.steer(
            "POST",
            "/approve",
            {"username": "user@rehearsal.test", "authorize_url": answer["data"]["url"], "decision": decision},
        )
        back = urllib.parse.urlsplit(approved["location"])
        status, _, _ = request("GET", f"{self.sites['workato']}{back.path}?{back.query}")
        self.assertEqual(status, 200)

    def test_profile_life(self):
        made = self.make_profile()
        self.assertEqual(made["data"], {"client_id": self.data["client_id"]})
        self.assertEqual(self.workato.inside(self.workato.ok("GET", "/custom_oauth_profiles")), [made])
        one = f"/custom_oauth_profiles/{made['id']}"
        body = {"name": "Renamed", "provider": "salesforce", "data": self.data}
        changed = self.workato.inside(self.workato.ok("PUT", one, body))
        self.assertEqual((changed["id"], changed["name"]), (made["id"], "Renamed"))
        del body["data"]
        status, answer = self.workato.call("PUT", one, body)
        self.assertEqual(status, 400)
        self.assertEqual(answer["errors"]["data.client_secret"], ["can't be blank"])
        self.assertEqual(self.workato.ok("DELETE", one), {"result": {"success": True}})
        self.assertEqual(self.workato.call("GET", one), (404, {"message": "Not found"}))

    def test_connection_life(self):
        profile = self.make_profile()
        shell = self.make_shell(profile)
        self.assertIsNone(shell["authorization_status"])
        self.consent(shell)
        for _ in range(12):  # every five seconds for a minute
            listed = self.workato.connection(shell["id"], external_id="crm")
            if listed["authorization_status"] == "success":
                break
            self.advance(5)
        self.assertEqual(listed["authorization_status"], "success")
        self.assertEqual(listed["application"], "salesforce")
        for day in range(3):
            self.assertTrue(self.steer("POST", "/workato/jobs", {"connection": shell["id"]})["ok"], day)
            self.steer("POST", "/clock", {"advance": "1d"})
        one = f"/connections/{shell['id']}"
        self.assertEqual(self.workato.call("DELETE", one)[0], 400)
        gone = self.workato.ok("POST", f"{one}/disconnect", {"force": True})
        self.assertEqual(gone, {"success": True, "status": "disconnected"})
        self.assertEqual(self.workato.ok("DELETE", one), {"success": True})
        self.assertIsNone(self.workato.connection(shell["id"]))

    def test_denied_consent_shows_in_the_list(self):
        shell = self.make_shell(self.make_profile())
        self.consent(shell, "deny")
        listed = self.workato.connection(shell["id"])
        self.assertEqual(listed["authorization_status"], "failed")
        self.assertIn("access_denied", listed["authorization_error"])

    def test_lost_connection_shows_in_the_list(self):
        shell = self.make_shell(self.make_profile())
        self.consent(shell)
        app = self.steer("GET", "/apps")[-1]
        self.steer("POST", f"/apps/{app['app_id']}/revoke")
        self.assertFalse(self.steer("POST", "/workato/jobs", {"connection": shell["id"]})["ok"])
        listed = self.workato.connection(shell["id"])
        self.assertEqual(listed["authorization_status"], "exception")
        self.assertTrue(listed["connection_lost_reason"])

    def test_rate_limit_is_waited_out(self):
        for _ in range(60):
            self.workato.ok("GET", "/custom_oauth_profiles")
        waited = []
        patient = Workato(self.sites["workato"], lambda seconds: waited.append(seconds) or self.advance(61))
        self.assertEqual(patient.call("GET", "/custom_oauth_profiles")[0], 200)
        self.assertEqual(waited, [1])

    def test_bad_input(self):
        call = self.workato.call
        self.assertEqual(call("GET", "/connections/1")[0], 405)
        self.assertEqual(call("GET", "/recipes"), (404, {"message": "Not found"}))
        self.assertEqual(call("POST", "/custom_oauth_profiles", ["not", "an", "object"])[0], 400)
        long_name = {"name": "n" * 256, "provider": "salesforce", "data": {"client_id": "c", "client_secret": "s"}}
        self.assertIn("too long", call("POST", "/custom_oauth_profiles", long_name)[1]["errors"]["name"][0])
        self.assertEqual(call("POST", "/connections", {"name": "S", "provider": "salesforce"})[0], 400)
        self.assertEqual(call("DELETE", "/custom_oauth_profiles/99999999999999999999")[0], 404)
        nested = "[" * 10000 + "]" * 10000
        status, _, headers = request("GET", self.sites["workato"] + "/api/users/me")
        self.assertEqual((status, headers["Content-Type"]), (401, "application/json; charset=utf-8"))
        url = self.sites["workato"] + "/api/folders"
        sent = urllib.request.Request(
            url,
            ('{"name":' + nested + "}").encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"},
        )
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(sent, timeout=60)
        self.assertEqual(refused.exception.code, 400)
        refused.exception.close()


if __name__ == "__main__":
    unittest.main()
