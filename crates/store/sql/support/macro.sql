select macro_id, name, text from macros where macro_id = $1
