update consumers set batch = $2, seq = $3 where name = $1
