import subprocess
from django.http import JsonResponse


def disk_usage(request):
    folder = request.GET["folder"]
    text = subprocess.getoutput("du -sh /srv/data/" + folder)
    return JsonResponse({"usage": text.split("\t")[0]})
