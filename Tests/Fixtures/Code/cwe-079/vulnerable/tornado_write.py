import tornado.web


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        message = self.get_argument("message", "")
        self.write("<html><body>You said: " + message + "</body></html>")
