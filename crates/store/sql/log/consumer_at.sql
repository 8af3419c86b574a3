select batch, seq from consumers where name = $1
