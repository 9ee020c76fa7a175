import sys
from yaml import load, SafeLoader

print(load(sys.stdin.read(), Loader=SafeLoader))
