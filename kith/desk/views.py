"""Home, and whether Kith is well."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def home(request):
    """Where everybody begins."""
    return render(request, "desk/home.html")


@require_GET
def healthz(request):
    """200 with the database's state; 503 where it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "waiting", "database": "does not answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@require_GET
def accessibility(request):
    """What works for whom, and how to say that something does not."""
    return render(request, "desk/accessibility.html")


@require_GET
def privacy(request):
    """What Kith keeps, and for how long."""
    return render(request, "desk/privacy.html")
