"""Calibration: how alike people of a service judge the same invented texts, so that they can talk about it.

Serves finding F6 of the study (whether a threshold is used flexibly depends on who decides) and promises 1 and 11. What is
rated is a vignette, never a child; what is shown is the service, never one named worker.
"""
