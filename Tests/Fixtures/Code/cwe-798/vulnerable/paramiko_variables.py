import paramiko

HOST = "build.internal"
USER = "deploy"
PASSWORD = "fruitsalad"

client = paramiko.SSHClient()
client.load_system_host_keys()
client.connect(HOST, username=USER, password=PASSWORD)
client.close()
