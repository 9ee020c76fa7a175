from django.http import HttpResponseRedirect


def after_login(request):
    target = request.GET.get("next")
    if not target:
        target = "/home"
    return HttpResponseRedirect(target)
