import argparse

import pandas as pd
from sqlalchemy import create_engine

parser = argparse.ArgumentParser(description="Monthly sales of a region")
parser.add_argument("region")
args = parser.parse_args()

engine = create_engine("sqlite:///sales.db")
frame = pd.read_sql(f"SELECT month, total FROM sales WHERE region = '{args.region}'", engine)
print(frame.to_string(index=False))
