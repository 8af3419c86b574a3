select seq from consumers where name = $1 /*pg for update skip locked*/
