"""The witness `weights`: whether the weights of two models were trained independently.

Needs numpy, scipy and gguf, the extra `weights`; nothing else imports this package.
"""
