import os
import sys

host = sys.argv[1]
response = os.popen("nslookup %s" % host).read()
print(response)
