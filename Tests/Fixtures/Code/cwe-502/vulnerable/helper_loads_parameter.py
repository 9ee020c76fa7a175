import base64
import pickle


class SessionCodec:
    def encode(self, session):
        return base64.b64encode(pickle.dumps(session)).decode()

    def decode(self, text):
        return pickle.loads(base64.b64decode(text))
