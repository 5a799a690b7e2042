// Drop an index that nothing owns
// param index: Text: the name of the index
DROP INDEX $index IF EXISTS
