  and /*sqlite w.rowid*/ /*pg w.place*/ < $2 and r.place > $14
order by /*sqlite w.rowid*/ /*pg w.place*/ desc limit $3
