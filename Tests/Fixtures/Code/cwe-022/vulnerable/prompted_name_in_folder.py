import os

NOTES = "/srv/notes"

name = input("note to show: ")
path = os.path.join(NOTES, name)
if os.path.exists(path):
    with open(path) as handle:
        print(handle.read())
else:
    print("no such note")
