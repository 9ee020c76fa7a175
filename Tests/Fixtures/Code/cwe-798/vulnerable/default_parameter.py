import ftplib


def upload(path, host="files.internal", user="robot", password="fruitsalad"):
    with ftplib.FTP(host) as ftp:
        ftp.login(user, password)
        with open(path, "rb") as handle:
            ftp.storbinary("STOR report.csv", handle)
