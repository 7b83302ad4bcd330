from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "kith.calibration"
    label = "calibration"

    def ready(self):
        from kith.toolkit.actions import load_along

        from . import holdings  # noqa: F401
        from .actions import keep_vignettes

        load_along("vignettes", keep_vignettes)
