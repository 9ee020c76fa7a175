import os
from django.conf import settings
from django.http import FileResponse, Http404


def report(request, name):
    path = os.path.join(settings.MEDIA_ROOT, "reports", os.path.basename(name))
    if not os.path.exists(path):
        raise Http404
    return FileResponse(open(path, "rb"))
