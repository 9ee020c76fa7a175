import os
from urllib.parse import quote_plus

from sqlalchemy import create_engine

password = quote_plus(os.environ["DB_PASSWORD"])
engine = create_engine(f"postgresql://app:{password}@db.internal:5432/app")
local = create_engine("sqlite:///local.db")
