import ast
import sys

settings = ast.literal_eval(sys.stdin.read())
print(sorted(settings))
