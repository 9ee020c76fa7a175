import os

target = os.environ.get("DEPLOY_TARGET", "staging")
archive = "build.zip"
os.system("scp " + archive + " deploy@" + target + ":/srv/app")
