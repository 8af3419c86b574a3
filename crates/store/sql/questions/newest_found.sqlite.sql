  and w.rowid < $2 and w.rowid > $11
order by w.rowid desc limit $3
