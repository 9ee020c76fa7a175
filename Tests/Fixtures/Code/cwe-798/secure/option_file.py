import configparser

import MySQLdb


def from_option_file():
    return MySQLdb.connect(read_default_file="/etc/app/my.cnf", db="shop")


def from_settings():
    settings = configparser.ConfigParser()
    settings.read("settings.ini")
    section = settings["database"]
    return MySQLdb.connect(host=section["host"], user=section["user"], passwd=section["password"])
