import os

os.system("touch /var/log/app.log && chmod 666 /var/log/app.log")
