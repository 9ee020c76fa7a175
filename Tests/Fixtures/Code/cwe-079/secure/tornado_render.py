import tornado.escape
import tornado.web


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        self.render("echo.html", message=self.get_argument("message", ""))

    def post(self):
        text = tornado.escape.xhtml_escape(self.get_argument("message"))
        self.write("<p>" + text + "</p>")
