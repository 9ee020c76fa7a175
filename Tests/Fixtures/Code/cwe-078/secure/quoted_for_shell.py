import os
import shlex
import sys

host = shlex.quote(sys.argv[1])
os.system("nslookup " + host + " | tail -n 2")
