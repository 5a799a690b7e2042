// The loads that are under way
// column transactionId: the transaction by which one shows itself
// column metaData: what it says of itself
SHOW TRANSACTIONS YIELD transactionId, metaData
RETURN transactionId, metaData
