delete from macros where macro_id = $1
