from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        fields = parse_qs(urlparse(self.path).query)
        name = fields.get("name", ["nobody"])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(("<p>Hello " + name + "</p>").encode())


HTTPServer(("", 8000), Page).serve_forever()
