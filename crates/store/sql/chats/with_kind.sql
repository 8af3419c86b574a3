  and c.kind = cast($5 as text) and c.archived = false
