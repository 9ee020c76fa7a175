from django.http import HttpResponse


def greet(request):
    name = request.GET.get("name", "guest")
    return HttpResponse(f"<h2>Welcome, {name}</h2>")
