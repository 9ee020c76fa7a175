import subprocess

key = "deploy_key"
subprocess.run(["ssh-keygen", "-t", "ed25519", "-N", "", "-f", key], check=True)
subprocess.run(["chmod", "600", key], check=True)
