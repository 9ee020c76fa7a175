import sys

import yaml

for document in yaml.load_all(sys.stdin, yaml.SafeLoader):
    print(document)
