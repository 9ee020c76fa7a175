class Account:
    def __init__(self, name):
        self.name = name
        self.password = ""
        self.token = None

    def set_password(self, password):
        if len(password) < 12 or password == self.name:
            raise ValueError("choose a longer password")
        self.password = password
