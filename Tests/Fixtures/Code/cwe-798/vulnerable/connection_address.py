from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine("postgresql://app:fruitsalad@db.internal:5432/app")
Session = sessionmaker(bind=engine)
