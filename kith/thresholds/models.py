"""The authority's threshold document in structured form."""

from django.db import models


class Document(models.Model):
    """One published threshold document of one authority, valid between two dates."""

    authority = models.ForeignKey("people.Authority", models.CASCADE, related_name="threshold_documents")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=400)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    last_checked = models.DateField()
    next_review = models.DateField()
    owner = models.CharField(max_length=120)


class Level(models.Model):
    """One level of need as the authority words it, and what it means for harm from outside the home."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="levels")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    meaning = models.TextField()
    outside_harm = models.TextField(blank=True)
    who_acts = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="one_level_per_place")]


class Statement(models.Model):
    """One passage of a level that a reasoning can rely on."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="statements")
    key = models.SlugField(max_length=60)
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
