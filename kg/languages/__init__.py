"""Languages other than English: small frame sets over pipelines of Universal Dependencies, one folder of data each.

What a language needs stands in docs/reading.md. Nothing here is trained; confidence is lower than that of English.
"""
