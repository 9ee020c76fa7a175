import html
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        fields = parse_qs(urlparse(self.path).query)
        name = html.escape(fields.get("name", ["nobody"])[0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"<p>Hello {name}</p>".encode())
