"""Drives the control plane of AWS IoT Jobs for the live tests.

Reads one JSON command a line from standard input and writes one JSON answer a line to standard
output. A command is `{"do": NAME, "account": TWELVE_DIGITS, ...}`, an answer whatever the command
gives back, or `{"error": "..."}`. Ends when standard input does.
"""

import argparse
import json
import sys
import urllib.request

import boto3
from botocore.config import Config

USER = "device"


class Account:
    """One account of the server, acted on as its root, whose key is the account number."""

    def __init__(self, session, endpoint, region, number):
        settings = {
            "endpoint_url": endpoint,
            "region_name": region,
            "config": Config(proxies={}, retries={"max_attempts": 0}),
        }
        root = {"aws_access_key_id": number, "aws_secret_access_key": number}
        self.session = session
        self.endpoint = endpoint
        self.settings = settings
        self.iot = session.client("iot", **root, **settings)
        self.iam = session.client("iam", **root, **settings)
        self.thing_arn = f"arn:aws:iot:{region}:{number}:thing/"

    def create_user(self, actions):
        """The account's user, who may do the actions: the keys to sign as that user."""
        self.iam.create_user(UserName=USER)
        if actions:
            statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            self.iam.put_user_policy(
                UserName=USER, PolicyName=USER, PolicyDocument=json.dumps(policy)
            )
        return _keys(self.iam.create_access_key(UserName=USER)["AccessKey"])

    def create_session(self, access_key, secret):
        """Temporary keys of the user with these keys."""
        sts = self.session.client(
            "sts", aws_access_key_id=access_key, aws_secret_access_key=secret, **self.settings
        )
        return _keys(sts.get_session_token()["Credentials"])

    def create_things(self, names):
        for name in names:
            self.iot.create_thing(thingName=name)
        return {}

    def create_device(self, thing, actions):
        """A thing with an active certificate, whose policy allows the actions on everything."""
        self.iot.create_thing(thingName=thing)
        made = self.iot.create_keys_and_certificate(setAsActive=True)
        arn = made["certificateArn"]
        if actions:
            statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            self.iot.create_policy(policyName=thing, policyDocument=document)
            self.iot.attach_policy(policyName=thing, target=arn)
        self.iot.attach_thing_principal(thingName=thing, principal=arn)
        # No proxy of the user's environment stands before the local server.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{self.endpoint}/_ministack/iot/ca.pem") as ca:
            return {
                "id": made["certificateId"],
                "certificate": made["certificatePem"],
                "key": made["keyPair"]["PrivateKey"],
                "ca": ca.read().decode(),
            }

    def deactivate_certificate(self, id):
        self.iot.update_certificate(certificateId=id, newStatus="INACTIVE")
        return {}

    def create_job(self, job, targets, document, minutes=None):
        """A job whose executions time out after some minutes, if any."""
        timer = {"timeoutConfig": {"inProgressTimeoutInMinutes": minutes}} if minutes else {}
        self._create_job(job, targets, json.dumps(document, ensure_ascii=False), **timer)
        return {}

    def create_jobs(self, count, prefix, things):
        """Jobs of one thing each, dealt out over the things in turn."""
        pairs = [[things[n % len(things)], f"{prefix}{n}"] for n in range(count)]
        for thing, job in pairs:
            self._create_job(job, [thing], json.dumps({"job": job}))
        return {"executions": pairs}

    def cancel_job(self, job, force=False):
        self.iot.cancel_job(jobId=job, force=force)
        return {}

    def delete_job(self, job):
        self.iot.delete_job(jobId=job, force=True)
        return {}

    def describe_job(self, job):
        return {"status": self.iot.describe_job(jobId=job)["job"]["status"]}

    def describe_job_execution(self, job, thing):
        execution = self.iot.describe_job_execution(jobId=job, thingName=thing)["execution"]
        return {
            "job": execution["jobId"],
            "thing": thing,
            "status": execution["status"],
            "details": execution.get("statusDetails", {}).get("detailsMap", {}),
            "number": execution["executionNumber"],
            "version": execution["versionNumber"],
        }

    def describe_job_executions(self, executions):
        """As `describe_job_execution`, for a list of `[thing, job]`."""
        found = [self.describe_job_execution(job, thing) for thing, job in executions]
        return {"executions": found}

    def _create_job(self, job, targets, document, **settings):
        arns = [self.thing_arn + name for name in targets]
        self.iot.create_job(jobId=job, targets=arns, document=document, **settings)


COMMANDS = {
    command.__name__: command
    for command in (
        Account.create_user,
        Account.create_session,
        Account.create_things,
        Account.create_device,
        Account.deactivate_certificate,
        Account.create_job,
        Account.create_jobs,
        Account.cancel_job,
        Account.delete_job,
        Account.describe_job,
        Account.describe_job_execution,
        Account.describe_job_executions,
    )
}


class ControlPlane:
    """The accounts of one server; the clients of an account are made when it is first named."""

    def __init__(self, endpoint, region):
        self.session = boto3.Session()
        self.endpoint = endpoint
        self.region = region
        self.accounts = {}

    def answer(self, line):
        try:
            command = json.loads(line)
            perform = COMMANDS[command.pop("do")]
            return perform(self.account(command.pop("account")), **command)
        except Exception as error:  # whatever it was, the other side has to be told
            return {"error": f"{type(error).__name__}: {error}"}

    def account(self, number):
        if number not in self.accounts:
            self.accounts[number] = Account(self.session, self.endpoint, self.region, number)
        return self.accounts[number]


def _keys(answer):
    return {
        "access_key": answer["AccessKeyId"],
        "secret": answer["SecretAccessKey"],
        "token": answer.get("SessionToken"),
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--endpoint", required=True)
    arguments.add_argument("--region", required=True)
    options = arguments.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")
    control_plane = ControlPlane(options.endpoint, options.region)
    for line in sys.stdin:
        print(json.dumps(control_plane.answer(line)), flush=True)


if __name__ == "__main__":
    main()
