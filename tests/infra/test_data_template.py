"""The data stack: what must outlive everything is kept, encrypted, and closed."""

import json
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.upload import UploadKind
from chalicelib.policy import henan
from infra.checks import problems, resources
from infra.data import data_template
from tests.infra.test_app_template import denies_plain_http

Template = dict[str, Any]
BUCKETS = ("UploadsBucket", "ReportsBucket")


def test_nothing_is_wrong_with_it(data: Template) -> None:
    assert problems(data) == []


def test_everything_is_retained(data: Template) -> None:
    kept = {(body["DeletionPolicy"], body["UpdateReplacePolicy"]) for body in data["Resources"].values()}
    assert kept == {("Retain", "Retain")}


def test_the_table_can_be_put_back_to_any_second_and_not_deleted_by_mistake(data: Template) -> None:
    table = data["Resources"]["Table"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] is True
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_keeps_versions_is_encrypted_and_private(data: Template, bucket: str) -> None:
    properties = data["Resources"][bucket]["Properties"]
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_refuses_plain_http(data: Template, bucket: str) -> None:
    (policy,) = (
        body["Properties"]["PolicyDocument"]["Statement"]
        for _, body in resources(data, "AWS::S3::BucketPolicy")
        if body["Properties"]["Bucket"] == {"Ref": bucket}
    )
    (deny,) = (each for each in policy if each["Sid"] == "TlsOnly")
    assert denies_plain_http(deny)
    assert deny["Resource"] == [{"Fn::GetAtt": [bucket, "Arn"]}, {"Fn::Sub": f"${{{bucket}.Arn}}/*"}]


def test_files_are_never_expired_but_for_videos(data: Template) -> None:
    for bucket in BUCKETS:
        rules = data["Resources"][bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
        expiring = [rule["Id"] for rule in rules if any("Expiration" in key for key in rule)]
        assert expiring == (["videos"] if bucket == "UploadsBucket" else [])


def test_the_keys_are_what_they_are_for(data: Template) -> None:
    assert data["Resources"]["DataKey"]["Properties"]["EnableKeyRotation"] is True
    hmac = data["Resources"]["HmacKey"]["Properties"]
    assert (hmac["KeySpec"], hmac["KeyUsage"]) == ("HMAC_256", "GENERATE_VERIFY_MAC")


def test_every_kind_has_a_topic_that_only_the_bucket_may_use(data: Template) -> None:
    told = data["Resources"]["UploadsBucket"]["Properties"]["NotificationConfiguration"]["TopicConfigurations"]
    prefixes = {each["Filter"]["S3Key"]["Rules"][0]["Value"]: each["Topic"]["Ref"] for each in told}
    assert prefixes == {f"{kind}/": f"{kind.capitalize()}Topic" for kind in UploadKind}
    for topic in prefixes.values():
        assert data["Resources"][topic]["Properties"]["KmsMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
        allow, deny = data["Resources"][f"{topic}Policy"]["Properties"]["PolicyDocument"]["Statement"]
        assert allow["Principal"] == {"Service": "s3.amazonaws.com"}
        assert "yuji-${Stage}-uploads-" in allow["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"]
        assert denies_plain_http(deny)


def test_the_bucket_that_topics_let_in_is_the_bucket(data: Template) -> None:
    name = data["Resources"]["UploadsBucket"]["Properties"]["BucketName"]["Fn::Sub"]
    assert f"arn:${{AWS::Partition}}:s3:::{name}" in json.dumps(data["Resources"]["RostersTopicPolicy"])


def test_a_new_kind_is_announced_without_another_line_of_infrastructure() -> None:
    template = data_template(("rosters", "surveys"))
    assert {"SurveysTopic", "SurveysTopicPolicy"} <= template["Resources"].keys()
    assert "SurveysTopic" in template["Outputs"]


def test_videos_are_locked_then_cold_then_gone_and_nobody_may_delete_them(data: Template) -> None:
    uploads = data["Resources"]["UploadsBucket"]["Properties"]
    assert uploads["ObjectLockEnabled"] is True
    (rule,) = (each for each in uploads["LifecycleConfiguration"]["Rules"] if each["Id"] == "videos")
    kept = henan().value("course.video_retention_years", date(2024, 1, 1))
    assert kept == 3
    assert rule["Prefix"] == "videos/"
    (transition,) = rule["Transitions"]
    assert transition["StorageClass"] == "DEEP_ARCHIVE"
    years = 3 * 365 + 1  # one of them may be a leap year
    assert years <= transition["TransitionInDays"] < rule["ExpirationInDays"]
    assert years <= rule["NoncurrentVersionExpiration"]["NoncurrentDays"]
    policy = data["Resources"]["UploadsBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    (stay,) = (each for each in policy if each["Sid"] == "VideosStay")
    assert (stay["Effect"], stay["Principal"]) == ("Deny", "*")
    assert {"s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"} <= set(stay["Action"])
