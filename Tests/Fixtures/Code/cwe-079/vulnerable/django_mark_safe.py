from django.shortcuts import render
from django.utils.safestring import mark_safe


def comment(request):
    text = request.POST["text"]
    return render(request, "comment.html", {"text": mark_safe("<p>" + text + "</p>")})
