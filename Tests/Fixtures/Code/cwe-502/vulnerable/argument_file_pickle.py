import argparse
import pickle

parser = argparse.ArgumentParser()
parser.add_argument("state", help="a saved state")
args = parser.parse_args()

with open(args.state, "rb") as handle:
    state = pickle.load(handle)
print(state)
