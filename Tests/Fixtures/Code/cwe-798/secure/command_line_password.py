import argparse

import paramiko

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("--user", default="deploy")
parser.add_argument("--password", help="password of the account", required=True)
args = parser.parse_args()

client = paramiko.SSHClient()
client.load_system_host_keys()
client.connect(args.host, username=args.user, password=args.password)
