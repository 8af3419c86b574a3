select macro_id, name, text from macros order by used desc, name limit 200
