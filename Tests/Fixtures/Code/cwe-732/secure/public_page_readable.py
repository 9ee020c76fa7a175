import os
from pathlib import Path

page = Path("public/index.html")
page.parent.mkdir(parents=True, exist_ok=True)
page.write_text("<p>hello</p>")
os.chmod(page, 0o644)
