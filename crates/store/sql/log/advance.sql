update consumers set seq = $2 where name = $1
