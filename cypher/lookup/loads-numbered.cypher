// The numbers of the loads so far
// column numbers: the numbers
MATCH (load:Load)
WITH load.number AS number ORDER BY number
RETURN collect(number) AS numbers
