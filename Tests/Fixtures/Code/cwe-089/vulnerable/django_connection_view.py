from django.db import connection
from django.http import JsonResponse


def invoice(request, number):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT total FROM invoices WHERE number = '{number}'")
        row = cursor.fetchone()
    return JsonResponse({"total": row[0] if row else None})
