import pickle
import socket

server = socket.socket()
server.bind(("0.0.0.0", 9000))
server.listen()
while True:
    connection, address = server.accept()
    chunks = []
    while True:
        chunk = connection.recv(4096)
        if not chunk:
            break
        chunks.append(chunk)
    message = pickle.loads(b"".join(chunks))
    print(address, message)
    connection.close()
