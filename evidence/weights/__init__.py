"""The witness `weights`: whether the weights of two models were trained independently.

Needs numpy, scipy and gguf (`pip install lineage-db[weights]`); nothing else imports this package.
"""
