from django.shortcuts import render
from .models import Customer


def search(request):
    term = request.GET.get("q", "")
    found = Customer.objects.raw("SELECT * FROM shop_customer WHERE name = '%s'" % term)
    return render(request, "shop/search.html", {"found": found})
