"""The outside world behind the ports of `workflows`: DynamoDB, S3, SQS, KMS."""
