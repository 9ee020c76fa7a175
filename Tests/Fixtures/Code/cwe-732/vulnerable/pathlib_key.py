from pathlib import Path

from cryptography.fernet import Fernet


def create_key(folder: Path) -> Path:
    key_file = folder / "master.key"
    key_file.write_bytes(Fernet.generate_key())
    key_file.chmod(0o664)
    return key_file
