"""IAM statements, each for one resource and the fewest actions. CloudFormation fills in the names (`Fn::Sub`)."""

from collections.abc import Iterable
from typing import Any

Statement = dict[str, Any]

TABLE_ARN = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}"
UPLOADS_ARN = "arn:${AWS::Partition}:s3:::${UploadsBucket}"
REPORTS_ARN = "arn:${AWS::Partition}:s3:::${ReportsBucket}"


def allow(sid: str, actions: Iterable[str], *arns: str, condition: dict[str, Any] | None = None) -> Statement:
    """One statement; `arns` may hold `${…}` of parameters, pseudo parameters and resources of the app stack."""
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": sorted(actions)}
    resources = [{"Fn::Sub": arn} for arn in arns]
    statement["Resource"] = resources[0] if len(resources) == 1 else resources
    if condition:
        statement["Condition"] = condition
    return statement


def arn_of(resource_id: str) -> str:
    """The ARN of a resource of the app stack, for `Fn::Sub`."""
    return f"${{{resource_id}.Arn}}"


# --- the table


READS = ("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query")
# TransactWriteItems is authorised as the writes it holds.
WRITES = ("dynamodb:ConditionCheckItem", "dynamodb:PutItem", "dynamodb:UpdateItem")


def read_table(*, indexes: bool = False) -> list[Statement]:
    arns = (TABLE_ARN, f"{TABLE_ARN}/index/*") if indexes else (TABLE_ARN,)
    return [allow("ReadTable", READS, *arns), _table_key()]


def write_table() -> Statement:
    return allow("WriteTable", WRITES, TABLE_ARN)


def load_table() -> Statement:
    """Write in bulk. AWS lets this right delete too, so it stops at the ledger."""
    return allow("LoadTable", ("dynamodb:BatchWriteItem",), TABLE_ARN, condition=_NOT_THE_LEDGER)


def delete_derived() -> Statement:
    """Delete what can be derived again; never a ledger entry."""
    return allow("DeleteDerived", ("dynamodb:DeleteItem",), TABLE_ARN, condition=_NOT_THE_LEDGER)


_NOT_THE_LEDGER = {"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": ["LEDGER#*"]}}


def read_stream() -> list[Statement]:
    actions = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams")
    return [allow("ReadStream", actions, "${TableStreamArn}")]


def _table_key() -> Statement:
    context = {"kms:EncryptionContext:aws:dynamodb:tableName": {"Ref": "Table"}}
    return _key_through("dynamodb", "TableKey", ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"), context)


# --- buckets


def read_uploads(prefix: str = "") -> list[Statement]:
    arn = f"{UPLOADS_ARN}/{prefix}*"
    return [
        allow("ReadUploads", ("s3:GetObject", "s3:GetObjectVersion"), arn),
        # Without it S3 answers "denied" where it should say that there is no such version.
        allow("MissUploads", ("s3:ListBucket",), UPLOADS_ARN),
        _bucket_key("Uploads", "kms:Decrypt"),
    ]


def write_uploads(kinds: Iterable[str]) -> list[Statement]:
    """A presigned form acts with the rights of the role that signed it."""
    arns = [f"{UPLOADS_ARN}/{kind}/*" for kind in kinds]
    # A form for a large file may be sent in parts, which needs Decrypt too.
    return [
        allow("WriteUploads", ("s3:PutObject",), *arns),
        _bucket_key("Uploads", "kms:Decrypt", "kms:GenerateDataKey"),
    ]


def lock_uploads(prefix: str) -> Statement:
    """Make a version undeletable until a day; the way back (BypassGovernanceRetention) is nobody's."""
    return allow("LockUploads", ("s3:PutObjectRetention",), f"{UPLOADS_ARN}/{prefix}*")


def write_reports(prefix: str) -> list[Statement]:
    return [
        allow("WriteReports", ("s3:PutObject",), f"{REPORTS_ARN}/{prefix}*"),
        _bucket_key("Reports", "kms:GenerateDataKey"),
    ]


def read_reports() -> list[Statement]:
    return [allow("ReadReports", ("s3:GetObject",), f"{REPORTS_ARN}/*"), _bucket_key("Reports", "kms:Decrypt")]


def _bucket_key(bucket: str, *actions: str) -> Statement:
    arn = f"arn:${{AWS::Partition}}:s3:::${{{bucket}Bucket}}"
    # With a bucket key the context is the bucket, without (older objects) it is the object.
    context = {"kms:EncryptionContext:aws:s3:arn": [{"Fn::Sub": arn}, {"Fn::Sub": f"{arn}/*"}]}
    return _key_through("s3", f"{bucket}Key", actions, context)


# --- keys


def _key_through(service: str, sid: str, actions: Iterable[str], context: dict[str, Any]) -> Statement:
    """The data key, but only when `service` asks on our behalf and for this context."""
    # China's endpoints end in amazonaws.com.cn; which of the two the condition sees differs by service.
    via = [{"Fn::Sub": f"{service}.${{AWS::Region}}.{suffix}"} for suffix in ("amazonaws.com", "${AWS::URLSuffix}")]
    condition = {"StringEquals": {"kms:ViaService": via}, "StringLike": context}
    return allow(sid, actions, "${DataKeyArn}", condition=condition)


def seal() -> Statement:
    """Make data keys for personal data; never without a context that says whose."""
    return allow("Seal", ("kms:GenerateDataKey",), "${DataKeyArn}", condition=_WITH_CONTEXT)


def unseal() -> Statement:
    return allow("Unseal", ("kms:Decrypt",), "${DataKeyArn}", condition=_WITH_CONTEXT)


def look_up_people() -> Statement:
    condition = {"StringEquals": {"kms:MacAlgorithm": "HMAC_SHA_256"}}
    return allow("LookUpPeople", ("kms:GenerateMac",), "${HmacKeyArn}", condition=condition)


# The context that sealing binds a data key to; see the application's adapter.
_WITH_CONTEXT = {"Null": {"kms:EncryptionContext:yuji": "false"}}


# --- queues and logs


def send(queue_id: str) -> Statement:
    return allow(f"SendTo{queue_id}", ("sqs:SendMessage",), arn_of(queue_id))


def consume(queue_id: str) -> Statement:
    actions = ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
    return allow("Consume", (f"sqs:{action}" for action in actions), arn_of(queue_id))


def write_logs(log_group_id: str) -> Statement:
    # A log group's Arn ends in `:*`, which covers its streams.
    return allow("WriteLogs", ("logs:CreateLogStream", "logs:PutLogEvents"), arn_of(log_group_id))
