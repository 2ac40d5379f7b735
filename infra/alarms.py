"""Alarms that rest on what functions log."""

from typing import Any

Template = dict[str, Any]
RULE_FAILED = "rule not carried out"
"""What the judge logs for a rule that raised or lacked a value (chalicelib/handlers.py); a test holds the two equal."""


def rule_failures(logs_id: str) -> Template:
    """Counts rules that could not be carried out; an alarm at the first, for such a class waits, undetermined."""
    metric = {"MetricNamespace": "Yuji", "MetricName": {"Fn::Sub": "${AWS::StackName}-rules-not-carried-out"}}
    return {
        "RulesNotCarriedOut": {
            "Type": "AWS::Logs::MetricFilter",
            "Properties": {
                "LogGroupName": {"Ref": logs_id},
                "FilterPattern": f'{{ $.message = "{RULE_FAILED}" }}',
                "MetricTransformations": [{**metric, "MetricValue": "1", "DefaultValue": 0}],
            },
        },
        "RulesNotCarriedOutAlarm": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmDescription": "A rule raised or lacked a value: see the judge's log, mend rule or policy",
                "Namespace": metric["MetricNamespace"],
                "MetricName": metric["MetricName"],
                "Statistic": "Sum",
                "Period": 300,
                "EvaluationPeriods": 1,
                "Threshold": 0,
                "ComparisonOperator": "GreaterThanThreshold",
                "TreatMissingData": "notBreaching",
            },
        },
    }
