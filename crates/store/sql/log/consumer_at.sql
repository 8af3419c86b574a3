select seq from consumers where name = $1
