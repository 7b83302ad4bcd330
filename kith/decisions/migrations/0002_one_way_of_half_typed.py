from django.db import migrations

# Notes and questions that were begun before every form kept its words in one way: they wait where they are looked for.
WAS = {("note:", "note"): "concerns:note", ("question:", "question"): "screening:ask"}


def carry_over(apps, schema_editor):
    for draft in apps.get_model("decisions", "Draft").objects.filter(section__in=["note", "question"]):
        kind, _, reference = draft.subject.partition(":")
        if form := WAS.get((f"{kind}:", draft.section)):
            draft.subject, draft.section = f"begun:{reference}", form
            draft.save(update_fields=["subject", "section"])


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
