update macros set used = used + 1 where macro_id = $1
