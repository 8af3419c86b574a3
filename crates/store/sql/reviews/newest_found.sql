  and /*sqlite w.rowid*/ /*pg r.place*/ < $2 and r.place > $14
order by /*sqlite w.rowid*/ /*pg r.place*/ desc limit $3
