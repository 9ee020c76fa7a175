def is_colleague(address: str) -> bool:
    name, _, domain = address.strip().lower().rpartition("@")
    return bool(name) and domain == "example.com"


def is_student(address: str) -> bool:
    return address.endswith("@students.example.edu")
