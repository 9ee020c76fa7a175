from django.db import connection
from django.shortcuts import render
from .models import Customer


def search(request):
    term = request.GET.get("q", "")
    found = Customer.objects.filter(name__icontains=term)
    older = Customer.objects.raw("SELECT * FROM archive_customer WHERE name = %s", [term])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO searches (term) VALUES (%s)", [term])
    return render(request, "shop/search.html", {"found": found, "older": older})
