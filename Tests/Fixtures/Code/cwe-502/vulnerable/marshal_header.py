import marshal
from http.server import BaseHTTPRequestHandler


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers["Content-Length"])
        values = marshal.loads(self.rfile.read(size))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(len(values)).encode())
