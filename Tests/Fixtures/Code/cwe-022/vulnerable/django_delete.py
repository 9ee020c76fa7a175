import os
from django.conf import settings
from django.http import HttpResponse


def delete_report(request):
    name = request.POST["name"]
    os.remove(os.path.join(settings.MEDIA_ROOT, "reports", name))
    return HttpResponse(status=204)
