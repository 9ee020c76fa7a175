from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import escape, format_html


def greet(request):
    name = request.GET.get("name", "guest")
    return render(request, "greet.html", {"name": name})


def plain(request):
    return HttpResponse(format_html("<b>{}</b>", request.GET.get("x", "")))


def escaped(request, title):
    return HttpResponse("<h1>" + escape(title) + "</h1>")


def data(request, title):
    return JsonResponse({"title": title})
