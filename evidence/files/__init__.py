"""What the files of a repository say of the models that it derives from: a witness for each kind of file.

All is pure: bytes in, statements out. Bytes that hold nothing, or are damaged, give no statement.
"""

from evidence.files.registry import WITNESSES, FileWitness, witness_of
from evidence.files.statement import Statement

__all__ = ["WITNESSES", "FileWitness", "Statement", "witness_of"]
