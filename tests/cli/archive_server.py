"""A public archive on 127.0.0.1: serves a folder as the real ones do, and fails as they do where a test says so."""
import contextlib
import email.utils
import http.server
import os
import pathlib
import threading
import time
import urllib.parse

PAGE = b"<!DOCTYPE html>\n<html><head><title>Not found</title></head><body>The page was moved.</body></html>\n"


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Clients that are killed close their connections."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        archive = self.server.archive
        plain, _, query = self.path.partition("?")
        fault = archive.note(self.path, self.headers)
        path = archive.root / self.path.lstrip("/")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if fault == "500":
                return self.answer(500, b"overloaded")
            if fault == "403":
                return self.answer(403, b"no")
            if fault == "page":
                return self.answer(200, PAGE, Content_Type="text/html")
            if fault.startswith("redirect "):
                return self.answer(302, PAGE, Location=fault.split(" ", 1)[1])
            if plain in archive.answers:
                return self.answer(200, archive.answers[plain](urllib.parse.parse_qs(query)))
            if not path.is_file():
                return self.answer(200, PAGE) if archive.pages_for_missing else self.answer(404, PAGE)
            self.serve(path, fault)
        self.close_connection = self.close_connection or fault != ""

    def serve(self, path, fault):
        data, modified = path.read_bytes(), int(path.stat().st_mtime)
        date = email.utils.formatdate(modified, usegmt=True)
        since = self.headers.get("If-Modified-Since")
        if since and email.utils.parsedate_to_datetime(since).timestamp() >= modified:
            return self.answer(304)
        first, wanted = 0, self.headers.get("Range")
        if wanted and self.headers.get("If-Range") in (None, date) and fault != "no ranges":
            first = int(wanted.removeprefix("bytes=").rstrip("-"))
            if first >= len(data):
                return self.answer(416, Content_Range=f"bytes */{len(data)}")
        # "cut N": N bytes although more are announced; "short N": N bytes, and no length says that there are more.
        word, _, number = fault.partition(" ")
        count = int(number) if word in ("cut", "short") else len(data)
        self.send_response(206 if first else 200)
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        if word == "short":
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(data) - first))
        if fault != "no date":
            self.send_header("Last-Modified", date)
        self.end_headers()
        if fault == "hang":
            self.server.archive.over.wait(60)
            self.close_connection = True
            return
        body = data[first:first + count]
        for at in range(0, len(body), 65536):
            self.wfile.write(body[at:at + 65536])
            self.server.archive.sent(len(body[at:at + 65536]))
        if word in ("cut", "short"):
            self.close_connection = True


class Archive:
    """with Archive(root) as archive: archive.url; archive.faults[path] = [fault of the 1st request, of the 2nd, ...]."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.faults, self.always = {}, {}
        self.answers = {}  # path: what makes the answer of the query, a dictionary of lists
        self.pages_for_missing = False
        self.pause = 0  # seconds after each 64 kB
        self.at_bytes = None  # (n, call): call() once, when n bytes have been sent
        self._sent = 0
        self.requests = []
        self._lock = threading.Lock()
        self.over = threading.Event()

    def sent(self, count):
        if self.pause:
            time.sleep(self.pause)
        with self._lock:
            self._sent += count
            call = None
            if self.at_bytes and self._sent >= self.at_bytes[0]:
                call, self.at_bytes = self.at_bytes[1], None
        if call:
            call()

    def call_after(self, count, call):
        """call() when so many bytes more have been sent."""
        with self._lock:
            self.at_bytes = (self._sent + count, call)

    def note(self, path, headers):
        with self._lock:
            self.requests.append((path, dict(headers)))
            plain = path.partition("?")[0]
            pending = self.faults.get(plain)
            return pending.pop(0) if pending else self.always.get(plain, "")

    def asked(self, ending):
        return [(path, headers) for path, headers in self.requests if path.endswith(ending)]

    def __enter__(self):
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.archive = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


def put(path, data, modified=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if modified is not None:
        os.utime(path, (modified, modified))
