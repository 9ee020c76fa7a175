from pathlib import Path


def create_key(folder: Path, data: bytes) -> Path:
    key_file = folder / "master.key"
    key_file.touch(mode=0o600)
    key_file.write_bytes(data)
    key_file.chmod(0o400)
    return key_file
