"""The bucket that code and templates are deployed from: one for each account, region and stage, made when missing."""

import hashlib
import json
from dataclasses import dataclass

from botocore.exceptions import ClientError

from infra.clients import Clients
from infra.naming import APP


@dataclass(frozen=True)
class Artifacts:
    clients: Clients
    bucket: str

    def put(self, content: bytes, prefix: str, suffix: str) -> str:
        """Store content under its own digest, unless it is there; its key."""
        key = f"{prefix}/{hashlib.sha256(content).hexdigest()}.{suffix}"
        if not _exists(self.clients, self.bucket, key):
            self.clients("s3").put_object(Bucket=self.bucket, Key=key, Body=content)
        return key

    def url(self, key: str) -> str:
        """The address that CloudFormation reads a template from."""
        return f"{self.clients('s3').meta.endpoint_url}/{self.bucket}/{key}"


def artifacts(clients: Clients, stage: str) -> Artifacts:
    """The stage's bucket; private, and reached over TLS only, when it is we who make it."""
    bucket = f"{APP}-{stage}-artifacts-{clients.account()}-{clients.region}"
    if not _exists(clients, bucket):
        _make(clients, bucket)
    return Artifacts(clients, bucket)


def _exists(clients: Clients, bucket: str, key: str | None = None) -> bool:
    try:
        if key:
            clients("s3").head_object(Bucket=bucket, Key=key)
        else:
            clients("s3").head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchBucket", "NoSuchKey", "NotFound"):
            return False
        raise
    return True


def _make(clients: Clients, bucket: str) -> None:
    s3 = clients("s3")
    # S3 refuses its own first region as a constraint.
    place = {} if clients.region == "us-east-1" else {"LocationConstraint": clients.region}
    s3.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": place} if place else {}))
    flags = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(flags, True))
    partition = clients("sts").get_caller_identity()["Arn"].split(":")[1]
    arn = f"arn:{partition}:s3:::{bucket}"
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [_tls_only(arn)]}))


def _tls_only(arn: str) -> dict[str, object]:
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
