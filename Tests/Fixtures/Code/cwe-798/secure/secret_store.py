import boto3
import json


def database_settings():
    client = boto3.client("secretsmanager", region_name="eu-west-1")
    reply = client.get_secret_value(SecretId="prod/database")
    return json.loads(reply["SecretString"])


def password():
    return database_settings()["password"]
